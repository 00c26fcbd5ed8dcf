import { isOffered, isOpenFromAfar, type Door, type Stay } from '../door.js';
import { evolve } from '../evolve.js';
import type { DoorEvent, DoorEventOf } from '../events.js';
import type { MoveReserve, MoveStep, PersonRequest } from '../inputs.js';
import { stateAfter } from '../stay.js';
import { ask } from './ask.js';
import { decided, nothing, refuse, type Context, type Decision } from './decision.js';
import { grant } from './lease.js';
import { addedIn, judgeGone, seenIn, sumsWith, type Look } from './look.js';
import { isNoNews } from './removal.js';
import { isGoneOnTrust, weakEvidence } from './returning.js';
import { nextLookOf } from './waiting.js';

/**
 * A parcel moves to another door of its bank: a saga of two doors, in which the one that it leaves has the say until it is
 * seen to be empty. asked → (the other is kept) → started → moved out → (the other opens) → a deposit like any other.
 */
export function decideMove(door: Door, stay: Stay, input: PersonRequest, { policy }: Context): Decision {
  const { to, requestId, actor, reason, times } = input;
  if (isToCome(stay, times.nowMs) && to?.stayId === stay.id) {
    const granted = grant(times.nowMs, policy.depositWindowMinutes);
    return decided({ type: 'move-opened', requestId, person: { actor, reason }, ...granted });
  }
  const isInDoubt = stay.finding === 'unclear' || door.door === 'open' || isOpenFromAfar(door, times.nowMs);
  if (!to || isInDoubt || !stateAfter(stay.state, 'person moves')) return refuse('not-now');
  return decided({ type: 'move-asked', requestId, actor, reason, to });
}

/**
 * It was taken out of another door for this one, and is not seen to be in it: whoever has it may ask for this door again, also
 * once it counts as missing.
 */
export const isToCome = (
  { movedFrom, state, finding, leases, leaseEndsAtMs, storedAtMs }: Stay,
  nowMs: number,
): boolean =>
  movedFrom !== undefined &&
  storedAtMs === 0 &&
  (state === 'depositing' || state === 'missing' || (state === 'deposit-unverified' && finding !== 'asking')) &&
  leases > 0 &&
  nowMs > leaseEndsAtMs;

/** A step of it, which the other door owed. Twice is once: a step that was made, or has been overtaken, decides nothing. */
export function decideMoveStep(door: Door, step: MoveStep, context: Context): Decision {
  const { stay } = door;
  if (stay?.id !== step.stayId) return nothing;
  const { nowMs } = step.times;
  const requestId = `${step.moveId}/${step.type}`;
  const granted = grant(nowMs, context.policy.depositWindowMinutes);
  const isUnstarted = stay.move?.id === step.moveId && !stay.move.isStarted;
  const isUnopened = stay.movedFrom !== undefined && stay.state === 'reserved' && stay.leases === 0;
  switch (step.type) {
    case 'move-start':
      return isUnstarted ? decided({ type: 'move-started', requestId, ...granted }) : nothing;
    case 'move-lapse':
      return isUnstarted ? decided(lapseOf(stay, step.reason ?? 'door-taken', context, nowMs)) : nothing;
    case 'move-open':
      return isUnopened ? decided({ type: 'move-opened', requestId, ...granted }) : nothing;
    case 'move-release':
      return isUnopened
        ? decided({ type: 'deposit-cancelled', reason: 'never-opened', requestId, leaves: 'free' })
        : nothing;
    default:
      return step.type satisfies never;
  }
}

/** This door is kept for the parcel, if nobody else has it. */
export function decideMoveReserve(door: Door, { type: _type, moveId, times, ...kept }: MoveReserve): Decision {
  if (door.stay?.id === kept.stayId) return nothing;
  if (!isOffered(door) || isOpenFromAfar(door, times.nowMs)) return refuse('door-taken');
  return decided({ type: 'move-reserved', ...kept, requestId: moveId });
}

/** A door closed under the lease of a move that is running, or a further window came: was the parcel taken out? */
export function decideMoveOut(stay: Stay, look: Look, context: Context): Decision {
  const { policy } = context;
  const judged = judgeGone(look, policy);
  const seen = seenIn(look, judged, sumsWith(look));
  const lapsed = (reason: 'not-taken' | 'unclear') => decided({ ...lapseOf(stay, reason, context, look.nowMs), seen });
  const to = stay.move?.to;
  if (!to) return nothing;
  if (judged.verdict === 'absent') return decided({ type: 'moved-out', seen, to });
  // The watch then says that it is missing: stored it is no more.
  if (isNoNews(stay, look, policy)) return decided({ type: 'cycle-added', seen: addedIn(look, judged) });
  if (judged.verdict === 'present') return lapsed('not-taken');
  if (look.asked < policy.samplesMax) return decided(ask('move', stay, look, seen));
  return isGoneOnTrust(stay, look, policy)
    ? decided({ type: 'moved-out', seen, evidence: weakEvidence(judged), to })
    : lapsed('unclear');
}

/** Is it the lease of a move that has not come to its end? */
export const isMoving = ({ state, leases, move }: Stay, lease: number): boolean =>
  state === 'moving' && move?.isStarted === true && lease === leases;

/** It lies where it lay, and waits as it did. */
export function lapseOf(
  stay: Stay,
  reason: DoorEventOf['move-lapsed']['reason'],
  context: Context,
  nowMs: number,
): { type: 'move-lapsed' } & DoorEventOf['move-lapsed'] {
  const { move, ...waiting } = stay;
  if (!move) throw new Error(`stay ${stay.id} is on no move that could come to nothing`);
  const nextAtMs = move.was === 'overdue' ? 0 : nextLookOf(waiting, context, nowMs);
  return { type: 'move-lapsed', reason, requestId: move.id, to: move.to, nextAtMs };
}

/**
 * What a move makes of any other decision. Where the parcel is fetched, or goes another way, while somebody meant to move
 * it, the move is overtaken. Where it was taken out to be put here, and is not, it is missing, whoever called that off: nobody
 * but the named person knows where it is. And put here, it has waited since it was stored first.
 */
export function withMove(door: Door, decision: Decision, context: Context, nowMs: number): Decision {
  const { stay } = door;
  const { events } = decision;
  if (!stay || events.length === 0) return decision;
  if (stay.state === 'moving' && isOvertaken(door, events)) {
    return { ...decision, events: [lapseOf(stay, 'overtaken', context, nowMs), ...events] };
  }
  const { movedFrom } = stay;
  if (!movedFrom || stay.leases === 0) return decision;
  return { ...decision, events: events.flatMap((event) => ofMoved(event, { ...stay, movedFrom }, context, nowMs)) };
}

function isOvertaken(door: Door, events: DoorEvent[]): boolean {
  if (events.some(({ type }) => type === 'moved-out' || type === 'move-lapsed')) return false;
  return events.reduce(evolve, door).stay?.state !== 'moving';
}

function ofMoved(
  event: DoorEvent,
  stay: Stay & { movedFrom: NonNullable<Stay['movedFrom']> },
  context: Context,
  nowMs: number,
): DoorEvent | DoorEvent[] {
  const { storedAtMs } = stay.movedFrom;
  switch (event.type) {
    case 'deposit-cancelled': // Who called it off, and why, stays known; so does a lock that did not move.
      return [{ ...event, leaves: 'missing' }, { type: 'parcel-missing' }];
    case 'deposit-unaccounted':
      return { type: 'parcel-missing' };
    case 'deposit-verified':
    case 'deposit-vouched':
    case 'verdict-overridden':
      if (stay.storedAtMs > 0) return event;
      return { ...event, storedAtMs, nextAtMs: nextLookOf({ ...stay, storedAtMs }, context, nowMs) };
    default:
      return event;
  }
}
