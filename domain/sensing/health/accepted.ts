import { isRestless } from '../clean.js';
import { binaryLlr, smallestDelta, locationNoise, thresholdsOf, type ErrorRates } from '../likelihood.js';
import { isBinary, type LevelProfile, type Profile } from '../profiles/index.js';
import { ceilingFactor } from '../smallest-item.js';
import { conditionOf, flickerOf } from './condition.js';
import { correlationOf, flickerMax, noisy, rhoError } from './noisy.js';
import { droppedOf, spiky } from './spiky.js';
import type { SensorState } from './state.js';

/** Of a stay, two door cycles: a window on either side of each. */
const windowsOfStay = 4;

/**
 * The smallest change that a sensor as noisy as this one tells at a deposit and at the pickup after it, with no window more than it
 * sends by itself, in its profile's unit; never under what its kind may claim. Of one that is as quiet as stated, it is that.
 */
export function smallestTold(state: SensorState, profile: LevelProfile, rates: ErrorRates): number {
  const { upper } = thresholdsOf({ alpha: rates.costly, beta: rates.other });
  const { sigma, rho } = locationNoise(profile);
  const noise = { sigma: sigma * (conditionOf(state, profile).sigmaFactor ?? 1), rho };
  const samples = profile.samplesPerWindow * (1 - (state.spikesAccepted ?? 0));
  const told = smallestDelta(noise, samples / windowsOfStay, ceilingFactor * upper);
  return Math.max(told, profile.changeMin);
}

/** Does a window of it, as noisy as it is, tell the smallest item of its kind? Of a beam it is then worth 1.5 times the threshold on average. */
export function tellsSmallest(state: SensorState, profile: Profile, rates: ErrorRates): boolean {
  if (!isBinary(profile)) return smallestTold(state, profile, rates) <= profile.changeMin;
  const { upper } = thresholdsOf({ alpha: rates.costly, beta: rates.other });
  const flickerRate = flickerOf(state, profile);
  const seen = { share: 1 - flickerRate, n: profile.samplesPerWindow };
  return binaryLlr(seen, { flickerRate, rho: profile.rho }) >= ceilingFactor * upper;
}

/**
 * Its noise as it is now, or its spikes, become its own: charts and verdicts go by that from here on (ADR 33, of beams and spikes ADR 37), and a further
 * rise is found as the first was. Undefined where nothing but that may not be all that is wrong, or it is such that verdicts could not count with it.
 */
export function withNoiseAccepted(state: SensorState, profile: Profile): SensorState | undefined {
  if (state.faults === spiky.bit && state.spikesNow <= spikesMax + droppedOf(profile.samplesPerWindow))
    return { ...state, spikesAccepted: state.spikesNow, spikes: 0 };
  if (state.faults !== noisy.bit || isWild(state, profile)) return undefined;
  return { ...state, accepted: state.varianceNow, noise: 0 };
}

/** The most that a profile may state of its kind (`outlierRate`), beside what the filter drops of plain noise: of more, too many windows would say nothing. */
const spikesMax = 0.25;

/** It scatters so that it would say nothing; or a beam flickers by so much, or in bursts, that its samples are no majority. */
function isWild(state: SensorState, profile: Profile): boolean {
  if (!isBinary(profile)) return isRestless(state.varianceNow * profile.sigma ** 2, profile);
  // Two errors keep a correlation under the stated one.
  return (
    state.varianceNow * profile.flickerRate > flickerMax || correlationOf(state, profile) > profile.rho - 2 * rhoError
  );
}
