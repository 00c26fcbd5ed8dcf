import { liveStay, type Door } from '../door.js';
import type { DoorAjar, DoorInput } from '../inputs.js';
import { decideCycle, leaseUnder } from './cycle.js';
import { decided, nothing, type Context, type Decision } from './decision.js';
import { decideAdopt, decideElsewhere } from './elsewhere.js';
import { decideHoldDoor, decideReleaseDoor } from './hold-door.js';
import { decideLapse } from './lapse.js';
import { decideMoveReserve, decideMoveStep, withMove } from './moving.js';
import { decideNextStep } from './next-step.js';
import { decideOpenDoor } from './open-door.js';
import { decidePerson } from './person.js';
import { decideReservation } from './reservation.js';
import { decideResult } from './result.js';
import { withRemoval } from './removal.js';
import { decideNudge, decideTakeBack } from './returning.js';
import { decideAtScreen, decideCollection } from './visit.js';
import { decideSensors } from './sensors.js';
import { decideUnreachable } from './unreachable.js';
import { decideWatch } from './watch.js';
import { wasDecided } from '../cycles.js';
import { withoutCommand } from './without-command.js';

/** Which decision answers which input. Decisions read the door, the input and the site's policy, and nothing else. */
export function decide(door: Door, input: DoorInput, context: Context): Decision {
  return withMove(door, withRemoval(door, decideAlone(door, input, context)), context, input.times.nowMs);
}

function decideAlone(door: Door, input: DoorInput, context: Context): Decision {
  switch (input.type) {
    case 'reserve':
      return decideReservation(door, input, context);
    case 'collect':
      return decideCollection(door, input, context);
    case 'take-back':
      return decideTakeBack(door, input, context);
    case 'nudge':
      return decideNudge(door, input, context);
    case 'deposit-confirmed':
    case 'deposit-cancelled':
    case 'reopen-requested':
      return decideAtScreen(door, input, context);
    case 'door-closed':
      return decideCycle(door, input, context);
    case 'door-ajar':
      return decideAjar(door, input, context);
    case 'command-result':
      return decideResult(door, input, context);
    case 'watch':
      return decideWatch(door, input, context);
    case 'next-step':
      return decideNextStep(door, input, context);
    case 'nobody-reached':
      return decideUnreachable(door, input);
    case 'judge-sensors':
      return decideSensors(door, input, context);
    case 'effects-lapsed':
      return decideLapse(door, input, context);
    case 'override':
    case 'cancel':
    case 'reissue':
    case 'hold':
    case 'extend':
    case 'reassign':
    case 'move':
    case 'return':
      return decidePerson(door, input, context);
    case 'move-reserve':
      return decideMoveReserve(door, input);
    case 'move-start':
    case 'move-lapse':
    case 'move-open':
    case 'move-release':
      return decideMoveStep(door, input, context);
    case 'elsewhere-found':
      return decideElsewhere(door, input);
    case 'adopt':
      return decideAdopt(door, input, context);
    case 'open-door':
      return decideOpenDoor(door, input);
    case 'hold-door':
      return decideHoldDoor(door, input);
    case 'release-door':
      return decideReleaseDoor(door, input);
    default:
      return input satisfies never;
  }
}

/** The door stands open. One that is known to have closed since, or that was said to be open before, decides nothing. */
function decideAjar(door: Door, ajar: DoorAjar, context: Context): Decision {
  const { doorCycle, authority } = ajar;
  if (wasDecided(door.cycles, doorCycle)) return nothing;
  if (door.door === 'open' && liveStay(door)?.state !== 'reserved') return nothing;
  const lease = door.stay && leaseUnder(door.stay, authority);
  return decided(
    { type: 'door-left-open', doorCycle, ...(lease && { lease }) },
    ...withoutCommand(door, ajar, context),
  );
}
