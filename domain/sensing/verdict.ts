import { soundFrom } from './condition.js';
import type { CycleReading, RunningSums } from './difference.js';
import { thresholdsOf } from './likelihood.js';
import type { ErrorRates, Thresholds } from './likelihood.js';
import type { SensorKind } from './profiles/index.js';
import { contentWitness, sawItCome, takingWitness } from './witness.js';
import type { Witness } from './witness.js';

export { defaultErrorRates } from './likelihood.js';
export type { ErrorRates } from './likelihood.js';
export type { Witness } from './witness.js';

/** One channel's part in a judgement: its LLR as counted (bounded, weighed by health), samples used, health in [0, 1]. */
export interface Share {
  sensor: string;
  kind: SensorKind;
  llr: number;
  n: number;
  health: number;
}

/** A verdict with all that it rests on. `undecided`: another window may decide; with none to come it is `unclear`. */
export interface Judgement {
  verdict: 'present' | 'absent' | 'undecided';
  llr: number;
  upper: number;
  lower: number;
  shares: Share[];
  method: 'sequential-difference';
}

/** Health in [0, 1] by sensor: scales a channel's share, 0 silences it. A sensor not named is sound (1). */
export type HealthBySensor = Readonly<Record<string, number>>;

/**
 * No share exceeds this many times the costlier threshold. At 1 or more a sound channel decides alone, also against a
 * coarser one (`coarseAbsentMin`). With two sound channels that have both reached a verdict, one of doubtful health
 * must not carry the other: 0.8 · factor · upper + 2 · lower < upper, so at the default rates
 * factor < 2.9. A smallest item's own ceiling is 1.5 thresholds as well, so the bound takes nothing from it.
 */
export const shareBoundFactor = 1.5;

/**
 * Beside a channel that sees smaller items, "nothing" from a coarser one is worth at most the log of the share of parcels
 * it would miss: an envelope on the scales is there although the distance did not change. One parcel in ten thinner than
 * the coarse channel's smallest item is an assumption; no size mix is published.
 */
export const coarseAbsentMin = Math.log(0.1);

/** Did a parcel come? Costly: a false `present`. `sums` are the earlier cycles since the door was certainly empty. */
export function judgeDeposit(
  sums: RunningSums,
  reading: CycleReading,
  rates: ErrorRates,
  health: HealthBySensor = {},
): Judgement {
  const thresholds = thresholdsOf({ alpha: rates.costly, beta: rates.other });
  const isFirst = Object.keys(sums).length === 0;
  const shares = fuse(
    reading.map((channel) => contentWitness(channel, { sums, rates, isFirst })),
    thresholds,
    health,
  );
  return judgementOf(shares, thresholds);
}

/**
 * Is all that came gone? Costly: a false `absent`, so the rates swap. `absent` needs nothing left of all that came and
 * something taken in this very cycle: after a look inside, or a parcel no sensor saw, it stays `undecided`. What may befall
 * a sensor in a stay weakens its "present" and not its objection: with that left out as well, it must be "absent".
 */
export function judgePickup(
  sums: RunningSums,
  reading: CycleReading,
  rates: ErrorRates,
  health: HealthBySensor = {},
): Judgement {
  const thresholds = thresholdsOf({ alpha: rates.other, beta: rates.costly });
  const judged = (hasStayed: boolean): Judgement => {
    const witnesses = reading.map((channel) => contentWitness(channel, { sums, rates, isFirst: false, hasStayed }));
    return judgementOf(fuse(witnesses, thresholds, health), thresholds);
  };
  const judgement = judged(true);
  if (judgement.verdict !== 'absent') return judgement;
  const isGone = judged(false).verdict === 'absent' && wasTaken(reading, rates, health, sums);
  return isGone ? judgement : { ...judgement, verdict: 'undecided' };
}

/** Was a parcel's worth taken in this very cycle? That is the costly claim: taken on trust, it frees a door. */
export function wasTaken(
  reading: CycleReading,
  rates: ErrorRates,
  health: HealthBySensor = {},
  sums: RunningSums = {},
): boolean {
  const taking = thresholdsOf({ alpha: rates.costly, beta: rates.other });
  const taken = fuse(
    reading.map((channel) => takingWitness(channel, rates, sums)),
    taking,
    health,
  );
  return totalOf(taken) >= taking.upper;
}

/**
 * Is there a sensor that had seen a parcel come, and speaks, and does not see it go in this very cycle? Somebody may only have
 * looked inside.
 */
export function wasLeft(
  sums: RunningSums,
  reading: CycleReading,
  rates: ErrorRates,
  health: HealthBySensor = {},
): boolean {
  const taking = thresholdsOf({ alpha: rates.costly, beta: rates.other });
  const asked = reading.filter((channel) => sawItCome(channel, sums, rates));
  const taken = fuse(
    asked.map((channel) => takingWitness(channel, rates)),
    taking,
    health,
  );
  return taken.some(({ n, health: weight }) => n > 0 && weight > 0) && totalOf(taken) < taking.upper;
}

/** The channels' shares: each log-likelihood ratio bounded on both sides and scaled by the sensor's health. */
export function fuse(witnesses: readonly Witness[], { upper, lower }: Thresholds, health: HealthBySensor): Share[] {
  const bound = shareBoundFactor * Math.max(upper, -lower);
  // Only such a one may weaken what a coarser one says.
  const sound = witnesses.filter(({ sensor, n }) => n > 0 && healthOf(health, sensor) >= soundFrom);
  const finest = Math.min(...sound.map(({ sheets }) => sheets));
  return witnesses.map(({ sensor, kind, llr, n, sheets }) => {
    const least = sheets > finest ? Math.max(-bound, coarseAbsentMin) : -bound;
    const weight = healthOf(health, sensor);
    return { sensor, kind, llr: n > 0 ? weight * Math.min(bound, Math.max(least, llr)) : 0, n, health: weight };
  });
}

/** Adds up the shares and holds the sum against the thresholds; on a threshold is decided. */
export function judgementOf(shares: Share[], { upper, lower }: Thresholds): Judgement {
  const llr = totalOf(shares);
  const verdict = llr >= upper ? 'present' : llr <= lower ? 'absent' : 'undecided';
  return { verdict, llr, upper, lower, shares, method: 'sequential-difference' };
}

function healthOf(health: HealthBySensor, sensor: string): number {
  const given = Object.hasOwn(health, sensor) ? (health[sensor] ?? 0) : 1;
  return given >= 0 ? Math.min(1, given) : 0;
}

function totalOf(shares: readonly Share[]): number {
  return shares.reduce((sum, share) => sum + share.llr, 0);
}
