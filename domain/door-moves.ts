import { assert } from './assert.js';
import { certainlyEmpty, ended, granted, nextOf, seen, settled, stay, stored } from './door-changes.js';
import { lastDecided } from './cycles.js';
import type { Door } from './door.js';
import type { DoorEventOf } from './events.js';

/** The changes that a move of a parcel makes to the door that it leaves, and to the one that it comes to. */

/** As many leases of moves as a stay remembers. */
const movesMax = 8;

export function moveAsked(door: Door, { requestId: id, actor, reason, to }: DoorEventOf['move-asked']): Door {
  const was = door.stay?.state === 'overdue' ? 'overdue' : 'stored';
  return stay(door, { state: 'moving', move: { id, actor, reason, to, was, isStarted: false }, next: nextOf(door, 0) });
}

export function moveStarted(door: Door, event: DoorEventOf['move-started']): Door {
  assert(door.stay?.move, 'a move that starts was asked for');
  const { leases, pickupFrom, move, moves = [] } = door.stay;
  return granted(door, event, {
    pickupFrom: pickupFrom === 0 ? leases + 1 : pickupFrom,
    move: { ...move, isStarted: true },
    moves: [...moves, leases + 1].slice(-movesMax),
  });
}

export const movedOut = (door: Door, event: DoorEventOf['moved-out']): Door =>
  stay(ended(certainlyEmpty(seen(door, event.seen)), 'moved', 'free'), { move: undefined });

export function moveLapsed(door: Door, { seen: cycle, nextAtMs }: DoorEventOf['move-lapsed']): Door {
  const at = cycle ? seen(door, cycle) : settled(door);
  const state = door.stay?.move?.was ?? 'stored';
  return stay(at, { state, move: undefined, windowEndsAtMs: 0, finding: 'none', next: nextOf(door, nextAtMs) });
}

/** Kept under no lease and with no watch: what becomes of it is for the other door to say, which has both. */
export function moveReserved(door: Door, event: DoorEventOf['move-reserved']): Door {
  const { requestId, from, heldUntilMs, extendedUntilMs, assignedAtMs, forReturn } = event;
  const kept = { heldUntilMs, extendedUntilMs, assignedAtMs, forReturn };
  return stay(lodged(door, event), { ...kept, requests: [requestId], movedFrom: from });
}

/** What the sensors saw come is this stay's; no lease was ever given for it. */
export const depositAdopted = (door: Door, event: DoorEventOf['deposit-adopted']): Door =>
  stored(lodged(door, event), event, { vouched: false });

/** A stay of a parcel that comes by way of another door. */
function lodged(
  door: Door,
  { stayId: id, parcelId, residentId, courierId, generation }: DoorEventOf['move-reserved' | 'deposit-adopted'],
): Door {
  return {
    ...door,
    compartment: 'held',
    emptiedAtMs: undefined,
    chain: { id, n: 0, head: '' },
    stay: {
      ...{ id, parcelId, residentId, courierId, generation },
      ...({ state: 'reserved', finding: 'none', vouched: false, mayVouch: false } as const),
      ...{ leases: 0, leaseEndsAtMs: 0, pickupFrom: 0, windowEndsAtMs: 0, storedAtMs: 0 },
      ...{ watch: { n: 0, atMs: 0 }, next: { n: 0, atMs: 0 }, requests: [] },
      ...{ fromCycle: lastDecided(door.cycles) },
    },
  };
}

export const moveOpened = (door: Door, event: DoorEventOf['move-opened']): Door =>
  granted(door, event, { state: 'depositing' });
