import { isHeldForContent, type Door, type Stay } from '../door.js';
import { endedStates, stateAfter } from '../stay.js';
import { extensionEndMaxMs, holdMaxMs, overdueAtMs } from '../ladder.js';
import type { PersonRequest } from '../inputs.js';
import { decided, nothing, refuse, type Context, type Decision } from './decision.js';
import { decideMove } from './moving.js';
import { decideMarking } from './returning.js';
import { decideCancellation } from './visit.js';
import { ladderOfStay, nextLookOf } from './waiting.js';

/** What a named person decides, with a reason: it is in the custody log under their name. */
export function decidePerson(door: Door, input: PersonRequest, context: Context): Decision {
  const stay = door.stay;
  if (!stay || stay.id !== input.stayId) return refuse('no-such-stay');
  if (stay.requests.includes(input.requestId)) return nothing;
  switch (input.type) {
    case 'override':
      return decideOverride(door, stay, input, context);
    case 'cancel':
      return decideCancellation(door, stay, {
        reason: 'manager',
        requestId: input.requestId,
        person: { actor: input.actor, reason: input.reason },
      });
    case 'reissue':
      return decideReissue(stay, input);
    case 'hold':
      return decideHold(stay, input, context);
    case 'extend':
      return decideExtension(stay, input, context);
    case 'reassign':
      return decideReassignment(stay, input, context);
    case 'move':
      return decideMove(door, stay, input, context);
    case 'return':
      return decideMarking(stay, input);
    default:
      return input.type satisfies never;
  }
}

function decideOverride(door: Door, stay: Stay, input: PersonRequest, context: Context): Decision {
  const { finding, actor, reason, requestId, times } = input;
  // Of a stay that has ended: whose is it that lies there, and that no stay speaks for? A door that is held for nothing holds nothing.
  const isFound = endedStates.includes(stay.state) && isHeldForContent(door);
  const column = {
    present: isFound ? 'person says present, held door' : 'person says present',
    unknown: isFound ? 'person says unknown, held door' : 'person says unknown',
    absent: 'person says absent',
    'written-off': 'person writes off',
  } as const;
  if (!finding || !stateAfter(stay.state, column[finding])) return refuse('not-now');
  const { nowMs } = times;
  const nextAtMs = nextLookOf({ ...stay, storedAtMs: nowMs }, context, nowMs);
  return decided({ type: 'verdict-overridden', finding, actor, reason, requestId, storedAtMs: nowMs, nextAtMs });
}

/** Nobody is reminded of the parcel until then, and it is not overdue: an instant in the past ends the hold now. */
function decideHold(stay: Stay, input: PersonRequest, context: Context): Decision {
  const { untilMs = 0, actor, reason, requestId, times } = input;
  if (!stateAfter(stay.state, 'person holds')) return refuse('not-now');
  const heldUntilMs = Math.min(Math.max(untilMs, times.nowMs), stay.storedAtMs + holdMaxMs);
  const nextAtMs = nextLookOf({ ...stay, heldUntilMs }, context, times.nowMs);
  return decided({ type: 'stay-held', heldUntilMs, actor, reason, requestId, nextAtMs });
}

/**
 * The deadline moves, and never nearer: reminders go on, and lead to the later one. A hold is the other thing: silence, and
 * the whole ladder behind it.
 */
function decideExtension(stay: Stay, input: PersonRequest, context: Context): Decision {
  const { untilMs = 0, actor, reason, requestId, times } = input;
  if (!stateAfter(stay.state, 'person extends')) return refuse('not-now');
  const of = ladderOfStay(stay, context);
  const isLater = untilMs > times.nowMs && untilMs > overdueAtMs(context, of);
  if (!isLater || untilMs > extensionEndMaxMs(context, of)) return refuse('not-now');
  const nextAtMs = nextLookOf({ ...stay, extendedUntilMs: untilMs }, context, times.nowMs);
  return decided({ type: 'stay-extended', extendedUntilMs: untilMs, actor, reason, requestId, nextAtMs });
}

/**
 * It is another resident's. Not while somebody is at the door with the code that it has, and not where a carrier may have
 * taken it: nobody is sent for what may not be there.
 */
function decideReassignment(stay: Stay, input: PersonRequest, context: Context): Decision {
  const { residentId, generation, actor, reason, requestId, times } = input;
  if (residentId === stay.residentId) return nothing;
  if (!stateAfter(stay.state, 'person reassigns') || stay.finding === 'unclear') return refuse('not-now');
  if (!residentId || !generation || generation <= stay.generation) return refuse('not-now');
  const { nowMs: atMs } = times;
  const nextAtMs = nextLookOf({ storedAtMs: stay.storedAtMs, assignedAtMs: atMs }, context, atMs);
  const who = { residentId, fromResidentId: stay.residentId, actor, reason, requestId };
  return decided({ type: 'parcel-reassigned', ...who, generation, atMs, nextAtMs });
}

/** A new code; the one before opens nothing from now on. */
function decideReissue(stay: Stay, { generation, actor, reason, requestId }: PersonRequest): Decision {
  if (!stateAfter(stay.state, 'code re-issued')) return refuse('not-now');
  if (!generation || generation <= stay.generation) return refuse('not-now');
  return decided({ type: 'code-reissued', generation, actor, reason, requestId });
}
