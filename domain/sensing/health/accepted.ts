import { isRestless } from '../clean.js';
import { smallestDelta, locationNoise, thresholdsOf, type ErrorRates } from '../likelihood.js';
import { isBinary, type LevelProfile, type Profile } from '../profiles/index.js';
import { ceilingFactor } from '../smallest-item.js';
import { conditionOf } from './condition.js';
import { noisy } from './noisy.js';
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
  const told = smallestDelta(noise, profile.samplesPerWindow / windowsOfStay, ceilingFactor * upper);
  return Math.max(told, profile.changeMin);
}

/**
 * Its noise as it is now becomes its own: charts and verdicts go by that from here on (ADR 33), and a further rise is found as the first
 * was. Undefined where nothing but noise may not be all that is wrong, or it scatters so that it would say nothing; a binary one has
 * no noise that verdicts could count with.
 */
export function withNoiseAccepted(state: SensorState, profile: Profile): SensorState | undefined {
  if (isBinary(profile) || state.faults !== noisy.bit) return undefined;
  if (isRestless(state.varianceNow * profile.sigma ** 2, profile)) return undefined;
  return { ...state, accepted: state.varianceNow, noise: 0 };
}
