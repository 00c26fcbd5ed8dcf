import { lastDecided } from '../cycles.js';
import { isSeenEmpty, type Door, type Stay } from '../door.js';
import type { CancelReason } from '../events.js';
import { nextLookOf } from './waiting.js';
import type { EffectsLapsed } from '../inputs.js';
import { decided, nothing, type Context, type Decision } from './decision.js';
import { lapseOf } from './moving.js';
import { returnCameToNothing } from './returning.js';

/** The lease's open came to nothing: a deposit is cancelled, a parcel lies where it was. */
export function cameToNothing(
  door: Door,
  stay: Stay,
  { reason, nowMs }: { reason: CancelReason; nowMs: number },
  context: Context,
): Decision {
  // Called off before its door was heard of: the bank's word accounts for it now.
  const isAwaited = stay.state === 'cancelled' && door.quarantine === 'unaccounted';
  if (stay.state === 'reserved' || stay.state === 'depositing' || isAwaited) {
    // What may lie inside outweighs a lock that did not move: when it moves again, the door is not free by that.
    const left = leftBy(door, stay);
    const leaves = reason === 'jammed' && left === 'free' ? 'wont-open' : left;
    return decided({ type: 'deposit-cancelled', reason, leaves });
  }
  if (stay.state === 'returning') return decided(returnCameToNothing(stay, reason));
  if (stay.state === 'moving') return stay.move?.isStarted ? decided(lapseOf(stay, reason, context, nowMs)) : nothing;
  if (stay.state !== 'collecting') return nothing;
  const { storedAtMs } = stay;
  return decided({ type: 'pickup-lapsed', reason, storedAtMs, nextAtMs: nextLookOf(stay, context, nowMs) });
}

/** Never opened at all, or seen to be empty before it was to be opened again: free. Otherwise nobody knows what lies in it. */
function leftBy(door: Door, stay: Stay): 'free' | 'content-unclear' {
  const { state, finding } = stay;
  // A bank that has started since answers as if it had never opened: a cycle that was heard of says that it did.
  const hadNoCycle = lastDecided(door.cycles) <= stay.fromCycle;
  const isUnopened = (state === 'reserved' || state === 'cancelled') && finding === 'none' && hadNoCycle;
  return isUnopened || isSeenEmpty(door, stay) ? 'free' : 'content-unclear';
}

/** Effects came too late to be performed: it is recorded, and an open that was never sent ends its lease. */
export function decideLapse(door: Door, input: EffectsLapsed, context: Context): Decision {
  const { stay } = door;
  const requestId = `lapse-${input.commit}`;
  if (!stay || stay.id !== input.stayId || stay.requests.includes(requestId)) return nothing;
  const lapsed = { type: 'effect-lapsed', effects: input.effects, requestId } as const;
  const follows = input.openLapsed
    ? cameToNothing(door, stay, { reason: 'open-lapsed', nowMs: input.times.nowMs }, context).events
    : [];
  return decided(lapsed, ...follows);
}
