import type { Door } from './door.js';
import { afterJam } from './faults/lock-wear.js';
import {
  added,
  cancelled,
  certainlyEmpty,
  doorLeftOpen,
  doubted,
  ended,
  extended,
  foundEmpty,
  granted,
  held,
  missing,
  nextOf,
  pickupStarted,
  requested,
  reserved,
  returnLapsed,
  returnStarted,
  sampling,
  seen,
  settled,
  stay,
  sprungOpen,
  stored,
  storing,
  watchOf,
  windowOf,
} from './door-changes.js';
import { overridden } from './door-overridden.js';
import { doorQuarantined, doorReleased, openGiven, parcelReassigned } from './door-from-afar.js';
import {
  depositAdopted,
  moveAsked,
  movedOut,
  moveLapsed,
  moveOpened,
  moveReserved,
  moveStarted,
} from './door-moves.js';
import { withDecided } from './cycles.js';
import type { DoorEvent, DoorEventOf } from './events.js';

/** The state after an event. Total: it never refuses, because only what was decided is committed. */
export function evolve(before: Door, event: DoorEvent): Door {
  const isJammed = 'reason' in event && event.reason === 'jammed'; // It was told to open, and all pulses were in vain.
  const door = isJammed ? { ...before, lock: afterJam(before.lock) } : before;
  switch (event.type) {
    case 'deposit-reserved':
      return reserved(door, event);
    case 'deposit-verified':
      return stored(seen(door, event.seen), event, { vouched: false });
    case 'deposit-found-empty':
      return stay(foundEmpty(door, event), {
        state: 'deposit-unverified',
        finding: 'absent',
        ...windowOf(door, event),
      });
    case 'sample-requested':
      return sampling(seen(door, event.seen), event);
    case 'deposit-left-unclear':
      return stay(seen(door, event.seen), {
        state: 'deposit-unverified',
        finding: 'unclear',
        mayVouch: event.mayVouch,
        ...windowOf(door, event),
      });
    case 'deposit-doubted':
      return doubted(door, event);
    case 'deposit-vouched':
      return stored(requested(door, event.requestId), event, { vouched: true });
    case 'deposit-reopened':
      // What was found before stays known: should the door not open again, it still lies there, or does not.
      return stay(granted(requested(door, event.requestId), event, { state: 'depositing' }), {
        finding: door.stay?.finding ?? 'none',
      });
    case 'elsewhere-asked':
      return stay(requested(door, event.requestId), { elsewhere: event.to });
    case 'deposit-adopted':
      return depositAdopted(door, event);
    case 'deposit-cancelled':
      return cancelled(requested(door, event.requestId), event);
    case 'deposit-unaccounted':
      // Its watch has fired: the same one again decides nothing.
      return { ...stay(door, { watch: watchOf(door, 0) }), compartment: 'quarantined', quarantine: event.reason };
    case 'verdict-overridden':
      return overridden(requested(door, event.requestId), event);
    case 'stay-held':
      return held(requested(door, event.requestId), event);
    case 'stay-extended':
      return extended(requested(door, event.requestId), event);
    case 'parcel-reassigned':
      return parcelReassigned(requested(door, event.requestId), event);
    case 'resident-unreachable':
      return stay(door, { isUnreachable: true });
    case 'code-reissued':
      return stay(requested(door, event.requestId), { generation: event.generation });
    case 'effect-lapsed':
      return door.stay ? requested(door, event.requestId) : door;
    case 'open-given':
      return openGiven(door, event);
    case 'door-quarantined':
      return doorQuarantined(door, event);
    case 'door-released':
      return doorReleased(door, event);
    default:
      return evolveStored(door, event);
  }
}

/** Of people, and of what was owed to them. */
type QuietType =
  | 'stay-held'
  | 'stay-extended'
  | 'parcel-reassigned'
  | 'resident-unreachable'
  | 'code-reissued'
  | 'effect-lapsed'
  | 'open-given'
  | 'door-quarantined'
  | 'door-released';

type StoredEvent = Exclude<
  DoorEvent,
  { type: `deposit-${string}` | 'elsewhere-asked' | 'sample-requested' | 'verdict-overridden' | QuietType }
>;

/** Events of a stay that is stored, of its pickup, and of doors that hold none. */
function evolveStored(door: Door, event: StoredEvent): Door {
  switch (event.type) {
    case 'pickup-started':
      return pickupStarted(requested(door, event.requestId), event);
    case 'pickup-verified':
      return ended(certainlyEmpty(seen(door, event.seen)), 'collected', 'free');
    case 'parcel-left-behind':
      return stay(event.seen ? seen(door, event.seen) : settled(door), {
        state: 'left-behind',
        finding: 'none',
        ...windowOf(door, event),
      });
    case 'return-marked':
      return stay(requested(door, event.requestId), {
        state: 'overdue',
        forReturn: true,
        finding: 'none',
        heldUntilMs: undefined,
        next: nextOf(door, 0),
      });
    case 'return-started':
      return returnStarted(requested(door, event.requestId), event);
    case 'return-verified':
      return ended(certainlyEmpty(seen(door, event.seen)), 'returned', 'free');
    case 'return-lapsed':
      return returnLapsed(door, event);
    case 'move-asked':
      return moveAsked(requested(door, event.requestId), event);
    case 'move-started':
      return moveStarted(requested(door, event.requestId), event);
    case 'moved-out':
      return movedOut(door, event);
    case 'move-lapsed':
      return moveLapsed(door, event);
    case 'move-reserved':
      return moveReserved(door, event);
    case 'move-opened':
      return moveOpened(requested(door, event.requestId), event);
    case 'space-needed':
      return stay(door, { nudgedAtMs: event.nudgedAtMs });
    case 'pickup-lapsed':
      return stay(settled(door), { ...storing(door, event), state: 'stored' });
    case 'reminder-due':
      return stay(door, { next: nextOf(door, event.nextAtMs) });
    case 'stay-overdue':
      return stay(door, { state: 'overdue', next: nextOf(door, 0) });
    case 'next-step-postponed':
      return stay(door, { next: nextOf(door, event.nextAtMs) });
    case 'watch-continued':
      return stay(door, { watch: watchOf(door, event.watchAtMs) });
    case 'cycle-added':
      return foundIn(added(door, event.seen), event);
    case 'parcel-missing':
      return missing(event.seen ? seen(door, event.seen) : settled(door));
    case 'content-unexpected':
      return { ...seen(door, event.seen), compartment: 'quarantined', quarantine: 'content-unexpected' };
    case 'door-found-empty':
      return { ...certainlyEmpty(seen(door, event.seen)), compartment: 'free', quarantine: undefined };
    case 'door-left-open':
      return doorLeftOpen(door, event);
    case 'sensors-judged':
      return { ...door, sensors: event.sensors };
    case 'opened-without-command':
      return event.isClosed ? { ...door, cycles: withDecided(door.cycles, event.doorCycle) } : door;
    case 'sprang-open':
      return sprungOpen(door, event);
    default:
      return event satisfies never;
  }
}

/** In a visit that is to take a parcel: it was seen to go under another right, or after that to be back. */
function foundIn(door: Door, { isGone }: DoorEventOf['cycle-added']): Door {
  if (isGone === undefined) return door;
  return stay(door, { finding: isGone ? 'absent' : door.stay?.sampling ? 'asking' : 'none' });
}
