import type { Door } from './door.js';
import { certainlyEmpty, ended, missing, settled, stay, stored } from './door-changes.js';
import type { DoorEventOf } from './events.js';

/** What a named person's word makes of a door. */
export function overridden(door: Door, event: DoorEventOf['verdict-overridden']): Door {
  switch (event.finding) {
    case 'present':
    case 'unknown':
      return storedOnWord(door, event, event.finding === 'unknown' || undefined);
    case 'written-off':
      return ended(certainlyEmpty(settled(door)), 'written-off', 'free');
    case 'absent':
      return foundAbsent(door);
    default:
      return event.finding satisfies never;
  }
}

/** It waits for its resident anew: a carrier takes it only if it is marked anew. */
function storedOnWord(door: Door, event: DoorEventOf['verdict-overridden'], isUnsure: true | undefined): Door {
  const waiting = stay(stored(door, event, { vouched: true }), { isUnsure, forReturn: undefined });
  return { ...waiting, emptiedAtMs: undefined };
}

/**
 * A named person says that nothing is inside: a deposit is cancelled, what was moved there is missing, a pickup is done, a stored parcel is missing; one that
 * a carrier was to take has gone back, also where the sensors could not say so. What nobody could say to have come has not.
 */
function foundAbsent(asked: Door): Door {
  const door = settled(asked);
  const { state, isUnsure, movedFrom } = door.stay ?? {};
  const depositing = state === 'reserved' || state === 'depositing' || state === 'deposit-unverified';
  if (depositing && movedFrom) return missing(certainlyEmpty(door));
  const isResting = state === 'stored' || state === 'overdue';
  const neverCame = isUnsure && !movedFrom && (isResting || state === 'returning');
  if (depositing || neverCame) return ended(certainlyEmpty(door), 'cancelled', 'free');
  const isReturned = state === 'returning' || (state === 'overdue' && door.stay?.finding === 'unclear');
  if (isReturned) return ended(certainlyEmpty(door), 'returned', 'free');
  return isResting ? missing(certainlyEmpty(door)) : ended(certainlyEmpty(door), 'collected', 'free');
}
