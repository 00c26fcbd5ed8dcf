import { isOffered, isOpenFromAfar, type Door } from '../door.js';
import type { Reserve } from '../inputs.js';
import { decided, isTooLate, nothing, refuse, type Context, type Decision } from './decision.js';
import { grant } from './lease.js';

/** A courier asks for this door. The request's parcel and code are claimed already; the door is won here or lost. */
export function decideReservation(door: Door, input: Reserve, { policy }: Context): Decision {
  // Came before: the stay's id follows from the request. It may have ended, and the door been another's, since.
  if (door.stay?.id === input.stayId || input.cameToBe) return nothing;
  if (isTooLate(input.times)) return refuse('too-late');
  if (!isOffered(door) || isOpenFromAfar(door, input.times.nowMs)) return refuse('door-taken');
  const { stayId, parcelId, residentId, courierId, generation, requestId } = input;
  return decided({
    type: 'deposit-reserved',
    stayId,
    parcelId,
    residentId,
    courierId,
    generation,
    requestId,
    ...grant(input.times.nowMs, policy.depositWindowMinutes),
  });
}
