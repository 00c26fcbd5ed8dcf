import type { Seen } from '../events.js';
import type { Pull } from '../faults/lock-wear.js';
import type { SitePolicy } from '../policy.js';
import { addEarlier, addToSums, sumsBefore, type CycleReading, type RunningSums } from '../sensing/difference.js';
import { judgeDeposit, judgePickup, type ErrorRates, type HealthBySensor, type Judgement } from '../sensing/verdict.js';
import { sawItCome, sawNothingCome } from '../sensing/witness.js';

/** One door cycle as a decision looks at it: what was summed before it, and what it shows itself. */
export interface Look {
  doorCycle: number;
  sums: RunningSums;
  reading: CycleReading;
  /** Of the door's sensors. What their noise takes from their word is in the reading already. */
  health: HealthBySensor;
  lease: number;
  /** The same without the cycle that is still under question: what a cycle is added to that does not end the question. */
  settledSums: RunningSums;
  /** Further windows asked for and received so far. */
  asked: number;
  /** Of a door opened from afar: the command. */
  commandId?: string | undefined;
  /** A later cycle was heard of before. */
  isPast: boolean;
  /** How it was opened, of a cycle that nothing was decided of before. */
  pull?: Pull | undefined;
  occurredAtMs: number;
  nowMs: number;
}

export const ratesOf = (policy: SitePolicy): ErrorRates => ({
  costly: policy.costlyErrorRate,
  other: policy.otherErrorRate,
});

/** What came in this cycle by itself, whatever was summed before it. */
export const judgeAlone = ({ reading, health }: Look, policy: SitePolicy): Judgement =>
  judgeDeposit({}, reading, ratesOf(policy), health);

/** Is all gone that came until this cycle closed? What came since is no part of the question. */
export function judgeGone(look: Look, policy: SitePolicy): Judgement {
  return judgePickup(sumsUntil(look), look.reading, ratesOf(policy), look.health);
}

/** What was summed before this cycle, of earlier ones alone. */
export const sumsUntil = ({ sums, reading, isPast }: Look): RunningSums => (isPast ? sumsBefore(sums, reading) : sums);

/** The sum of all that was heard of, with this cycle. */
export const sumsWith = ({ sums, reading, isPast }: Look): RunningSums =>
  (isPast ? addEarlier : addToSums)(sums, reading);

/** What the event keeps of a verdict. */
export function seenIn(look: Look, { llr, upper, lower, shares }: Judgement, sums: RunningSums): Seen {
  const { doorCycle, commandId, pull } = look;
  const opened = { ...(commandId === undefined ? {} : { commandId }), ...(pull === undefined ? {} : { pull }) };
  return { doorCycle, llr, upper, lower, shares, sums, ...opened };
}

/** A cycle that decides nothing but is added up; a question that is open about another cycle stays open. */
export const addedIn = (look: Look, judged: Judgement): Seen =>
  seenIn(look, judged, sumsWith({ ...look, sums: look.settledSums }));

/**
 * A later cycle was heard of before this one, and by the sum of all of them something lies there: that a beam was clear when this one
 * closed is no word of an empty door. Asked of a cycle that is just told, and not of further windows.
 */
export const isFilledSince = (look: Look, policy: SitePolicy): boolean => isBySum(look, policy, sawItCome);

/** Likewise, and nothing does, as one says who saw it come in this cycle: who cannot see a letter has no say in its going. */
export const isEmptiedSince = (look: Look, policy: SitePolicy): boolean =>
  isBySum(look, policy, sawItGo) && !isFilledSince(look, policy);

const sawItGo: typeof sawNothingCome = (channel, sums, rates) =>
  !sawNothingCome(channel, addToSums({}, [channel]), rates) && sawNothingCome(channel, sums, rates);

function isBySum(look: Look, policy: SitePolicy, says: typeof sawItCome): boolean {
  if (!look.isPast || look.asked > 0) return false;
  const [sums, rates] = [sumsWith(look), ratesOf(policy)];
  return look.reading.some((channel) => says(channel, sums, rates));
}
