import type { DisplayEffect } from '../domain/effects.js';
import type { Refusal } from '../domain/decide/decision.js';
import { mayAdopt } from '../domain/decide/elsewhere.js';
import { parseIncidentId } from '../domain/ids.js';
import type {
  AccessMessage,
  CommandResult,
  DepositRequested,
  DoorClosed,
  DoorMessage,
  LeaseRequest,
  TimerFired,
  Times,
} from '../domain/inputs.js';
import type { IncidentTimer, LookTimer, Timer } from '../domain/timers.js';
import { handleBank } from './bank.js';
import { watchExpiry } from './watch-expiry.js';
import { collection } from './collection.js';
import { countRefusal, decideOnWindows } from './decide-on-windows.js';
import { deposit, type DepositOutcome } from './deposit.js';
import { watchRefusal } from './mass-open.js';
import { nudgeOverdue } from './full-bank.js';
import { decideAt } from './raise.js';
import { openBatch } from './open-all.js';
import { pickup } from './pickup.js';
import { watchOpening } from './opening.js';
import type { Ports } from './ports.js';
import { isRetired } from './records.js';
import { readAhead } from './read-ahead.js';
import type { Lane } from './receive.js';
import { handleResult, type HearSensors } from './result.js';
import { transact, type Call } from './transact.js';
import { sendDisplay } from './screen.js';

/** A screen's answer to a request is for someone who stands there. */
const answerWithinMs = 20_000;
/** A request that the cloud itself has kept for longer than this was parked. */
const parkedAfterMs = 60_000;

/** What people ask for and what doors do: the lane on which somebody waits. */
export type DoorLaneMessage = AccessMessage | DoorMessage | CommandResult;
export const doorLane = (hearSensors: HearSensors): Lane<DoorLaneMessage> => ({
  takes: (input): input is DoorLaneMessage => input.type !== 'presence-changed' && !('origin' in input),
  handle: (ports, input, call) => handle(ports, input, call, hearSensors),
});

/** One message of a bank: which door it is for, what that decides, and an answer on the screen where it is refused. */
async function handle(ports: Ports, input: DoorLaneMessage, call: Call, hearSensors: HearSensors): Promise<void> {
  switch (input.type) {
    case 'deposit-requested':
      return handleDeposit(ports, input, call);
    case 'pickup-requested':
      return answer(ports, input, await pickup(ports, input, call));
    case 'reopen-requested':
      return answer(ports, input, await transact(ports, input, await guarded(ports, input), call));
    case 'deposit-confirmed':
      return answer(ports, input, await transact(ports, input, await lookedUp(ports, input), call));
    case 'deposit-cancelled':
      return answer(ports, input, await transact(ports, input, input, call));
    case 'collection-requested':
      return answer(ports, input, await collection(ports, input, call));
    case 'door-opened': // What became of its lease is told by door-closed, or asked for by the watch.
      await watchOpening(ports, input);
      return readAhead(ports, input);
    case 'door-ajar':
      return countRefusal(ports, await transact(ports, input, input, call));
    case 'door-closed':
      return decideClosed(ports, input, call);
    case 'command-result':
      await watchRefusal(ports, input);
      await watchExpiry(ports, input);
      return handleResult(ports, input, call, hearSensors);
    default:
      return input satisfies never;
  }
}

/** A door opens once more only where doors are opened at all. */
async function guarded(ports: Ports, input: LeaseRequest): Promise<LeaseRequest> {
  const { opensStopped } = await ports.guards.read(input.bankId);
  return opensStopped ? { ...input, blocked: 'opens-stopped' } : input;
}

/** They may say that it went into another door: does it lie there as when they were asked? That door's own commit has the last word. */
async function lookedUp({ doors }: Ports, input: LeaseRequest): Promise<LeaseRequest> {
  const asked = (await doors.load(input))?.door.stay?.elsewhere;
  if (!asked) return input;
  const { compartmentId, doorCycle } = asked;
  const other = await doors.load({ bankId: input.bankId, compartmentId });
  return { ...input, isOpenedSince: !other || !mayAdopt(other.door, doorCycle) };
}

/** Where there is no door, the courier is answered first; then room is asked for. */
async function handleDeposit(ports: Ports, input: DepositRequested, call: Call): Promise<void> {
  const outcome = await deposit(ports, input, call);
  await answer(ports, input, outcome);
  const { bankId, times } = input;
  if (outcome.full) await nudgeOverdue(ports, bankId, { wanted: outcome.full.wanted, times }, call);
}

/** A timer fired. Its call is asynchronous and retried like a message's. */
export async function handleTimer(ports: Ports, timer: Timer, times: TimerFired['times'], call: Call): Promise<void> {
  if (timer.kind === 'look') return look(ports, timer, times);
  if (timer.kind === 'incident') return handleIncidentTimer(ports, timer, times);
  if (timer.kind === 'open-all') return openBatch(ports, timer, times);
  const { kind, bankId, compartmentId, stayId, n } = timer;
  await transact(ports, { bankId, compartmentId }, { type: kind, stayId, n, times }, call);
}

/** Of a bank that was retired nobody asks where it is. */
async function look(ports: Ports, { bankId, n }: LookTimer, times: Times): Promise<void> {
  const bank = await ports.directory.bank(bankId);
  if (!bank || !isRetired(bank)) await handleBank(ports, { type: 'look', bankId, n, times });
}

async function handleIncidentTimer(ports: Ports, { incidentId, n }: IncidentTimer, { nowMs }: Times): Promise<void> {
  const key = parseIncidentId(incidentId);
  if (key) await decideAt(ports, key, { type: 'timer', n, nowMs });
}

async function decideClosed(ports: Ports, input: DoorClosed, call: Call): Promise<void> {
  const { bankId, compartmentId, doorCycle, before, after } = input;
  await watchOpening(ports, input);
  const key = { bankId, compartmentId, id: `cycle-${doorCycle}` };
  await decideOnWindows(ports, input, input, call, { key, windows: { before, after } });
}

/** Every request is answered: what is granted by its effects, what is refused here. */
async function answer(ports: Ports, input: AccessMessage, outcome: DepositOutcome): Promise<void> {
  if (!outcome.refusal) return;
  countRefusal(ports, outcome);
  const { nowMs, receivedAtMs } = input.times;
  if (nowMs - receivedAtMs > parkedAfterMs) return; // Taken up again from a queue: whoever asked has gone.
  await sendDisplay(ports, addressOf(input), refusalDisplay(input, outcome.refusal, outcome));
}

const addressOf = (input: AccessMessage) => ({
  bankId: input.bankId,
  compartmentId: isLeaseRequest(input) ? input.compartmentId : undefined,
  inReplyTo: input.messageId,
});

const isLeaseRequest = (input: AccessMessage): input is LeaseRequest => 'leaseId' in input;

function refusalDisplay(input: AccessMessage, code: Refusal, { residents, full }: DepositOutcome): DisplayEffect {
  return {
    kind: 'display',
    commandId: `${input.messageId}-display`,
    code,
    inReplyTo: input.messageId,
    residents: residents?.map(({ id, name }) => ({ residentId: id, label: masked(name) })),
    nearby: full?.nearby,
    dropAfterMs: input.times.nowMs + answerWithinMs,
  };
}

/** Enough for a courier to tell two people of one unit apart, and no more: `Ada Lovelace` is `A. L…`. */
function masked(name: string): string {
  const [first = '', ...rest] = name.split(/\s+/);
  const last = rest.at(-1);
  return last ? `${[...first][0] ?? ''}. ${[...last][0] ?? ''}…` : `${[...first][0] ?? ''}…`;
}
