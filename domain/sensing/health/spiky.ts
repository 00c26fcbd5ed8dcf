import type { Cleaned } from '../clean.js';
import { isBinary, type LevelProfile } from '../profiles/index.js';
import { cusum, ewma, ratioLimit } from './chart.js';
import type { Detector } from './detector.js';
import { noiseWeight, quieter } from './learning.js';
import { kept } from './state.js';
import type { SensorState } from './state.js';

/** The rise in the share of wrong samples that is looked for: one in ten more. A choice. */
const rise = 0.1;
/** So many looks are the fewest that accuse. */
const looksMin = 3;

/**
 * What the filter drops of plain noise: its scale comes from few samples itself. Simulated for normal noise, correlated up
 * to 0.75: 6.9 % of five samples, 2.8 % of ten, 1.9 % of twenty, 1.2 % of forty, within a fifth of this.
 */
export const droppedOf = (n: number): number => 0.3 / n + 0.005;
/** They come together, where a window's scale came out small: so many times the variance of a binomial. Simulated: 1.1 to 2.7. */
const dispersion = 2;

/**
 * Standing: more samples are set aside, as errors or by the Hampel filter, than the profile says. Each look adds the
 * log-likelihood ratio of a share that is `rise` higher (binomial); the in-control run length is at least e to the limit.
 */
export const spiky = {
  name: 'spiky',
  cause: 'sensor-spiky',
  bit: 8,
  trust: 0.7,
  limitFor: ratioLimit,
  judge(state, { isSteady, cleaned, level, profile }, limit) {
    if (!isSteady || !cleaned || level === undefined || isBinary(profile)) return 'unknown';
    const [n, wrong] = [cleaned.sent, cleaned.sent - cleaned.left.length - overTheEdge(cleaned, level, profile)];
    learnSpikes(state, wrong / n);
    const share = Math.max(profile.outlierRate + droppedOf(n), state.spikesAccepted ?? 0);
    const more = share + rise;
    const llr = (wrong * Math.log(more / share) + (n - wrong) * Math.log((1 - more) / (1 - share))) / dispersion;
    state.spikes = kept(Math.min(limit, cusum(state.spikes, Math.min(llr, limit / looksMin), 0)));
    return state.spikes >= kept(limit) ? 'standing' : state.spikes === 0 ? 'over' : 'unknown';
  },
} as const satisfies Detector;

function learnSpikes(state: SensorState, share: number): void {
  state.spikesNow = kept(ewma(state.spikesNow, share, noiseWeight));
  if ((state.spikesAccepted ?? 0) > quieter * state.spikesNow) delete state.spikesAccepted;
}

/** A level this near to the end of its range is carried over it by its own noise, as under a parcel up to the sensor: no spikes. */
function overTheEdge({ below, above }: Cleaned, level: number, { range, sigma }: LevelProfile): number {
  const reach = 5 * sigma;
  return (level - range[0] < reach ? below : 0) + (range[1] - level < reach ? above : 0);
}
