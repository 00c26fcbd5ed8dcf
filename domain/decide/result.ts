import { lastDecided, wasDecided } from '../cycles.js';
import type { Door, Stay } from '../door.js';
import { parseCommandId, type CommandOfLease } from '../ids.js';
import type { CommandResult } from '../inputs.js';
import { healthIn } from '../sensing/condition.js';
import { addWindows, sameIn } from '../sensing/difference.js';
import { kindsOf } from '../sensing/profiles/index.js';
import { fittedIn } from '../sensing/window.js';
import { decideDeposit } from './deposit.js';
import { nothing, type Context, type Decision } from './decision.js';
import { cameToNothing } from './lapse.js';
import { decideMoveOut } from './moving.js';
import { decidePickup } from './pickup.js';
import { decideReturn } from './returning.js';

/**
 * A bank answers a command. `done` for an open decides nothing: the door event is the proof. A failed, refused or
 * expired open ends its visit, and is never a pickup. A sample is a further window of the cycle in question.
 */
export function decideResult(door: Door, result: CommandResult, context: Context): Decision {
  const command = parseCommandId(result.commandId);
  const stay = door.stay;
  if (!command || !stay || command.stayId !== stay.id) return nothing;
  if (result.reason === 'duplicate') return nothing; // The command came to the bank twice: the first one's answer counts.
  if (command.verb === 'sample') return decideSample(door, stay, { result, command }, context);
  if (command.verb !== 'open' || result.outcome === 'done' || command.lease !== stay.leases) return nothing;
  if (result.reason === 'door-is-open' && stay.state === 'collecting' && mayHaveSprung(door, result, context))
    return nothing; // They stand at it.
  const reason = result.outcome === 'failed' ? 'jammed' : 'never-opened';
  return cameToNothing(door, stay, { reason, nowMs: result.times.nowMs }, context);
}

/** A bank tells after a minute that a door stands ajar; the rest is the network's. */
const ajarToldWithinMs = 2 * 60_000;

/**
 * Its latch did not catch, and it has not closed since; or it was shut a moment ago, so that this may not be told yet. Of another
 * door that says it is open, its switch may be wrong.
 */
function mayHaveSprung({ latch, cycles }: Door, { times }: CommandResult, { lastShut }: Context): boolean {
  const isSprung = latch !== undefined && !wasDecided(cycles, latch.cycle);
  return isSprung || (lastShut !== undefined && times.occurredAtMs - lastShut.atMs < ajarToldWithinMs);
}

interface Sample {
  result: CommandResult;
  command: CommandOfLease;
}

function decideSample(door: Door, stay: Stay, { result, command }: Sample, context: Context): Decision {
  const pending = stay.sampling;
  const { lease, doorCycle, n } = command;
  const isAnswer = pending?.lease === lease && pending.doorCycle === doorCycle && pending.asked === n;
  if (!pending || !isAnswer) return nothing; // Answered before, or never asked.
  const windows = fittedIn(kindsOf(door.profile), result.windows);
  const isPast = pending.doorCycle < lastDecided(door.cycles);
  const look = {
    doorCycle: pending.doorCycle,
    sums: door.sums,
    settledSums: door.sums,
    isPast,
    reading: addWindows(
      pending.reading,
      isPast ? sameIn(pending.reading, windows, door.sensors) : windows,
      door.sensors,
    ),
    health: healthIn(door.sensors),
    lease,
    asked: pending.asked,
    occurredAtMs: result.times.occurredAtMs,
    nowMs: result.times.nowMs,
  };
  switch (pending.question) {
    case 'deposit':
      return decideDeposit(door, stay, look, context);
    case 'pickup':
      return decidePickup(stay, look, context);
    case 'return':
      return decideReturn(stay, look, context);
    case 'move':
      return decideMoveOut(stay, look, context);
    default:
      return pending.question satisfies never;
  }
}
