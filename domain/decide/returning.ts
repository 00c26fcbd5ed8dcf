import { isOpenFromAfar, liveStay, type Door, type Stay } from '../door.js';
import type { CancelReason, DoorEvent, WeakEvidence } from '../events.js';
import type { Nudge, PersonRequest, TakeBack } from '../inputs.js';
import type { SitePolicy } from '../policy.js';
import { afterQuietHours } from '../quiet-hours.js';
import { wasLeft } from '../sensing/verdict.js';
import { ask } from './ask.js';
import { stateAfter } from '../stay.js';
import { decided, isTooLate, nothing, refuse, type Context, type Decision } from './decision.js';
import { grant } from './lease.js';
import { isNoNews } from './removal.js';
import { addedIn, judgeGone, ratesOf, seenIn, sumsUntil, sumsWith, type Look } from './look.js';

/** A resident is asked to make room once in so long, however many couriers find no door. */
const nudgeEveryMs = 24 * 3_600_000;

/**
 * Does a parcel lie here that a carrier may take away? One that is overdue, by policy, or one that a manager marked for
 * return, also where its resident's visit came to nothing since. Not one that a carrier may have taken already, unseen: a
 * person looks, and says that it has gone or marks it anew.
 */
export function isToCollect(door: Door, { carrierMayCollect }: SitePolicy): boolean {
  const stay = liveStay(door);
  if (!stay || stay.finding === 'unclear') return false;
  if (door.compartment !== 'occupied' || door.door === 'open') return false;
  if (stay.forReturn) return stay.state === 'overdue' || stay.state === 'stored';
  return stay.state === 'overdue' && carrierMayCollect;
}

/** In which order doors are opened for a carrier: what was tried before comes last, then the oldest parcel first. */
export function inOrderOfCollection(a: Door, b: Door): number {
  const tried = (door: Door): number => door.stay?.returns?.length ?? 0;
  const since = (door: Door): number => door.stay?.storedAtMs ?? 0;
  return tried(a) - tried(b) || since(a) - since(b) || (a.compartmentId < b.compartmentId ? -1 : 1);
}

/** A carrier asked for the next parcel to take away, and this door was claimed for the request, with the lease to come. */
export function decideTakeBack(door: Door, input: TakeBack, { policy }: Context): Decision {
  const stay = door.stay;
  if (!stay || stay.id !== input.stayId) return refuse('not-now');
  if (stay.requests.includes(input.requestId)) return nothing;
  if (isTooLate(input.times)) return refuse('too-late');
  // Another visit came between: its lease is not this request's, and a second one is never given to it.
  if (stay.leases + 1 !== input.lease || !isToCollect(door, policy)) return refuse('door-taken');
  if (isOpenFromAfar(door, input.times.nowMs)) return refuse('door-taken');
  const { requestId, courierId, remaining, times } = input;
  const granted = grant(times.nowMs, policy.depositWindowMinutes);
  return decided({ type: 'return-started', requestId, courierId, remaining, ...granted });
}

/** States in which a parcel may still lie in the door: what a carrier's cycle shows counts whenever it comes. */
const mayHold = [
  'stored',
  'overdue',
  'returning',
  'moving',
  'collecting',
  'pickup-unverified',
  'left-behind',
  'missing',
];

export const mayStillHold = ({ state }: Stay): boolean => mayHold.includes(state);

/**
 * A door closed in a carrier's visit, or a further window came. The test is a pickup's: "absent" needs the sum to be
 * nothing and this cycle to have taken something. Anything else leaves the parcel overdue and its door taken.
 */
export function decideReturn(stay: Stay, look: Look, { policy }: Context): Decision {
  const judged = judgeGone(look, policy);
  const seen = seenIn(look, judged, sumsWith(look));
  if (judged.verdict === 'absent') return decided({ type: 'return-verified', seen });
  // Of a visit that is over, and not the parcel's end: it is added up, and whoever is there now goes on.
  const isRunning = stay.state === 'returning' && look.lease === stay.leases && !isNoNews(stay, look, policy);
  if (!isRunning) return decided({ type: 'cycle-added', seen: addedIn(look, judged) });
  if (judged.verdict === 'present') return decided({ type: 'return-lapsed', reason: 'not-taken', seen });
  if (look.asked < policy.samplesMax) return decided(ask('return', stay, look, seen));
  // Of what nobody says to have come, nobody is told that it has gone back.
  if (!stay.isUnsure && isGoneOnTrust(stay, look, policy))
    return decided({ type: 'return-verified', seen, evidence: weakEvidence(judged) });
  return decided({ type: 'return-lapsed', reason: 'unclear', seen });
}

/**
 * A vouched deposit was seen by no sensor: that nothing is seen to be left is all there is to know. Not so where one had seen
 * it come, and was not believed then: that one must see it go.
 */
export const isGoneOnTrust = ({ vouched }: Stay, look: Look, policy: SitePolicy): boolean =>
  vouched && !wasLeft(sumsUntil(look), look.reading, ratesOf(policy), look.health);

/** What "nothing is seen to be left" rests on: sensors that looked and could not say, or none that said anything. */
export function weakEvidence({ shares }: { shares: readonly { n: number }[] }): WeakEvidence {
  return shares.some(({ n }) => n > 0) ? 'unclear' : 'none';
}

/** The carrier's visit ended without a verdict. A question that is still open stays without an answer. */
export const returnCameToNothing = (stay: Stay, reason: CancelReason): DoorEvent => ({
  type: 'return-lapsed',
  reason: stay.finding === 'asking' ? 'unclear' : reason,
});

export function decideMarking(stay: Stay, { actor, reason, requestId }: PersonRequest): Decision {
  if (!stateAfter(stay.state, 'person marks for return')) return refuse('not-now');
  return decided({ type: 'return-marked', actor, reason, requestId });
}

/** A bank has no door for a parcel. Only who has an overdue one in it is asked, and nobody after evidence of pickup. */
export function decideNudge(door: Door, { stayId, times: { nowMs } }: Nudge, context: Context): Decision {
  const { policy, timeZone, residentHeldUntilMs = 0 } = context;
  if (door.stay?.id !== stayId || !isToNudge(door, nowMs, policy)) return nothing;
  // It is not kept for the morning: by then there may be room, and if there is not, the next courier finds out.
  const isQuiet = afterQuietHours(nowMs, { timeZone, hours: policy.quietHours }) > nowMs;
  return isQuiet || nowMs < residentHeldUntilMs ? nothing : decided({ type: 'space-needed', nudgedAtMs: nowMs });
}

export function isToNudge(door: Door, nowMs: number, { nudgeOverdueWhenFull }: SitePolicy): boolean {
  const stay = door.stay;
  if (!nudgeOverdueWhenFull || stay?.state !== 'overdue') return false;
  // Where a carrier may have taken it, nobody is sent for it.
  return stay.finding !== 'unclear' && nowMs >= (stay.nudgedAtMs ?? 0) + nudgeEveryMs;
}
