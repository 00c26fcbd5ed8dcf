import { isBinary, type BinaryProfile } from '../profiles/index.js';
import { ewma } from './chart.js';
import type { Reading, Scatter } from './reading.js';
import { kept } from './state.js';
import type { SensorState } from './state.js';

/** Looks at certain emptiness that make a sensor known: a day of hourly scans, with its warm and its cold. A choice. */
const commissioningLooks = 24;
/** The anchor remembers a month of hourly looks: what moves more slowly is age, and is followed. A choice. */
const anchorLooks = 720;
/** Weights of the baseline, and of noise and spikes as they are now: ten looks or so, and twenty. Choices. */
const baselineWeight = 0.1;
export const noiseWeight = 0.05;
/** One window raises the noise as it is now by no more than this many times of what it was: it may have been a lorry. */
const riseMax = 4;

/** What has half the variance, or half the spikes, that were accepted has become another noise, and is judged as before. A choice. */
export const quieter = 2;

export const isCommissioned = ({ noiseLooks }: SensorState): boolean => noiseLooks >= commissioningLooks;
export const isLevelKnown = ({ levelLooks }: SensorState): boolean => levelLooks >= commissioningLooks;

/**
 * What a look teaches, written into the look's own copy of the state: of the noise whenever the sensor speaks, of levels and of
 * what is normal only at certain emptiness.
 */
export function learn(state: SensorState, reading: Reading): void {
  const { level, profile, scatter, isEmpty, temperatureC } = reading;
  if (level === undefined) return;
  state.level = kept(level);
  if (isBinary(profile)) return learnFlicker(state, reading, profile);
  if (scatter) learnNoise(state, scatter, isEmpty);
  if (isEmpty) learnLevel(state, level, temperatureC);
}

function learnNoise(state: SensorState, { variance, rho }: Scatter, isEmpty: boolean): void {
  learnNoiseNow(state, variance);
  if (!isEmpty || isCommissioned(state)) return;
  state.noiseLooks += 1;
  state.variance = kept(ewma(state.variance, variance, 1 / state.noiseLooks));
  state.rho = kept(ewma(state.rho, rho, 1 / state.noiseLooks));
}

function learnNoiseNow(state: SensorState, variance: number): void {
  const most = riseMax * Math.max(state.varianceNow, 1);
  state.varianceNow = kept(ewma(state.varianceNow, Math.min(variance, most), noiseWeight));
  if ((state.accepted ?? 0) > quieter * state.varianceNow) delete state.accepted;
}

/** Samples of a beam that say the opposite of most, and how often one follows another. */
function learnFlicker(state: SensorState, { isSteady, level = 0, cleaned }: Reading, profile: BinaryProfile): void {
  if (!isSteady || !cleaned) return;
  const right = Number(level > 0.5);
  const samples = cleaned.believable;
  let pairs = 0;
  for (let i = 1; i < samples.length; i += 1) if (samples[i] !== right && samples[i - 1] !== right) pairs += 1;
  learnNoiseNow(state, Math.min(level, 1 - level) / profile.flickerRate);
  state.wrongPairs = kept(ewma(state.wrongPairs ?? 0, pairs / (samples.length - 1), noiseWeight));
}

/** What may be a drift is not learnt away: the anchor moves only while no chart holds anything against it. */
function learnLevel(state: SensorState, level: number, celsius: number | undefined): void {
  const isHeld = state.driftUp > 0 || state.driftDown > 0;
  state.levelLooks = Math.min(anchorLooks, state.levelLooks + 1);
  const [slow, fast] = [1 / state.levelLooks, Math.max(1 / state.levelLooks, baselineWeight)];
  state.baseline = kept(ewma(state.baseline, level, fast));
  if (!isHeld) state.anchor = kept(ewma(state.anchor, level, slow));
  if (celsius === undefined) return;
  state.baselineC = kept(ewma(state.baselineC ?? celsius, celsius, fast));
  if (!isHeld) state.anchorC = kept(ewma(state.anchorC ?? celsius, celsius, slow));
}
