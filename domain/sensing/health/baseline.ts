import type { Summary } from '../clean.js';
import { effectiveSamples, locationNoise } from '../likelihood.js';
import type { LevelProfile } from '../profiles/index.js';
import { shareBoundFactor } from '../verdict.js';
import { isLevelKnown } from './learning.js';
import { wanderOf } from './reading.js';
import type { SensorState } from './state.js';
import { movedByTemperature } from './temperature.js';

/** A level held against what the sensor showed of the empty door, in the profile's unit. */
export interface LevelOff {
  /** Towards content; negative: away from it. */
  towards: number;
  /** Of that: noise of this window, wander from look to look, temperature; of a young baseline its own wander as well. */
  variance: number;
}

/** Undefined where the sensor says nothing, or was never seen with an empty door. */
export function levelOff(
  state: SensorState,
  { n, mean, temperatureC }: Summary & { temperatureC: number | undefined },
  profile: LevelProfile,
): LevelOff | undefined {
  if (state.levelLooks === 0 || n <= 0) return undefined;
  const { sigma, rho } = locationNoise(profile);
  const looks = isLevelKnown(state) ? 1 : 1 + 1 / state.levelLooks;
  const byTemperature = movedByTemperature(profile, temperatureC, state.baselineC);
  const noise = sigma ** 2 / effectiveSamples(n, rho);
  const variance = noise + wanderOf(profile) ** 2 * looks + byTemperature ** 2 / uniform;
  return { towards: profile.direction * (mean - state.baseline), variance };
}

/** What may be anywhere between −a and a has the variance a² / 3. */
const uniform = 3;

/** The least content that can be told from nothing: either answer can be 1.5 times as sure as this threshold asks for. */
export const leastToldApart = ({ variance }: LevelOff, threshold: number): number =>
  Math.sqrt(2 * shareBoundFactor * threshold * variance);
