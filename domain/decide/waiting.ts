import type { Stay } from '../door.js';
import { nextLookAtMs, type LadderOf } from '../ladder.js';
import type { Context } from './decision.js';

type Waiting = Pick<Stay, 'storedAtMs' | 'heldUntilMs' | 'extendedUntilMs' | 'assignedAtMs'>;

/** From when a stay's ladder counts: the later of its own hold's end and its resident's, if there was one. */
export const ladderOfStay = (
  { storedAtMs, heldUntilMs = 0, extendedUntilMs, assignedAtMs }: Waiting,
  context: Context,
): LadderOf => ({
  storedAtMs,
  extendedUntilMs,
  assignedAtMs,
  heldUntilMs: Math.max(heldUntilMs, context.residentHeldUntilMs ?? 0),
});

/** When to look again at a stay that waits for its resident. */
export const nextLookOf = (stay: Waiting, context: Context, nowMs: number): number =>
  nextLookAtMs(context, ladderOfStay(stay, context), nowMs);
