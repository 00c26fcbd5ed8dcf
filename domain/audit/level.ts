import type { Summary } from '../sensing/clean.js';
import type { SensorState } from '../sensing/health/index.js';
import { wanderOf } from '../sensing/health/reading.js';
import { movedByTemperature } from '../sensing/health/temperature.js';
import { effectiveSamples, llrOf, locationNoise } from '../sensing/likelihood.js';
import type { LevelProfile } from '../sensing/profiles/index.js';

/** The baseline remembers ten looks or so: more of them make it no surer. */
const baselineLooks = 10;
/** What may be anywhere between −a and a has the variance a² / 3. */
const uniform = 3;
/** A ratio that can rise to just the threshold would be left to chance: as in `smallest-item.ts`. */
const ceilingFactor = 1.5;

/** A level held against what the sensor showed of the empty door, in the profile's unit. */
export interface LevelOff {
  /** Towards content; negative: away from it. */
  towards: number;
  /** Of one look and of the baseline: noise, wander from look to look, temperature. */
  variance: number;
}

/** Undefined where the sensor says nothing, or was never seen with an empty door. */
export function levelOff(
  profile: LevelProfile,
  state: Pick<SensorState, 'levelLooks' | 'baseline' | 'baselineC'> | undefined,
  seen: Summary,
  temperatureC: number | undefined,
): LevelOff | undefined {
  if (!state || state.levelLooks === 0 || seen.n <= 0) return undefined;
  const { sigma, rho } = locationNoise(profile);
  const noise = sigma ** 2 / effectiveSamples(seen.n, rho);
  const wander = wanderOf(profile) ** 2 * (1 + 1 / Math.min(state.levelLooks, baselineLooks));
  const warmth = movedByTemperature(profile, temperatureC, state.baselineC) ** 2 / uniform;
  return { towards: profile.direction * (seen.mean - state.baseline), variance: noise + wander + warmth };
}

/** The least content that can be told from nothing so surely: its ratio rises to 1.5 times this threshold. */
export const leastToldApart = ({ variance }: LevelOff, threshold: number): number =>
  Math.sqrt(2 * ceilingFactor * threshold * variance);

/** "So much is inside" against "nothing is". */
export const llrOfContent = ({ towards, variance }: LevelOff, delta: number): number =>
  llrOf({ d: towards, delta, variance });
