import type { Seen } from '../events.js';
import type { SitePolicy } from '../policy.js';
import type { CycleReading, RunningSums } from '../sensing/difference.js';
import type { ErrorRates, Judgement } from '../sensing/verdict.js';

/** One door cycle as a decision looks at it: what was summed before it, and what it shows itself. */
export interface Look {
  doorCycle: number;
  sums: RunningSums;
  reading: CycleReading;
  lease: number;
  /** Further windows asked for and received so far. */
  asked: number;
  occurredAtMs: number;
  nowMs: number;
}

export const ratesOf = (policy: SitePolicy): ErrorRates => ({
  costly: policy.costlyErrorRate,
  other: policy.otherErrorRate,
});

/** What the event keeps of a verdict. */
export function seenIn(look: Look, { llr, upper, lower, shares }: Judgement, sums: RunningSums): Seen {
  return { doorCycle: look.doorCycle, llr, upper, lower, shares, sums };
}
