import type { PresenceChanged } from '../domain/bank/decision.js';
import { parseCommandId } from '../domain/ids.js';
import type { BankMessage } from '../domain/inputs.js';
import { parseTelemetry, type Reply } from '../domain/telemetry.js';
import { parsePresence } from '../domain/wire/presence.js';
import { isRemarkable } from './opening.js';
import type { Bank, Ports } from './ports.js';
import { isRetired } from './records.js';
import { refuse } from './refuse.js';
import type { Call } from './transact.js';

export type Received = BankMessage | PresenceChanged;

/** What one function takes, and what it does with that: its bundle carries nothing of the others'. */
export interface Lane<Taken extends Received = Received> {
  takes(input: Received): input is Taken;
  handle(ports: Ports, input: Taken, call: Call): Promise<void>;
}

interface Reading<Taken extends Received> {
  nowMs: number;
  /** Does somebody still stand at the screen, to be told of a refusal? */
  isAnswered: boolean;
  lane: Lane<Taken>;
}

/**
 * What a topic rule hands over: a bank's message, or what the broker says of a connection. What cannot be read, is not the
 * bank's own controller's, or is of another lane, is counted and returned, never thrown: no retry would change it.
 */
export async function receive<Taken extends Received>(
  ports: Ports,
  delivery: unknown,
  call: Call,
  { nowMs, isAnswered, lane }: Reading<Taken>,
): Promise<void> {
  const presence = parsePresence(delivery, nowMs);
  if (presence === 'unreadable') return refuse(ports, { code: 'not-a-presence-event' });
  if (presence) return receivePresence(ports, presence, call, lane);
  const parsed = parseTelemetry(delivery, nowMs);
  if (parsed.kind === 'refused') return refuse(ports, isAnswered ? parsed : { ...parsed, reply: undefined });
  const { input, controllerId } = parsed;
  if (!lane.takes(input)) return refuse(ports, { code: 'another-lane', bankId: input.bankId });
  if (decidesNothing(input) || (await isItsController(ports, input, controllerId)))
    return lane.handle(ports, input, call);
  const reply = isAnswered ? replyTo(input) : undefined;
  return refuse(ports, { code: 'another-controller', bankId: input.bankId, reply });
}

/** Whatever connects to this account is told of: a technician's laptop, another product's devices. */
async function receivePresence<Taken extends Received>(
  ports: Ports,
  presence: PresenceChanged,
  call: Call,
  lane: Lane<Taken>,
): Promise<void> {
  if (!lane.takes(presence)) return refuse(ports, { code: 'another-lane', bankId: presence.bankId });
  const kept = await ports.directory.bank(presence.bankId);
  // One that was retired may have been reinstated within the minute for which it is remembered.
  const bank = kept && isRetired(kept) ? await ports.directory.bankNow(kept.id) : kept;
  if (!bank || isRetired(bank)) return ports.counters.count('presence-of-no-bank');
  return lane.handle(ports, presence, call);
}

/**
 * A bank has one controller at a time. One that was replaced may have a drawer full of messages, numbered like its
 * successor's: none of them is this bank's. What is remembered may be a minute old, so a stranger is looked up afresh
 * before it is turned away: the new controller's first messages must not be lost. A bank that was retired has none, until
 * it is reinstated and given one.
 */
async function isItsController({ directory }: Ports, { bankId }: BankMessage, controllerId: string) {
  const isIts = (bank: Bank) => bank.controllerId === controllerId && !isRetired(bank);
  const kept = await directory.bank(bankId);
  if (!kept || isIts(kept)) return true; // A bank that is not there is refused where it is missed.
  const bank = await directory.bankNow(bankId);
  return bank !== undefined && isIts(bank);
}

/** That a door opened, and that it was told to: the bank's word confirms what door-closed says again, and costs no look at whose it is. */
const decidesNothing = (input: BankMessage): boolean =>
  (input.type === 'door-opened' && !isRemarkable(input)) ||
  (input.type === 'command-result' && input.outcome === 'done' && parseCommandId(input.commandId)?.verb === 'open');

const replyTo = (input: BankMessage): Reply | undefined =>
  'requestId' in input ? { messageId: input.messageId, requestId: input.requestId } : undefined;
