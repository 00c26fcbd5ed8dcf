import { effectiveSamples } from '../likelihood.js';
import { isBinary } from '../profiles/index.js';
import type { BinaryProfile } from '../profiles/index.js';
import { cusum, ratioLimit } from './chart.js';
import type { Detector } from './detector.js';
import { isCommissioned } from './learning.js';
import type { Reading } from './reading.js';
import { kept } from './state.js';
import type { SensorState } from './state.js';

/** The rise that is looked for, in variance (the noise doubled) or in wrong samples. Below 1.85 no chart rises. A choice. */
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
    const { profile } = reading;
    const llr = isBinary(profile) ? flickerRatio(state, reading, profile) : scatterRatio(state, reading);
    if (llr === undefined) return 'unknown';
    state.noise = kept(Math.min(limit, cusum(state.noise, Math.min(llr, limit / looksMin), 0)));
    return state.noise >= kept(limit) ? 'standing' : state.noise === 0 ? 'over' : 'unknown';
  },
} as const satisfies Detector;

/** Of a sensor with a scale: chi-squared, by its scatter. */
function scatterRatio(state: SensorState, reading: Reading): number | undefined {
  const { scatter, profile, cleaned } = reading;
  if (!scatter || !cleaned) return undefined;
  const rho = isCommissioned(state) ? Math.min(0.9, Math.max(0, state.rho)) : profile.rho;
  const freedom = (filtered * (cleaned.left.length - 2) * (1 - rho ** 2)) / (1 + rho ** 2);
  const risen = scatter.variance / referenceOf(state, reading);
  return (freedom / 2) * (risen * (1 - 1 / ratio) - Math.log(ratio));
}

/** Of a binary one: binomial, by the samples that say the opposite of most, on as many as their correlation leaves. */
function flickerRatio(
  state: SensorState,
  { isSteady, level, cleaned }: Reading,
  profile: BinaryProfile,
): number | undefined {
  if (!isSteady || !cleaned || level === undefined) return undefined;
  const { flickerRate, rho } = profile;
  // What was accepted came one by one: in bursts it is another thing, of as many wrong samples as it may be.
  const accepted = correlationOf(state, profile) > rho + rhoError ? 0 : (state.accepted ?? 0);
  const usual = flickerRate * Math.max(1, surely * accepted);
  const [wrong, more] = [Math.min(level, 1 - level), ratio * usual];
  const each = wrong * Math.log(more / usual) + (1 - wrong) * Math.log((1 - more) / (1 - usual));
  return effectiveSamples(cleaned.left.length, rho) * each;
}

/** Or, where its noise was accepted since, as that is. */
const referenceOf = (state: SensorState, reading: Reading): number =>
  Math.max(surely * (state.accepted ?? 0), statedOf(state, reading));

/**
 * What this sensor's noise should be: as it was commissioned, before the same empty floor. Never above what the profile
 * states, for a sensor may have been noisy from the start; never under half of that, for then it is still a good one. What a
 * parcel's lid does to the noise is not known: with something inside, the profile alone counts.
 */
const statedOf = (state: SensorState, { isEmpty }: Reading): number =>
  isEmpty && isCommissioned(state) ? Math.min(1, Math.max(quietest, surely * state.variance)) : 1;

/** A quarter of the stated variance. */
const quietest = 0.25;
/** A day's looks tell a variance to an eighth: it may have been so much more, at two standard deviations. */
const surely = 1.25;

/** The most that may be accepted of a beam's samples to be wrong: of more, the rise that is looked for would be to a half and beyond. */
export const flickerMax = 0.5 / (ratio * surely);

/** Of twenty looks' wrong samples a correlation is known to a tenth, by simulation. */
export const rhoError = 0.1;

/** How far wrong samples of a beam come together, from 0 to 1, over the last twenty looks or so. */
export function correlationOf({ varianceNow, wrongPairs = 0 }: SensorState, { flickerRate }: BinaryProfile): number {
  const wrong = varianceNow * flickerRate;
  return wrong > 0 && wrong < 1 ? (wrongPairs / wrong - wrong) / (1 - wrong) : 0;
}
