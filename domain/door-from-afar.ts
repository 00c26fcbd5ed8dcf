import { certainlyEmpty, leaseAfterFirstPulseMs, nextOf, requestsMax, stay } from './door-changes.js';
import { liveStay, type Door } from './door.js';
import { isSameHolder } from './from-afar.js';
import type { DoorEventOf } from './events.js';

/** The changes to a door that come of what was asked from afar. */

/** What was asked from afar: as many of those are remembered as of a stay's, and over its end. */
export const askedOf = (door: Door, requestId: string | undefined): Door =>
  requestId === undefined ? door : { ...door, requests: [...(door.requests ?? []), requestId].slice(-requestsMax) };

/** Its lock pulses from the command's last instant on for as long as a lease's would. */
export const openGiven = (door: Door, { commandId, openNotAfterMs }: DoorEventOf['open-given']): Door => ({
  ...askedOf(door, commandId),
  openFromAfarUntilMs: openNotAfterMs + leaseAfterFirstPulseMs,
});

export const doorQuarantined = (
  door: Door,
  { by, reason, atMs, requestId }: DoorEventOf['door-quarantined'],
): Door => ({
  ...askedOf(door, requestId),
  holds: door.holds?.some((hold) => isSameHolder(hold.by, by))
    ? door.holds
    : [...(door.holds ?? []), { by, reason, atMs }],
});

/** Another resident's from now on. What was granted to the one before, a hold or a later deadline, goes with them. */
export const parcelReassigned = (
  door: Door,
  { residentId, generation, atMs, nextAtMs }: DoorEventOf['parcel-reassigned'],
): Door =>
  stay(door, {
    ...{ state: 'stored', residentId, generation, assignedAtMs: atMs, next: nextOf(door, nextAtMs) },
    ...{ heldUntilMs: undefined, extendedUntilMs: undefined, forReturn: undefined },
    ...{ isUnreachable: undefined, nudgedAtMs: undefined, othersLeases: door.stay?.leases },
  });

/** A person's word ends every hold, an incident's its own; a stay that goes on keeps the door for what it does. */
export function doorReleased(asked: Door, event: DoorEventOf['door-released']): Door {
  const { by, isEmpty, isServiced, endsJam, atMs, requestId } = event;
  const door: Door = { ...askedOf(asked, requestId), ...(isServiced ? { lock: undefined, latch: undefined } : {}) };
  const isIncident = 'incident' in by;
  const holds = isIncident
    ? door.holds?.filter((hold) => !('incident' in hold.by && hold.by.incident === by.incident))
    : [];
  const released: Door = { ...door, holds: holds?.length ? holds : undefined };
  if (liveStay(door)) return released;
  const isFreed =
    door.compartment === 'quarantined' && (!isIncident || (endsJam === true && door.quarantine === 'wont-open'));
  const freed: Door = isFreed ? { ...released, compartment: 'free', quarantine: undefined } : released;
  return isEmpty ? { ...certainlyEmpty(freed), emptiedAtMs: atMs } : freed;
}
