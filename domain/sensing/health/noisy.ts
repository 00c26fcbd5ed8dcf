import { isBinary } from '../profiles/index.js';
import { cusum, ratioLimit } from './chart.js';
import type { Detector } from './detector.js';
import { isCommissioned } from './learning.js';
import type { Reading } from './reading.js';
import { kept } from './state.js';
import type { SensorState } from './state.js';

/** The rise in variance that is looked for: the noise doubled. Below 1.85 of it the chart does not rise at all. A choice. */
const ratio = 4;
/**
 * Squares of an AR(1) series are worth n (1 − rho²) / (1 + rho²), less the straight line's two. Of that the Hampel filter
 * leaves this share, by simulation: 0.7 of ten to forty white samples, and more of correlated ones.
 */
const filtered = 0.7;
/** So many looks are the fewest that accuse: one window with a lorry before the house does not. */
const looksMin = 4;

/**
 * Standing: samples scatter more than they should, look after look. Each look adds the log-likelihood ratio of a variance
 * `ratio` times the reference, of as many degrees of freedom as the correlation of samples leaves (chi-squared); the sum of
 * them, never below nothing, has an in-control run length of at least e to its limit.
 */
export const noisy = {
  name: 'noisy',
  cause: 'sensor-noisy',
  bit: 4,
  trust: 0.7,
  limitFor: ratioLimit,
  judge(state, reading, limit) {
    const { scatter, profile, cleaned } = reading;
    if (!scatter || !cleaned || isBinary(profile)) return 'unknown';
    const rho = isCommissioned(state) ? Math.min(0.9, Math.max(0, state.rho)) : profile.rho;
    const freedom = (filtered * (cleaned.left.length - 2) * (1 - rho ** 2)) / (1 + rho ** 2);
    const risen = scatter.variance / referenceOf(state, reading);
    const llr = (freedom / 2) * (risen * (1 - 1 / ratio) - Math.log(ratio));
    state.noise = kept(Math.min(limit, cusum(state.noise, Math.min(llr, limit / looksMin), 0)));
    return state.noise >= kept(limit) ? 'standing' : state.noise === 0 ? 'over' : 'unknown';
  },
} as const satisfies Detector;

/**
 * What this sensor's noise should be: as it was commissioned, before the same empty floor. Never above what the profile
 * states, for a sensor may have been noisy from the start; never under half of that, for then it is still a good one. What a
 * parcel's lid does to the noise is not known: with something inside, the profile alone counts.
 */
const referenceOf = (state: SensorState, { isEmpty }: Reading): number =>
  isEmpty && isCommissioned(state) ? Math.min(1, Math.max(quietest, surely * state.variance)) : 1;

/** A quarter of the stated variance. */
const quietest = 0.25;
/** A day's looks tell a variance to an eighth: it may have been so much more, at two standard deviations. */
const surely = 1.25;
