import { lastDecided } from '../cycles.js';
import type { Door } from '../door.js';
import type { Seen } from '../events.js';
import type { Pull } from '../faults/lock-wear.js';
import type { SitePolicy } from '../policy.js';
import { addToSums, type CycleReading, type RunningSums } from '../sensing/difference.js';
import { judgeDeposit, type ErrorRates, type HealthBySensor, type Judgement } from '../sensing/verdict.js';
import { sawItCome } from '../sensing/witness.js';

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

/** What the event keeps of a verdict. */
export function seenIn(look: Look, { llr, upper, lower, shares }: Judgement, sums: RunningSums): Seen {
  const { doorCycle, commandId, pull } = look;
  const opened = { ...(commandId === undefined ? {} : { commandId }), ...(pull === undefined ? {} : { pull }) };
  return { doorCycle, llr, upper, lower, shares, sums, ...opened };
}

/** A cycle that decides nothing but is added up; a question that is open about another cycle stays open. */
export const addedIn = (look: Look, judged: Judgement): Seen =>
  seenIn(look, judged, addToSums(look.settledSums, look.reading));

/**
 * A later cycle was heard of before this one, and by the sum of all of them something lies there: that a beam was clear when this one
 * closed is no word of an empty door. Asked of a cycle that is just told, and not of further windows.
 */
export const isFilledSince = (
  { cycles }: Pick<Door, 'cycles'>,
  { doorCycle, reading, sums, asked }: Look,
  policy: SitePolicy,
): boolean => {
  if (asked > 0 || doorCycle >= lastDecided(cycles)) return false;
  const all = addToSums(sums, reading);
  return reading.some((channel) => sawItCome(channel, all, ratesOf(policy)));
};
