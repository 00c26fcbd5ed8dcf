import { isBinary } from '../profiles/index.js';
import { rowLimit } from './chart.js';
import type { Detector } from './detector.js';
import { isWarm } from './reading.js';

/** A look of a sound sensor stands where an empty door cannot once in a hundred: assumption; it is never so by its noise. */
const offShare = 0.01;
const looksMin = 3;

/**
 * Standing: looks in a row, three or more, at which the level is outside of where the profile says that an empty door can
 * stand. Seen with certain emptiness; or, on the side to which no content can move it, at any time. Over only when a
 * certainly empty door is where it should be. N in a row are seen by chance once in 100 to the N looks.
 */
export const untared = {
  name: 'untared',
  cause: 'sensor-untared',
  bit: 128,
  trust: 0.7,
  limitFor: (runLength: number) => Math.max(looksMin, rowLimit(runLength, offShare)),
  judge(state, { look, cleaned, level, profile }, limit) {
    if (!cleaned || look.door !== 'closed' || isBinary(profile) || cleaned.isFrozen) return 'unknown';
    if (!isWarm(look, profile)) return 'unknown';
    const [least, greatest] = profile.emptyRange;
    // Weights that no such cell can bear are no errors: its zero is where they come from.
    const [below, above] = profile.unit === 'g' ? [cleaned.below, cleaned.above].map((n) => n * 2 > cleaned.sent) : [];
    if (level === undefined && !below && !above) return 'unknown';
    const [isBelow, isAbove] = [below || (level ?? least) < least, above || (level ?? greatest) > greatest];
    const isImpossible = profile.direction > 0 ? isBelow : isAbove;
    if (isImpossible || (look.isCertainlyEmpty && (isBelow || isAbove))) {
      state.untared = Math.min(looksCounted, state.untared + 1);
      return state.untared >= limit ? 'standing' : 'unknown';
    }
    if (!look.isCertainlyEmpty) return 'unknown';
    state.untared = 0;
    return 'over';
  },
} as const satisfies Detector;

const looksCounted = 999;
