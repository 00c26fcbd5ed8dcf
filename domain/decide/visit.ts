import { isOpenFromAfar, isSeenEmpty, type Door, type Stay } from '../door.js';
import { parseLeaseId } from '../ids.js';
import type { Collect, LeaseRequest } from '../inputs.js';
import { decided, isTooLate, nothing, refuse, type Context, type Decision } from './decision.js';
import { confirmElsewhere } from './elsewhere.js';
import { grant } from './lease.js';
import { nextLookOf } from './waiting.js';

/** A code was entered that names this stay. */
export function decideCollection(door: Door, input: Collect, { policy }: Context): Decision {
  const stay = door.stay;
  const { nowMs } = input.times;
  if (stay?.id === input.stayId && stay.requests.includes(input.requestId)) return nothing;
  if (isTooLate(input.times)) return refuse('too-late');
  if (input.blocked) return refuse(input.blocked);
  if (!stay || stay.id !== input.stayId || stay.generation !== input.generation) return refuse('unknown-code');
  if (isOpenFromAfar(door, nowMs)) return refuse('already-open');
  const started = {
    type: 'pickup-started',
    requestId: input.requestId,
    ...grant(nowMs, policy.reopenWindowMinutes),
  } as const;
  switch (stay.state) {
    case 'stored':
    case 'overdue':
    case 'left-behind':
    case 'pickup-unverified':
      return decided(started);
    case 'collecting':
      return nowMs > stay.leaseEndsAtMs ? decided(started) : refuse('already-open');
    case 'returning': // The carrier's lease is over, and nobody knows that the parcel has gone: it is the resident's.
      return nowMs > stay.leaseEndsAtMs ? decided(started) : refuse('being-returned');
    case 'moving': // Likewise of whoever is moving it.
      return nowMs > stay.leaseEndsAtMs ? decided(started) : refuse('already-open');
    default:
      return refuse('unknown-code');
  }
}

/** Confirm, cancel or re-open: a request that continues a lease at the screen. */
export function decideAtScreen(door: Door, input: LeaseRequest, context: Context): Decision {
  const stay = door.stay;
  const lease = parseLeaseId(input.leaseId);
  if (!stay || lease?.stayId !== stay.id) return refuse('not-now');
  if (stay.requests.includes(input.requestId)) return nothing;
  // Only the lease of the visit that is running: a courier's does not open the door again for whoever collects.
  if (lease.lease !== stay.leases) return refuse('not-now');
  if (isTooLate(input.times)) return refuse('too-late');
  switch (input.type) {
    case 'deposit-confirmed':
      return stay.elsewhere ? confirmElsewhere(door, stay, input) : decideConfirmation(stay, input, context);
    case 'deposit-cancelled':
      return decideCancellation(door, stay, { reason: 'courier', requestId: input.requestId });
    case 'reopen-requested':
      return isOpenFromAfar(door, input.times.nowMs) ? refuse('already-open') : decideReopening(stay, input, context);
    default:
      return input.type satisfies never;
  }
}

/** The identified courier says that it is in, where no sensor could say: stored as vouched, not seen by a sensor. */
function decideConfirmation(stay: Stay, { requestId, times }: LeaseRequest, context: Context): Decision {
  if (stay.state !== 'deposit-unverified' || stay.finding !== 'unclear') return refuse('not-now');
  if (!stay.mayVouch) return refuse('may-not-vouch');
  const storedAtMs = times.occurredAtMs;
  return decided({
    type: 'deposit-vouched',
    requestId,
    storedAtMs,
    nextAtMs: nextLookOf({ ...stay, storedAtMs }, context, times.nowMs),
  });
}

interface Cancellation {
  reason: 'courier' | 'manager';
  requestId: string;
  person?: { actor: string; reason: string };
}

/** A deposit is called off. Its door is free only if it is known to be empty: after doubt it is held. */
export function decideCancellation(door: Door, stay: Stay, { reason, requestId, person }: Cancellation): Decision {
  if (stay.leases === 0) return refuse('not-now'); // Kept for a parcel that is moved here: the door that it leaves has the say still.
  switch (stay.state) {
    case 'reserved':
    case 'depositing':
      return decided({ type: 'deposit-cancelled', reason, requestId, person, leaves: 'unaccounted' });
    case 'deposit-unverified': {
      const isEmpty = isSeenEmpty(door, stay) && door.door === 'closed';
      return decided({
        type: 'deposit-cancelled',
        reason,
        requestId,
        person,
        leaves: isEmpty ? 'free' : 'content-unclear',
      });
    }
    default:
      return refuse('not-now');
  }
}

/** Open the same door again: for a deposit that was not seen, or for what was left behind. */
function decideReopening(stay: Stay, { requestId, blocked, times }: LeaseRequest, { policy }: Context): Decision {
  if (blocked) return refuse(blocked);
  if (stay.state === 'deposit-unverified' && stay.finding !== 'asking') {
    return decided({ type: 'deposit-reopened', requestId, ...grant(times.nowMs, policy.depositWindowMinutes) });
  }
  if (stay.state === 'left-behind' && times.nowMs <= stay.windowEndsAtMs) {
    return decided({ type: 'pickup-started', requestId, ...grant(times.nowMs, policy.reopenWindowMinutes) });
  }
  return refuse('not-now');
}
