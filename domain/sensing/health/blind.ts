import { isBinary } from '../profiles/index.js';
import type { Profile } from '../profiles/index.js';
import type { Window } from '../window.js';
import { rowLimit } from './chart.js';
import type { Detector } from './detector.js';
import type { Reading } from './reading.js';
import type { SensorState } from './state.js';

/** A sound sensor is dazzled or misses its target in one look of a hundred: assumption. */
const blindShare = 0.01;
const looksMin = 3;
/** A beam has no target to miss: flicker as the profile states it blocks most of a window 2.5 times in a million, and two in a row never. */
const beamLooks = 2;

/**
 * Standing: looks in a row in which most samples are errors, saturated or out of range (a dirty cover glass reads 0-25 mm
 * with a good status), the ambient light is too strong, or a curtain is blocked; three or more, of a
 * curtain two, that no content explains. A tall parcel before the sensor looks the same, so that only looks count that are certainly empty, dazzled, or after a door
 * cycle before which it saw nothing either: a parcel comes or goes with a cycle, dirt stays. Of blind looks by chance, one in
 * a hundred, N in a row are seen once in 100 to the N looks.
 */
export const blind = {
  name: 'blind',
  cause: 'sensor-blind',
  bit: 32,
  trust: 0,
  limitFor: (runLength: number) => Math.max(looksMin, rowLimit(runLength, blindShare)),
  judge(state, reading, limit) {
    const { look, cleaned, profile } = reading;
    if (!cleaned || !look.window || look.door !== 'closed') return 'unknown';
    const isBright = isDazzled(look.window, profile);
    if (!isBright && !seesNothing(reading)) {
      state.blind = 0;
      state.blindSurely = 0;
      return lightHasPassed(state, look.atMs) ? 'over' : 'unknown';
    }
    const isSure = look.isCertainlyEmpty || isBright || (look.moment === 'after' && state.blind > 0);
    state.blind = Math.min(looksCounted, state.blind + 1);
    state.blindSurely = Math.min(looksCounted, state.blindSurely + Number(isSure));
    const stands = isSure && state.blindSurely >= (isBinary(profile) ? beamLooks : limit);
    if ((stands || state.dazzledAtMs !== undefined) && whyBlind(reading) === 'light') state.dazzledAtMs = look.atMs;
    return stands ? 'standing' : 'unknown';
  },
  isResting: ({ blind: looks, dazzledAtMs }) => looks === 0 && dazzledAtMs !== undefined,
  detail: (reading) => ({ why: whyBlind(reading) }),
} as const satisfies Detector;

const looksCounted = 999;

/** The sun that gets in today does so tomorrow, and a day between may be grey: two days without are its end. A choice. */
const lightPassesMs = 2 * 24 * 3_600_000;

function lightHasPassed(state: SensorState, atMs: number): boolean {
  if (state.dazzledAtMs !== undefined && atMs - state.dazzledAtMs < lightPassesMs) return false;
  if (state.dazzledAtMs !== undefined) delete state.dazzledAtMs;
  return true;
}

/** `light`: it passes, and comes again; `errors`: it says so itself, or that nothing answers, and may hang; `covered`: it sees what is right before it. */
function whyBlind({ look: { window }, cleaned, profile }: Reading): 'light' | 'errors' | 'covered' {
  if (window && isDazzled(window, profile)) return 'light';
  if (!cleaned || (cleaned.sent - cleaned.answered + cleaned.above) * 2 <= cleaned.sent) return 'covered';
  return window && isInTheSun(window, profile) ? 'light' : 'errors';
}

/** Of one that errs, and where light that is told tells why. */
const isInTheSun = ({ ambientKcps }: Window, profile: Profile): boolean =>
  !isBinary(profile) && (meanOf(ambientKcps) ?? 0) >= (profile.ambientKcpsOfSun ?? Infinity);

function seesNothing({ cleaned, profile, level = 0 }: Reading): boolean {
  if (!cleaned) return false;
  if (isBinary(profile) && cleaned.answered > 0) return level > 0.5;
  // Weights beyond the range are a matter of the zero, or of an overload: the sensor does see them.
  const isOut = profile.unit === 'mm' ? cleaned.below + cleaned.above : 0;
  return (cleaned.sent - cleaned.answered + isOut) * 2 > cleaned.sent;
}

/** More light from elsewhere than the profile bears, or than comes back from the target. */
function isDazzled({ ambientKcps, signalKcps }: Window, profile: Profile): boolean {
  if (isBinary(profile) || profile.ambientKcpsMax === undefined) return false;
  const [ambient, signal] = [meanOf(ambientKcps), meanOf(signalKcps)];
  return ambient !== undefined && ambient > Math.min(profile.ambientKcpsMax, signal ?? Infinity);
}

function meanOf(rate: number | number[] | undefined): number | undefined {
  if (!Array.isArray(rate)) return rate;
  return rate.length > 0 ? rate.reduce((sum, value) => sum + value, 0) / rate.length : undefined;
}
