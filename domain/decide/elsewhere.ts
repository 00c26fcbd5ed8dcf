import { isSeenEmpty, liveStay, type Door, type Stay } from '../door.js';
import type { Adopt, ElsewhereFound } from '../inputs.js';
import { nextLookAtMs } from '../ladder.js';
import { decided, nothing, refuse, type Context, type Decision } from './decision.js';

/** At the door that was given: its deposit is called off, if nothing is known of it since but that nothing came. */
export function decideElsewhere(door: Door, { stayId, to }: ElsewhereFound): Decision {
  const { stay } = door;
  if (stay?.id !== stayId || !closedOnNothing(door, stay)) return nothing;
  return decided({ type: 'deposit-cancelled', reason: 'other-door', leaves: 'free', to });
}

/** At the door in which it lies: it is stored, if it still lies there. A named person is told if it does not. */
export function decideAdopt(door: Door, { type: _type, times, ...kept }: Adopt, context: Context): Decision {
  if (door.stay?.id === kept.stayId) return nothing; // Done before, also where it was fetched since.
  if (!mayAdopt(door)) return kept.person ? refuse('not-now') : nothing;
  const storedAtMs = times.nowMs;
  const nextAtMs = nextLookAtMs(context, { storedAtMs }, times.nowMs);
  return decided({ type: 'deposit-adopted', ...kept, storedAtMs, nextAtMs });
}

/** A deposit's door closed on nothing. Of a parcel that a named person moves to this door, they are asked in any case. */
export const closedOnNothing = (door: Door, stay: Stay): boolean =>
  stay.state === 'deposit-unverified' && isSeenEmpty(door, stay) && stay.movedFrom === undefined;

/**
 * Under control: shut, held for nothing but what its sensors saw come, and not opened by nobody's right: what lies behind a lock
 * that somebody has forced is not stored.
 */
export const mayAdopt = (door: Door): boolean =>
  door.door === 'closed' &&
  door.quarantine === 'content-unexpected' &&
  liveStay(door) === undefined &&
  door.faults?.['opened-without-command'] === undefined &&
  (door.holds ?? []).every(({ reason }) => reason === 'content-unexpected');
