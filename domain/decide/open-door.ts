import { liveStay, type Door } from '../door.js';
import type { OpenDoor } from '../from-afar.js';
import type { StayState } from '../stay.js';
import { decided, nothing, refuse, type Decision } from './decision.js';

/** States of a stay whose last lease may still let the lock go: opened for somebody else meanwhile, its visit would end. */
const opening: readonly StayState[] = ['reserved', 'depositing', 'collecting', 'returning', 'moving', 'cancelled'];

/**
 * Somebody opens a door from afar. It is no visit: no lease, no window and no watch, and what is taken out is missing. So a
 * door with a parcel in it is opened for those alone who answer for parcels, and the parcel's custody log says who and why.
 */
export function decideOpenDoor(door: Door, input: OpenDoor): Decision {
  const { commandId, by, confirmedBy, reason, openNotAfterMs, times } = input;
  if (door.requests?.includes(commandId)) return nothing;
  if (times.nowMs > openNotAfterMs) return refuse('too-late');
  if (liveStay(door) && !input.mayOpenStay) return refuse('holds-parcel');
  const { stay } = door;
  if (stay && opening.includes(stay.state) && times.nowMs <= stay.leaseEndsAtMs) return refuse('already-open');
  return decided({ type: 'open-given', commandId, by, confirmedBy, reason, openNotAfterMs });
}
