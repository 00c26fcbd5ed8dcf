import { assert } from './assert.js';
import { lastDecided, withDecided } from './cycles.js';
import type { Door, Stay } from './door.js';
import type { DoorEvent, DoorEventOf, Granted, Seen } from './events.js';
import { sumsWithPending } from './sums.js';

/** What a requests list keeps: replays older than this many requests are too late anyway. */
const requestsMax = 8;

/** The state after an event. Total: it never refuses, because only what was decided is committed. */
export function evolve(door: Door, event: DoorEvent): Door {
  switch (event.type) {
    case 'deposit-reserved':
      return reserved(door, event);
    case 'deposit-verified':
      return stored(seen(door, event.seen), event, { vouched: false });
    case 'deposit-found-empty':
      return stay(certainlyEmpty(seen(door, event.seen)), {
        state: 'deposit-unverified',
        finding: 'absent',
        ...windowOf(door, event),
        sampling: undefined,
      });
    case 'sample-requested':
      return sampling(seen(door, event.seen), event);
    case 'deposit-left-unclear':
      return stay(seen(door, event.seen), {
        state: 'deposit-unverified',
        finding: 'unclear',
        mayVouch: event.mayVouch,
        ...windowOf(door, event),
        sampling: undefined,
      });
    case 'deposit-vouched':
      return stored(requested(door, event.requestId), event, { vouched: true });
    case 'deposit-reopened':
      // What was found before stays known: should the door not open again, it still lies there, or does not.
      return stay(granted(requested(door, event.requestId), event, { state: 'depositing' }), {
        finding: door.stay?.finding ?? 'none',
      });
    case 'deposit-cancelled':
      return cancelled(requested(door, event.requestId), event);
    case 'deposit-unaccounted':
      // Its watch has fired: the same one again decides nothing.
      return { ...stay(door, { watch: watchOf(door, 0) }), compartment: 'quarantined', quarantine: event.reason };
    case 'verdict-overridden':
      return overridden(requested(door, event.requestId), event);
    case 'code-reissued':
      return stay(requested(door, event.requestId), { generation: event.generation });
    case 'effect-lapsed':
      return door.stay ? requested(door, event.requestId) : door;
    default:
      return evolveStored(door, event);
  }
}

type StoredEvent = Exclude<
  DoorEvent,
  { type: `deposit-${string}` | 'sample-requested' | 'verdict-overridden' | 'code-reissued' | 'effect-lapsed' }
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
        ...windowOf(door, event),
        sampling: undefined,
      });
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
      return seen(door, event.seen);
    case 'parcel-missing':
      return missing(seen(door, event.seen));
    case 'content-unexpected':
      return { ...seen(door, event.seen), compartment: 'quarantined', quarantine: 'content-unexpected' };
    case 'door-found-empty':
      return { ...certainlyEmpty(seen(door, event.seen)), compartment: 'free', quarantine: undefined };
    case 'door-left-open':
      return doorLeftOpen(door);
    default:
      return event satisfies never;
  }
}

function stay(door: Door, change: Partial<Stay>): Door {
  assert(door.stay, 'an event of a stay needs one');
  return { ...door, stay: { ...door.stay, ...change } };
}

const seen = (door: Door, { doorCycle, sums }: Seen): Door => ({
  ...door,
  door: 'closed',
  cycles: withDecided(door.cycles, doorCycle),
  sums,
});

const certainlyEmpty = (door: Door): Door => ({ ...door, sums: {} });

/** A question given up: what its cycle changed is added to the sum, and nothing more is asked. */
function settled(door: Door): Door {
  return door.stay?.sampling ? stay({ ...door, sums: sumsWithPending(door) }, { sampling: undefined }) : door;
}

function requested(door: Door, requestId: string | undefined): Door {
  if (!requestId || !door.stay) return door;
  return stay(door, { requests: [...door.stay.requests, requestId].slice(-requestsMax) });
}

const watchOf = (door: Door, atMs: number) => ({ n: (door.stay?.watch.n ?? 0) + 1, atMs });
const nextOf = (door: Door, atMs: number) => ({ n: (door.stay?.next.n ?? 0) + 1, atMs });

function windowOf(door: Door, event: { windowEndsAtMs: number; watchAtMs?: number | undefined }): Partial<Stay> {
  const watch = event.watchAtMs === undefined ? {} : { watch: watchOf(door, event.watchAtMs) };
  return { windowEndsAtMs: event.windowEndsAtMs, ...watch };
}

const leaseEnd = ({ openNotAfterMs }: Granted): number => openNotAfterMs + leaseAfterFirstPulseMs;
/** Three pulses of 20 s: the lease ends this long after the last instant of the first pulse. Design README §5. */
export const leaseAfterFirstPulseMs = 60_000;

function reserved(door: Door, event: DoorEventOf['deposit-reserved']): Door {
  return {
    ...door,
    compartment: 'held',
    cycles: { base: lastDecided(door.cycles), mask: 0 },
    sums: {},
    chain: { id: event.stayId, n: 0, head: '' },
    stay: {
      id: event.stayId,
      parcelId: event.parcelId,
      residentId: event.residentId,
      courierId: event.courierId,
      state: 'reserved',
      generation: event.generation,
      leases: 1,
      leaseEndsAtMs: leaseEnd(event),
      pickupFrom: 0,
      windowEndsAtMs: event.windowEndsAtMs,
      watch: { n: 1, atMs: event.watchAtMs },
      next: { n: 0, atMs: 0 },
      storedAtMs: 0,
      vouched: false,
      finding: 'none',
      mayVouch: false,
      requests: [event.requestId],
    },
  };
}

function granted(door: Door, event: Granted, change: Partial<Stay>): Door {
  return stay(door, {
    ...change,
    leases: (door.stay?.leases ?? 0) + 1,
    leaseEndsAtMs: leaseEnd(event),
    windowEndsAtMs: event.windowEndsAtMs,
    watch: watchOf(door, event.watchAtMs),
    finding: 'none',
    sampling: undefined,
  });
}

function pickupStarted(door: Door, event: DoorEventOf['pickup-started']): Door {
  assert(door.stay, 'a pickup needs a stay');
  const pickupFrom = door.stay.pickupFrom === 0 ? door.stay.leases + 1 : door.stay.pickupFrom;
  return granted(door, event, { state: 'collecting', pickupFrom });
}

function sampling(door: Door, event: DoorEventOf['sample-requested']): Door {
  const {
    question,
    lease,
    asked,
    reading,
    seen: { doorCycle },
  } = event;
  return stay(door, {
    state: question === 'deposit' ? 'deposit-unverified' : 'pickup-unverified',
    finding: 'asking',
    sampling: { question, lease, asked, doorCycle, reading },
  });
}

/** The fields of a stay that (again) waits for its resident. */
function storing(door: Door, { storedAtMs, nextAtMs }: { storedAtMs: number; nextAtMs: number }): Partial<Stay> {
  return { storedAtMs, next: nextOf(door, nextAtMs), windowEndsAtMs: 0, finding: 'none', sampling: undefined };
}

function stored(door: Door, event: { storedAtMs: number; nextAtMs: number }, { vouched }: { vouched: boolean }): Door {
  const held = stay(door, { ...storing(door, event), state: 'stored', vouched });
  return { ...held, compartment: 'occupied', quarantine: undefined };
}

function ended(
  door: Door,
  state: 'collected' | 'cancelled' | 'written-off',
  leaves: 'free' | Door['quarantine'],
): Door {
  const over = stay(door, { state, windowEndsAtMs: 0, next: nextOf(door, 0), sampling: undefined });
  return leaves === 'free'
    ? { ...over, compartment: 'free', quarantine: undefined }
    : { ...over, compartment: 'quarantined', quarantine: leaves };
}

const cancelled = (door: Door, { leaves }: DoorEventOf['deposit-cancelled']): Door => ended(door, 'cancelled', leaves);

function overridden(door: Door, event: DoorEventOf['verdict-overridden']): Door {
  switch (event.finding) {
    case 'present':
      return stored(door, event, { vouched: true });
    case 'written-off':
      return ended(certainlyEmpty(door), 'written-off', 'free');
    case 'absent':
      return foundAbsent(door);
    default:
      return event.finding satisfies never;
  }
}

/** A named person says that nothing is inside: a deposit is cancelled, a pickup is done, a stored parcel is missing. */
function foundAbsent(door: Door): Door {
  const state = door.stay?.state;
  const depositing = state === 'reserved' || state === 'depositing' || state === 'deposit-unverified';
  if (depositing) return ended(certainlyEmpty(door), 'cancelled', 'free');
  if (state !== 'stored' && state !== 'overdue') return ended(certainlyEmpty(door), 'collected', 'free');
  return missing(certainlyEmpty(door));
}

const missing = (door: Door): Door => ({
  ...stay(door, { state: 'missing', next: nextOf(door, 0) }),
  compartment: 'quarantined',
  quarantine: 'missing',
});

function doorLeftOpen(door: Door): Door {
  const open: Door = { ...door, door: 'open' };
  return door.stay?.state === 'reserved' ? stay(open, { state: 'depositing' }) : open;
}
