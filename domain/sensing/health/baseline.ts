import { summarise } from '../clean.js';
import type { Summary } from '../clean.js';
import type { SensorCondition } from '../condition.js';
import { binaryLlr, effectiveSamples, llrOf, locationNoise, thresholdsOf } from '../likelihood.js';
import type { ErrorRates } from '../likelihood.js';
import { isBinary } from '../profiles/index.js';
import type { LevelProfile, Profile } from '../profiles/index.js';
import { smallestItemOf } from '../smallest-item.js';
import { shareBoundFactor } from '../verdict.js';
import type { Window } from '../window.js';
import { conditionOf } from './condition.js';
import { isLevelKnown } from './learning.js';
import { wanderOf } from './reading.js';
import type { SensorState } from './state.js';
import { movedByTemperature, temperatureIn } from './temperature.js';

export interface AgainstBaseline {
  verdict: 'empty' | 'content' | 'unclear';
  /** Of "the smallest item named here lies inside" against "nothing does"; weighed by health, 0 where nothing is said. */
  llr: number;
  /** Content of less than this may be called empty: in the profile's unit, of a curtain in millimetres. */
  smallest: number;
}

/**
 * Does this door look empty now? A second opinion, of lower weight than what door cycles changed: the level is held against
 * what it was when the door was last certainly empty, so that all that moves a level since counts against it: wander and
 * creep (a sixth of the smallest change), temperature (the profile's coefficient, over what it moved or over 5 K where
 * nobody says), and the noise of this window. The smallest item that it can tell from nothing is larger for it, and is said.
 * Either answer is wrong at most at the costly rate. Unclear: no baseline yet, a window that says nothing, a fault, or doubt.
 */
export function levelAgainstBaseline(
  state: SensorState | undefined,
  window: Window,
  profile: Profile,
  rates: ErrorRates,
): AgainstBaseline {
  const { upper } = thresholdsOf({ alpha: rates.costly, beta: rates.costly });
  const { health, sigmaFactor } = state ? conditionOf(state, profile) : soundCondition;
  const seen = summarise(window, profile, sigmaFactor);
  const { llr, smallest } = isBinary(profile)
    ? { llr: seen.n > 0 ? binaryLlr({ share: seen.mean, n: seen.n }, profile) : 0, smallest: profile.thinnestMm }
    : levelRatio(state, { ...seen, temperatureC: temperatureIn(window) }, profile, { rates, upper });
  const bound = shareBoundFactor * upper;
  const weighed = health * Math.max(-bound, Math.min(bound, llr));
  return { verdict: weighed >= upper ? 'content' : weighed <= -upper ? 'empty' : 'unclear', llr: weighed, smallest };
}

const soundCondition: SensorCondition = { health: 1 };

function levelRatio(
  state: SensorState | undefined,
  seen: Summary & { temperatureC: number | undefined },
  profile: LevelProfile,
  { rates, upper }: { rates: ErrorRates; upper: number },
): Pick<AgainstBaseline, 'llr' | 'smallest'> {
  const claimed = smallestItemOf(profile, rates);
  const off = state && isLevelKnown(state) ? levelOff(state, seen, profile) : undefined;
  if (!off) return { llr: 0, smallest: claimed };
  const smallest = Math.max(claimed, leastToldApart(off, upper));
  return { llr: llrOf({ d: off.towards, delta: smallest, variance: off.variance }), smallest };
}

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
