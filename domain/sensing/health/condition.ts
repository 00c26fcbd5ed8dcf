import type { SensorCondition } from '../condition.js';
import { binaryLlr } from '../likelihood.js';
import { isBinary } from '../profiles/index.js';
import type { BinaryProfile, Profile } from '../profiles/index.js';
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
  if (isBinary(profile)) return { health, ...flickered(state, profile) };
  const isKnown = isCommissioned(state);
  const variance = Math.max(state.varianceNow, isKnown ? state.variance : 0, heldBack(state));
  const rho = isKnown && state.rho > profile.rho + rhoPlainly ? Math.min(0.95, state.rho) : profile.rho;
  const longRun = ((variance > variancePlainly ? variance : 1) * inflationOf(rho)) / inflationOf(profile.rho);
  const sigmaFactor = step ** Math.ceil(Math.log(Math.sqrt(longRun)) / Math.log(step) - 1e-9);
  return sigmaFactor > 1 ? { health, sigmaFactor } : { health };
}

/** How often samples of a beam are taken to be wrong: as stated, or as was accepted. */
export const flickerOf = (state: SensorState, { flickerRate }: BinaryProfile): number =>
  flickerRate * Math.max(1, heldBack(state));

/** Its samples count for as much less as one of them tells less at this rate: by the binomial ratio. */
function flickered(state: SensorState, profile: BinaryProfile): Pick<SensorCondition, 'sigmaFactor'> {
  const flickerRate = flickerOf(state, profile);
  if (flickerRate === profile.flickerRate) return {};
  const each = (rate: number) => binaryLlr({ share: 1, n: 1 }, { flickerRate: rate, rho: profile.rho });
  return { sigmaFactor: Math.sqrt(each(profile.flickerRate) / each(flickerRate)) };
}

/**
 * Noise that was accepted is weighed as while it was a fault: how its samples hang together is no better known by that, and so few about
 * a line scatter less than they do.
 */
const heldBack = ({ accepted = 0 }: SensorState): number => accepted / noisy.trust;

/** n samples of an AR(1) series tell as much as n over this. */
const inflationOf = (rho: number): number => (1 + rho) / (1 - rho);
