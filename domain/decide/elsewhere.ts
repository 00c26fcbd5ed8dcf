import { lastDecided } from '../cycles.js';
import { isSeenEmpty, liveStay, type Door, type Elsewhere, type Stay } from '../door.js';
import type { Adopt, ElsewhereFound, LeaseRequest } from '../inputs.js';
import { nextLookAtMs } from '../ladder.js';
import { decided, nothing, refuse, type Context, type Decision } from './decision.js';

/** At the door that was given: its deposit is called off, or its courier asked, if nothing is known of it since but that nothing came. */
export function decideElsewhere(door: Door, { stayId, to, asks }: ElsewhereFound): Decision {
  const { stay } = door;
  if (stay?.id !== stayId || !closedOnNothing(door, stay)) return nothing;
  if (!asks) return decided({ ...calledOff, to });
  return isOfOneMoment(stay.elsewhere, to) ? nothing : decided({ type: 'elsewhere-asked', to });
}

const calledOff = { type: 'deposit-cancelled', reason: 'other-door', leaves: 'free' } as const;

const isOfOneMoment = (asked: Elsewhere | undefined, to: Elsewhere): boolean =>
  asked?.stayId === to.stayId && asked.doorCycle === to.doorCycle;

/**
 * Its courier says that it went into the door of which they were asked: as if that were plain. Not once their window is over, nor where
 * something is known of their own door since; and where the other one was opened since, they are asked to re-open theirs, as before.
 */
export function confirmElsewhere(door: Door, stay: Stay, { requestId, times, isOpenedSince }: LeaseRequest): Decision {
  if (!closedOnNothing(door, stay)) return refuse('not-now');
  if (times.nowMs > stay.windowEndsAtMs) return refuse('too-late');
  if (isOpenedSince) return decided({ type: 'elsewhere-asked', requestId });
  return decided({ ...calledOff, requestId, to: stay.elsewhere });
}

/** At the door in which it lies: it is stored, if it still lies there. A named person is told if it does not. */
export function decideAdopt(door: Door, { type: _, messageId: __, times, ...kept }: Adopt, context: Context): Decision {
  if (door.stay?.id === kept.stayId) return nothing; // Done before, also where it was fetched since.
  if (!mayAdopt(door, kept.doorCycle)) return kept.person ? refuse('not-now') : nothing;
  const storedAtMs = times.nowMs;
  const nextAtMs = nextLookAtMs(context, { storedAtMs }, times.nowMs);
  return decided({ type: 'deposit-adopted', ...kept, storedAtMs, nextAtMs });
}

/** A deposit's door closed on nothing. Of a parcel that a named person moves to this door, they are asked in any case. */
export const closedOnNothing = (door: Door, stay: Stay): boolean =>
  stay.state === 'deposit-unverified' && isSeenEmpty(door, stay) && stay.movedFrom === undefined;

/**
 * Under control: shut, held for nothing but what its sensors saw come, and not opened by nobody's right: what lies behind a lock
 * that somebody has forced is not stored. Nor is what lies there after another cycle than that in which it was found.
 */
export const mayAdopt = (door: Door, doorCycle = lastDecided(door.cycles)): boolean =>
  door.door === 'closed' &&
  doorCycle === lastDecided(door.cycles) &&
  door.quarantine === 'content-unexpected' &&
  liveStay(door) === undefined &&
  door.faults?.['opened-without-command'] === undefined &&
  (door.holds ?? []).every(({ reason }) => reason === 'content-unexpected');
