import { effectiveSamples, locationNoise } from '../likelihood.js';
import { isBinary } from '../profiles/index.js';
import { cusum, cusumLimit } from './chart.js';
import type { Detector } from './detector.js';
import { isLevelKnown } from './learning.js';
import { wanderOf } from './reading.js';
import { kept } from './state.js';
import { movedByTemperature } from './temperature.js';

/** Half of the shift that is looked for, in standard deviations of a look by itself. The usual choice. */
const k = 0.5;
/** What one look can say at most: a single odd one never accuses. */
const zMax = 4;
/** How long a level remembers where it was: slow wander (recorded: hours), draught, the day's warmth. Assumption. */
const memoryMs = 10 * 3_600_000;

/**
 * Standing: the level of the certainly empty door has left its anchor. What temperature may have moved it by is taken off
 * first. The rest is in standard deviations of a level from look to look, and looks that follow each other closely tell less:
 * with a correlation of phi, e to the −(elapsed / memory), one is worth (1 − phi) / (1 + phi). A two-sided CUSUM adds them up;
 * its limit comes from Siegmund's formula. A lasting shift of a third of the profile's smallest change never shows at hourly
 * looks, one of a half takes three to four days, a whole one less than a day.
 */
export const drift = {
  name: 'drift',
  cause: 'sensor-drift',
  bit: 16,
  trust: 0.7,
  limitFor: (runLength: number) => cusumLimit(runLength, k),
  judge(state, { isEmpty, level, temperatureC, elapsedMs, cleaned, profile }, limit) {
    if (!isEmpty || level === undefined || !cleaned || isBinary(profile)) return 'unknown';
    const off = level - state.anchor;
    const beyond = Math.max(0, Math.abs(off) - movedByTemperature(profile, temperatureC, state.anchorC));
    const { sigma, rho } = locationNoise(profile);
    const spread = Math.hypot(wanderOf(profile), sigma / Math.sqrt(effectiveSamples(cleaned.left.length, rho)));
    const phi = Math.exp(-elapsedMs / memoryMs);
    const z = isLevelKnown(state)
      ? Math.sign(off) * Math.min(zMax, (beyond / spread) * Math.sqrt((1 - phi) / (1 + phi)))
      : 0;
    state.driftUp = kept(Math.min(limit, cusum(state.driftUp, z, k)));
    state.driftDown = kept(Math.min(limit, cusum(state.driftDown, -z, k)));
    const most = Math.max(state.driftUp, state.driftDown);
    return most >= kept(limit) ? 'standing' : most === 0 ? 'over' : 'unknown';
  },
} as const satisfies Detector;
