import { isPlausible, lastDecided, wasDecided } from '../cycles.js';
import { liveStay, type Door, type Question, type Stay } from '../door.js';
import type { Pull } from '../faults/lock-wear.js';
import type { DoorEvent } from '../events.js';
import { isApiCommandId, parseCommandId, parseIncidentCommandId } from '../ids.js';
import type { Authority, DoorClosed } from '../inputs.js';
import type { SitePolicy } from '../policy.js';
import { healthIn } from '../sensing/condition.js';
import { readCycle } from '../sensing/difference.js';
import { kindsOf } from '../sensing/profiles/index.js';
import { judgeDeposit } from '../sensing/verdict.js';
import { fittedIn } from '../sensing/window.js';
import { sumsWithPending } from '../sums.js';
import { withoutCommand } from './without-command.js';
import { decideDeposit } from './deposit.js';
import { decideReturn, mayStillHold } from './returning.js';
import { decided, nothing, refuse, type Context, type Decision } from './decision.js';
import { decideEmptyDoor } from './empty-door.js';
import { decideMoveOut, isMoving } from './moving.js';
import { decidePickup } from './pickup.js';
import { decideRemoval } from './removal.js';
import { addedIn, isFilledSince, judgeAlone, ratesOf, seenIn, type Look } from './look.js';

/**
 * A door closed. Its message is enough by itself: the windows before and after, and under whose right it was opened.
 * A cycle under a lease answers the question of that lease's visit, however late it comes; any other is added up.
 */
export function decideCycle(door: Door, closed: DoorClosed, context: Context): Decision {
  if (wasDecided(door.cycles, closed.doorCycle)) return nothing; // Twice is once, in any order.
  if (!isPlausible(door.cycles, closed.doorCycle)) return refuse('implausible-door-cycle');
  const kinds = kindsOf(door.profile);
  const look: Look = {
    doorCycle: closed.doorCycle,
    sums: sumsWithPending(door),
    settledSums: door.sums,
    reading: readCycle(fittedIn(kinds, closed.before), fittedIn(kinds, closed.after), door.sensors),
    health: healthIn(door.sensors),
    lease: 0,
    asked: 0,
    commandId: remoteCommandOf(closed.authority),
    isPast: closed.doorCycle < lastDecided(door.cycles),
    pull: pullOf(closed),
    occurredAtMs: closed.times.occurredAtMs,
    nowMs: closed.times.nowMs,
  };
  if (isPast(door, closed)) return decidePast(look, context.policy);
  const opened = withoutCommand(door, closed, context);
  const stay = door.stay;
  const lease = stay ? leaseUnder(stay, closed.authority) || sprungLease(stay, opened) : 0;
  if (!stay || lease === 0)
    return decided(...decideOtherCycle(door, look, closed.authority, context).events, ...opened);
  const decision = decideVisit(door, closed, { stay, visit: { ...look, lease } }, context);
  return { ...decision, events: [...decision.events, ...leftSince(look, decision, context), ...opened] };
}

/** All that came is gone, and a later cycle, heard of before this one, has put in something else: the door is no free one. */
function leftSince(look: Look, { events }: Decision, { policy }: Context): DoorEvent[] {
  const gone = events.find(
    (event) => event.type === 'pickup-verified' || event.type === 'return-verified' || event.type === 'moved-out',
  );
  return gone && isFilledSince(look, policy) ? [{ type: 'content-unexpected', seen: gone.seen }] : [];
}

interface Visit {
  stay: Stay;
  /** The cycle, under a lease of the stay. */
  visit: Look;
}

/** A cycle under a lease answers the question of that lease's visit. */
function decideVisit(door: Door, { authority }: DoorClosed, { stay, visit }: Visit, context: Context): Decision {
  const { lease } = visit;
  const other = { ...visit, lease: 0 };
  const question = questionOf(stay, lease);
  if (question === 'move') {
    // Of a move that is over: what is taken out then is missing, as under any other right.
    return isMoving(stay, lease)
      ? decideMoveOut(stay, visit, context)
      : decideOtherCycle(door, other, authority, context);
  }
  if (question === 'deposit') return decideDeposit(door, stay, visit, context);
  // Of whose it was before: what they took is missing, and what they left is nothing to tell the one whose it is now.
  if (question === 'pickup' && lease <= (stay.othersLeases ?? 0))
    return decideOtherCycle(door, other, authority, context);
  // The same lease may open the door again after all was taken: what is put back then is content without a record.
  if (!mayStillHold(stay)) return decideEmptyDoor(door, visit, context);
  return question === 'return' ? decideReturn(stay, visit, context) : decidePickup(stay, visit, context);
}

/** The command of a person, or of an incident, that opened the door from afar. */
function remoteCommandOf(authority: Authority): string | undefined {
  if (authority.kind !== 'command') return undefined;
  const { commandId } = authority;
  return isApiCommandId(commandId) || parseIncidentCommandId(commandId) ? commandId : undefined;
}

/** What a lock needed to let go: of a command alone, for a key moves no lock, and force is no measure of one. */
function pullOf({ authority, attempts, openLatencyMs }: DoorClosed): Pull | undefined {
  const isMeasured = attempts !== undefined || openLatencyMs !== undefined;
  return authority.kind === 'command' && isMeasured ? { attempts, openLatencyMs } : undefined;
}

/** Since then a named person has looked into the door and found it empty. */
const isPast = (door: Door, { times }: DoorClosed): boolean =>
  door.emptiedAtMs !== undefined && !liveStay(door) && times.ageKnown && times.occurredAtMs <= door.emptiedAtMs;

/** It counts as decided, and for nothing else. */
function decidePast(look: Look, policy: SitePolicy): Decision {
  return decided({ type: 'cycle-added', seen: seenIn(look, judgeDeposit({}, look.reading, ratesOf(policy)), {}) });
}

/** Whose visit a lease was for, and so what its door cycles are to answer. */
export function questionOf({ pickupFrom, returns, moves }: Stay, lease: number): Question {
  if (moves?.includes(lease)) return 'move';
  if (returns?.includes(lease)) return 'return';
  return pickupFrom > 0 && lease >= pickupFrom ? 'pickup' : 'deposit';
}

/** Which lease of this stay the door was opened under; 0 for a key, nobody's right, or another stay's command. */
export function leaseUnder(stay: Stay, authority: Authority): number {
  if (authority.kind !== 'command') return 0;
  const command = parseCommandId(authority.commandId);
  const isOurs = command?.stayId === stay.id && command.verb === 'open';
  return isOurs && command.lease <= stay.leases ? command.lease : 0;
}

/** Whoever has entered the code, and stands at a door that had sprung open by itself, shuts it: that is their visit. */
const sprungLease = ({ state, leases }: Stay, opened: readonly DoorEvent[]): number =>
  state === 'collecting' && opened.some(({ type }) => type === 'sprang-open') ? leases : 0;

/** Opened without a command of this stay: what it changed is added up; a parcel that has gone is missing. */
function decideOtherCycle(door: Door, look: Look, authority: Authority, context: Context): Decision {
  const { policy } = context;
  const stay = liveStay(door);
  if (!stay) return decideEmptyDoor(door, look, context);
  if (look.doorCycle <= stay.fromCycle) return decideEarlierCycle(look, authority, policy);
  return decideRemoval(stay, look, policy);
}

/**
 * A cycle from before this stay, heard of only now. What was put in by key, or through a door opened from afar, is inside
 * still, and is added up, so that the pickup finds it. What an earlier stay's visit did was settled before the door was offered again, and a removal took nothing of
 * this stay's.
 */
function decideEarlierCycle(look: Look, authority: Authority, policy: SitePolicy): Decision {
  const own = judgeAlone(look, policy);
  const isOfVisit = authority.kind === 'command' && !remoteCommandOf(authority);
  if (isOfVisit || own.verdict !== 'present') return nothing;
  return decided({ type: 'cycle-added', seen: addedIn(look, own) });
}
