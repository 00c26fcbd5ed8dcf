import { leaseAfterFirstPulseMs } from '../door-changes.js';
import { hasUnheard, isFreedBy, type Door, type Stay } from '../door.js';
import type { Seen } from '../events.js';
import { nextLookAtMs } from '../ladder.js';
import type { SitePolicy } from '../policy.js';
import { soundFrom } from '../sensing/condition.js';
import { addToSums } from '../sensing/difference.js';
import { kindsOf } from '../sensing/profiles/index.js';
import { seesThinItem } from '../sensing/smallest-item.js';
import { judgeDeposit, wasTaken, type Judgement } from '../sensing/verdict.js';
import { ask } from './ask.js';
import { decided, nothing, type Context, type Decision } from './decision.js';
import { endedStates } from '../stay.js';
import { openWithinMs, watchFor } from './lease.js';
import {
  addedIn,
  isEmptiedSince,
  isFilledSince,
  judgeAlone,
  ratesOf,
  seenIn,
  sumsUntil,
  sumsWith,
  type Look,
} from './look.js';
import { decideRemoval } from './removal.js';

/** States in which the deposit is the question. */
const depositing = ['reserved', 'depositing', 'deposit-unverified'];

/**
 * A door closed in a deposit visit, or a further window came: did a parcel come? Doubt is an answer of its own; a sensor
 * that cannot say never reads as "absent".
 */
export function decideDeposit(door: Door, stay: Stay, given: Look, context: Context): Decision {
  const { policy } = context;
  const look = isLessThanNothing(door, given, policy) ? { ...given, sums: addToSums({}, []) } : given;
  const judged = judgeOwn(look, policy);
  const seen = seenIn(look, judged, sumsWith(look));
  const verdict = isOvertaken(look, policy) ? 'filled-since' : judged.verdict;
  if (stay.state === 'cancelled') return decideAfterCancel(door, look, verdict, seen);
  if (endedStates.includes(stay.state)) return nothing; // Its parcel was seen to be gone since.
  const isFound = verdict === 'present' && isAwaited(stay);
  if (!depositing.includes(stay.state) && !isFound) return decideRemoval(stay, given, policy);
  if (isTakenSince(look, policy)) return decided({ type: 'parcel-missing', seen });

  const { nowMs } = look;
  const storedAtMs = Math.max(look.occurredAtMs, grantedAtMs(stay));
  switch (verdict) {
    case 'present':
      return decided({
        type: 'deposit-verified',
        seen,
        storedAtMs,
        nextAtMs: nextLookAtMs(context, { storedAtMs }, nowMs),
      });
    case 'absent':
      return foundEmpty(door, { stay, look, seen }, policy);
    case 'filled-since':
      return filledSince(look, addedIn(look, judged), policy);
    case 'undecided':
      if (look.asked < policy.samplesMax) return decided(ask('deposit', stay, look, seen));
      return decided({
        type: 'deposit-left-unclear',
        seen,
        mayVouch: mayVouch(door, look, policy),
        ...windowFrom(stay, look, policy),
      });
    default:
      return verdict satisfies never;
  }
}

/** It was moved here and counts as missing, for nothing was heard of it: news that it came puts that right. */
const isAwaited = ({ state, movedFrom, storedAtMs }: Stay): boolean =>
  state === 'missing' && movedFrom !== undefined && storedAtMs === 0;

/** Something came in a later cycle, and not in this one as far as is known: no further window, of what lies there now, can tell more of this one. */
const isOvertaken = (look: Look, policy: SitePolicy): boolean =>
  isFilledSince(look, policy) && judgeAlone(look, policy).verdict !== 'present';

/** It came, and a later cycle, heard of before this one, took it out again: nobody is told that it lies there. */
const isTakenSince = (look: Look, policy: SitePolicy): boolean =>
  isEmptiedSince(look, policy) && judgeAlone(look, policy).verdict === 'present';

/**
 * The verdict on the sum, but never "present" against the cycle's own word: what lies there from before, or was put there
 * in another cycle, is no deposit of this courier's. Contradiction is doubt.
 */
function judgeOwn(look: Look, policy: SitePolicy): Judgement {
  const judged = judgeDeposit(sumsUntil(look), look.reading, ratesOf(policy), look.health);
  const own = judgeAlone(look, policy);
  return judged.verdict === 'present' && own.verdict === 'absent' ? { ...judged, verdict: 'undecided' } : judged;
}

/**
 * Something went from a door that was empty by all that was heard of it: an earlier thing was in it that nobody knew of, and a
 * parcel smaller than that may lie there now. So the sum is not known: no sensor says "absent" but one that answers absolutely.
 * What brought it may still be on its way where a cycle of this visit is unheard of.
 */
function isLessThanNothing(door: Door, { sums, reading, health, doorCycle }: Look, policy: SitePolicy): boolean {
  const isEmpty = Object.keys(sums).length === 0 && !hasUnheard(door, doorCycle);
  return isEmpty && wasTaken(reading, ratesOf(policy), health);
}

/** No door is deposited in before its lease, whatever age the bank's counters give the message. */
export const grantedAtMs = ({ leaseEndsAtMs }: Stay): number => leaseEndsAtMs - leaseAfterFirstPulseMs - openWithinMs;

/** Nothing came. The courier may try again, unless this was so long ago that nobody stands there any more. */
function foundEmpty(door: Door, { stay, look, seen }: Found, policy: SitePolicy): Decision {
  const tookOut = wasTaken(look.reading, ratesOf(policy), look.health);
  if (!isOver(look, policy))
    return decided({ type: 'deposit-found-empty', seen, tookOut, ...windowFrom(stay, look, policy) });
  const leaves = hasUnheard(door, look.doorCycle) && !tookOut ? 'content-unclear' : 'free';
  return decided(
    { type: 'deposit-found-empty', seen, tookOut, windowEndsAtMs: look.nowMs },
    { type: 'deposit-cancelled', reason: 'window-over', leaves },
  );
}

const isOver = ({ occurredAtMs, nowMs }: Look, { depositWindowMinutes }: SitePolicy): boolean =>
  occurredAtMs + depositWindowMinutes * 60_000 <= nowMs;

/** This courier's cycle closed on nothing, and something lies there by now: of that, nobody knows whose it is. */
function filledSince(look: Look, seen: Seen, policy: SitePolicy): Decision {
  const added = { type: 'cycle-added', seen } as const;
  if (!isOver(look, policy)) return decided(added); // The watch holds the door, unless it is opened again.
  return decided(added, { type: 'deposit-cancelled', reason: 'window-over', leaves: 'content-unclear' });
}

interface Found {
  stay: Stay;
  look: Look;
  seen: Seen;
}

/** The window runs anew from the verdict: whoever is told to try again has the whole of it. */
function windowFrom(stay: Stay, { nowMs }: Look, policy: SitePolicy) {
  const windowEndsAtMs = nowMs + policy.depositWindowMinutes * 60_000;
  return { windowEndsAtMs, ...watchFor(windowEndsAtMs, stay.watch.atMs, nowMs) };
}

/** The visit was called off before its door was heard of. */
function decideAfterCancel(door: Door, { lease }: Look, verdict: string, seen: Seen): Decision {
  if (verdict === 'present') return decided({ type: 'content-unexpected', seen, lease });
  const isFreed = isFreedBy(door, seen.doorCycle) && door.quarantine !== 'wont-open';
  return decided({ type: verdict === 'absent' && isFreed ? 'door-found-empty' : 'cycle-added', seen });
}

type Believed = Pick<Look, 'reading' | 'health'>;

/** May a courier's word stand in for a sensor's? By default only where no channel that is believed sees the smallest item. */
export function mayVouch(door: Door, look: Believed, { courierMayVouch }: SitePolicy): boolean {
  if (courierMayVouch !== 'auto') return courierMayVouch === 'always';
  return !seesThinItem(believedKinds(door, look));
}

/** Of what is fitted; a sensor that is in doubt and says nothing may be of any kind that nothing was heard of. */
function believedKinds({ profile }: Door, { reading, health }: Believed): string[] {
  const doubted = Object.entries(health).flatMap(([sensor, known]) => (known < soundFrom ? sensor : []));
  const isOneSilent = doubted.some((sensor) => !reading.some((channel) => channel.sensor === sensor));
  return kindsOf(profile).filter((kind) => {
    const channels = reading.filter((channel) => channel.kind === kind);
    return channels.length === 0 ? !isOneSilent : channels.some(({ sensor }) => !doubted.includes(sensor));
  });
}
