import type { SensorCondition } from '../condition.js';
import { isBinary } from '../profiles/index.js';
import type { Profile } from '../profiles/index.js';
import { scoreOf } from './index.js';
import { isCommissioned } from './learning.js';
import { noisy } from './noisy.js';
import type { SensorState } from './state.js';

/** What so few looks can tell apart from a sensor as it is stated: a fifth more variance, a tenth more correlation. */
const [variancePlainly, rhoPlainly] = [1.2, 0.1];
/** Factors are stated in steps, and upwards: the door is not written anew for every tremble of an estimate. A choice. */
const step = 1.25;

/**
 * What verdicts need to know of a sensor. Its noise counts as the larger of what the profile states and what was seen of it,
 * at its commissioning or lately, in variance and in correlation: a sensor noisier than stated must not break the error
 * rates. It never counts for less than stated (ADR 16).
 */
export function conditionOf(state: SensorState, profile: Profile): SensorCondition {
  const health = scoreOf(state);
  if (isBinary(profile)) return { health };
  const isKnown = isCommissioned(state);
  const variance = Math.max(state.varianceNow, isKnown ? state.variance : 0, heldBack(state));
  const rho = isKnown && state.rho > profile.rho + rhoPlainly ? Math.min(0.95, state.rho) : profile.rho;
  const longRun = ((variance > variancePlainly ? variance : 1) * inflationOf(rho)) / inflationOf(profile.rho);
  const sigmaFactor = step ** Math.ceil(Math.log(Math.sqrt(longRun)) / Math.log(step) - 1e-9);
  return sigmaFactor > 1 ? { health, sigmaFactor } : { health };
}

/**
 * Noise that was accepted is weighed as while it was a fault: how its samples hang together is no better known by that, and so few about
 * a line scatter less than they do.
 */
const heldBack = ({ accepted = 0 }: SensorState): number => accepted / noisy.trust;

/** n samples of an AR(1) series tell as much as n over this. */
const inflationOf = (rho: number): number => (1 + rho) / (1 - rho);
