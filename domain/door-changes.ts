import { assert } from './assert.js';
import { lastDecided, wasDecided, withDecided, withPast } from './cycles.js';
import { afterBounce, afterCatch } from './faults/latch-bounce.js';
import { afterPull, type Pull } from './faults/lock-wear.js';
import type { Door, Stay } from './door.js';
import type { DoorEventOf, Granted, Seen } from './events.js';
import { addToSums } from './sensing/difference.js';
import { sumsWithPending } from './sums.js';

/** The changes that events make to a door, each a step that `evolve` puts together. */

/** What a requests list keeps: replays older than this many requests are too late anyway. */
export const requestsMax = 8;

export function stay(door: Door, change: Partial<Stay>): Door {
  assert(door.stay, 'an event of a stay needs one');
  return { ...door, stay: { ...door.stay, ...change } };
}

/** A cycle is added up. What its lock and latch did is once, however much is said of it. */
export const added = (door: Door, { doorCycle, sums, pull }: Seen): Door => ({
  ...door,
  ...(wasDecided(door.cycles, doorCycle) ? {} : pulledAndShut(door, pull)),
  door: doorCycle < (door.ajarCycle ?? 0) ? door.door : 'closed',
  cycles: withDecided(door.cycles, doorCycle),
  sums,
  openFromAfarUntilMs: undefined, // Whatever opened it, it has closed again.
});

const pulledAndShut = ({ lock, latch }: Door, pull: Pull | undefined): Pick<Door, 'lock' | 'latch'> => ({
  ...(pull ? { lock: afterPull(lock, pull) } : {}),
  ...(latch ? { latch: afterCatch(latch) } : {}),
});

/** Its latch did not catch; a cycle that nothing else was decided of counts as decided. */
export const sprungOpen = (door: Door, { doorCycle, openedAtMs, isClosed }: DoorEventOf['sprang-open']): Door => ({
  ...door,
  ...(isClosed ? { cycles: withDecided(door.cycles, doorCycle) } : {}),
  latch: afterBounce(door.latch, { doorCycle, atMs: openedAtMs }),
});

/** A cycle ends the question that was open, if one was: its sums have that one's cycle in them. */
export function seen(door: Door, cycle: Seen): Door {
  const summed = added(door, cycle);
  return summed.stay?.sampling ? stay(summed, { sampling: undefined }) : summed;
}

export const certainlyEmpty = (door: Door): Door => ({ ...door, sums: {} });

/** Nothing lies in the door; if something was taken out again, what brought it in may still be on its way, and is past. */
export function foundEmpty(door: Door, { seen: cycle, tookOut }: DoorEventOf['deposit-found-empty']): Door {
  const empty = certainlyEmpty(seen(door, cycle));
  return tookOut ? { ...empty, cycles: withPast(empty.cycles, cycle.doorCycle) } : empty;
}

/** That it was empty is not known any more, nor what its sensors then saw change: it may have been another door's. */
export const doubted = (door: Door, { mayVouch }: DoorEventOf['deposit-doubted']): Door =>
  stay({ ...door, sums: addToSums(door.sums, []) }, { finding: 'unclear', mayVouch });

/** A question given up: what its cycle changed is added to the sum, and nothing more is asked. */
export function settled(door: Door): Door {
  return door.stay?.sampling ? stay({ ...door, sums: sumsWithPending(door) }, { sampling: undefined }) : door;
}

export function requested(door: Door, requestId: string | undefined): Door {
  if (!requestId || !door.stay) return door;
  return stay(door, { requests: [...door.stay.requests, requestId].slice(-requestsMax) });
}

export const watchOf = (door: Door, atMs: number) => ({ n: (door.stay?.watch.n ?? 0) + 1, atMs });
export const nextOf = (door: Door, atMs: number) => ({ n: (door.stay?.next.n ?? 0) + 1, atMs });

export function windowOf(door: Door, event: { windowEndsAtMs: number; watchAtMs?: number | undefined }): Partial<Stay> {
  const watch = event.watchAtMs === undefined ? {} : { watch: watchOf(door, event.watchAtMs) };
  return { windowEndsAtMs: event.windowEndsAtMs, ...watch };
}

const leaseEnd = ({ openNotAfterMs }: Granted): number => openNotAfterMs + leaseAfterFirstPulseMs;
/** Three pulses of 20 s: the lease ends this long after the last instant of the first pulse. Design README §5. */
export const leaseAfterFirstPulseMs = 60_000;

/** Banks scan hourly: what was leased longer ago than that, no look has to account for any more. */
const leasesFadeAfterMs = 3_600_000;

function leasedBefore({ stay }: Door, event: Granted): Stay['leasedBefore'] {
  const sinceMs = leaseEnd(event) - leasesFadeAfterMs;
  if (!stay || stay.leaseEndsAtMs < sinceMs) return undefined;
  const before = stay.leasedBefore && stay.leasedBefore.untilMs >= sinceMs ? stay.leasedBefore.leases : 0;
  return { leases: stay.leases + before, untilMs: stay.leaseEndsAtMs };
}

/** A new stay. The sum goes on: what a key's cycle changed in the free door, and no sensor could judge, is still in it. */
export function reserved(door: Door, event: DoorEventOf['deposit-reserved']): Door {
  return {
    ...door,
    compartment: 'held',
    emptiedAtMs: undefined,
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
      leasedBefore: leasedBefore(door, event),
      pickupFrom: 0,
      windowEndsAtMs: event.windowEndsAtMs,
      watch: { n: 1, atMs: event.watchAtMs },
      next: { n: 0, atMs: 0 },
      storedAtMs: 0,
      vouched: false,
      finding: 'none',
      mayVouch: false,
      requests: [event.requestId],
      fromCycle: lastDecided(door.cycles),
    },
  };
}

export function granted(door: Door, event: Granted, change: Partial<Stay>): Door {
  return stay(settled(door), {
    ...change,
    leases: (door.stay?.leases ?? 0) + 1,
    leaseEndsAtMs: leaseEnd(event),
    windowEndsAtMs: event.windowEndsAtMs,
    watch: watchOf(door, event.watchAtMs),
    finding: 'none',
    elsewhere: undefined, // Who has this door opened again does not say that it went into another.
  });
}

export function pickupStarted(door: Door, event: DoorEventOf['pickup-started']): Door {
  assert(door.stay, 'a pickup needs a stay');
  const pickupFrom = door.stay.pickupFrom === 0 ? door.stay.leases + 1 : door.stay.pickupFrom;
  // That it was seen to go under another right stays known, however often its code is entered.
  const finding = door.stay.finding === 'absent' ? 'absent' : 'none';
  return stay(granted(door, event, { state: 'collecting', pickupFrom }), { finding });
}

/** As many of a carrier's leases as a stay remembers: a door cycle of an older one counts as a pickup's. */
const returnsMax = 8;

/** A carrier takes it back: nothing is due any more while it does, and nothing afterwards. */
export function returnStarted(door: Door, event: DoorEventOf['return-started']): Door {
  assert(door.stay, 'a return needs a stay');
  const { leases, pickupFrom, returns = [] } = door.stay;
  return granted(door, event, {
    state: 'returning',
    pickupFrom: pickupFrom === 0 ? leases + 1 : pickupFrom,
    returns: [...returns, leases + 1].slice(-returnsMax),
    next: nextOf(door, 0),
  });
}

/** Overdue as before, its door taken. That nobody could see what came of it stays known. */
export const returnLapsed = (door: Door, { reason, seen: cycle }: DoorEventOf['return-lapsed']): Door =>
  stay(cycle ? seen(door, cycle) : settled(door), {
    state: 'overdue',
    windowEndsAtMs: 0,
    finding: reason === 'unclear' ? 'unclear' : 'none',
  });

export function sampling(door: Door, event: DoorEventOf['sample-requested']): Door {
  const {
    question,
    lease,
    asked,
    reading,
    seen: { doorCycle },
  } = event;
  return stay(door, {
    state: askingIn[question],
    finding: question !== 'deposit' && door.stay?.finding === 'absent' ? 'absent' : 'asking',
    sampling: { question, lease, asked, doorCycle, reading },
    ...(event.watchAtMs === undefined ? {} : { watch: watchOf(door, event.watchAtMs) }),
  });
}

const askingIn = {
  deposit: 'deposit-unverified',
  pickup: 'pickup-unverified',
  return: 'returning',
  move: 'moving',
} as const;

/** The fields of a stay that (again) waits for its resident. */
export function storing(door: Door, { storedAtMs, nextAtMs }: { storedAtMs: number; nextAtMs: number }): Partial<Stay> {
  return { storedAtMs, next: nextOf(door, nextAtMs), windowEndsAtMs: 0, finding: 'none' };
}

export function stored(
  door: Door,
  event: { storedAtMs: number; nextAtMs: number },
  { vouched }: { vouched: boolean },
): Door {
  const held = stay(settled(door), { ...storing(door, event), state: 'stored', vouched });
  return { ...held, compartment: 'occupied', quarantine: undefined };
}

export function ended(
  door: Door,
  state: 'collected' | 'cancelled' | 'returned' | 'moved' | 'written-off',
  leaves: 'free' | Door['quarantine'],
): Door {
  const over = stay(settled(door), { state, windowEndsAtMs: 0, next: nextOf(door, 0) });
  return leaves === 'free'
    ? { ...over, compartment: 'free', quarantine: undefined }
    : { ...over, compartment: 'quarantined', quarantine: leaves };
}

/** An overdue parcel waits again; the step that was pending is counted past. */
export const held = (door: Door, { heldUntilMs, nextAtMs }: DoorEventOf['stay-held']): Door =>
  stay(door, { state: 'stored', heldUntilMs, forReturn: undefined, finding: 'none', next: nextOf(door, nextAtMs) });

/** Likewise, and whatever step was to come goes by the later deadline. */
export const extended = (door: Door, { extendedUntilMs, nextAtMs }: DoorEventOf['stay-extended']): Door =>
  stay(door, { state: 'stored', extendedUntilMs, forReturn: undefined, finding: 'none', next: nextOf(door, nextAtMs) });

export const cancelled = (door: Door, { leaves }: DoorEventOf['deposit-cancelled']): Door =>
  ended(door, 'cancelled', leaves);

export const missing = (door: Door): Door => ({
  ...stay(door, { state: 'missing', next: nextOf(door, 0) }),
  compartment: 'quarantined',
  quarantine: 'missing',
});

export function doorLeftOpen(door: Door, { doorCycle }: DoorEventOf['door-left-open']): Door {
  const open: Door = { ...door, door: 'open', ajarCycle: doorCycle };
  return door.stay?.state === 'reserved' ? stay(open, { state: 'depositing' }) : open;
}
