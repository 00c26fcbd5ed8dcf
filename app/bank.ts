import type { BankEffect, BankInput, KnownCycles } from '../domain/bank/decision.js';
import { evolveBank } from '../domain/bank/decision.js';
import { decideBank } from '../domain/bank/index.js';
import { doorsToRead } from '../domain/bank/digest.js';
import type { BankState } from '../domain/bank/state.js';
import type { BankId } from '../domain/ids.js';
import type { Heartbeat, SensorScan } from '../domain/inputs.js';
import { attemptsMax } from './attempts.js';
import { tellFindings } from './findings.js';
import type { LoadedBank, Ports } from './ports.js';
import { refuse } from './refuse.js';

/** More doors than this are read by one query: it costs as much, and is one call. */
const readsMax = 8;

/**
 * One input, one bank: load, decide, perform, commit. All that follows is repeatable by name, so the effects come first
 * and the conditional write last: it is the done marker, and a call that ends before it does the same again.
 */
export async function handleBank(ports: Ports, input: BankInput): Promise<void> {
  const { banks, counters } = ports;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    // A heartbeat that changes nothing needs no fresh read; one that does finds out at its commit.
    const mayBeStale = input.type === 'heartbeat' && attempt === 1;
    const { state, version } = await (mayBeStale ? banks.peek(input.bankId) : banks.load(input.bankId));
    if (await isOfAnother(ports, state, input))
      return refuse(ports, { code: 'another-controller', bankId: input.bankId });
    const { owed = [] } = state;
    await tellFindings(ports, owed);
    const known = input.type === 'heartbeat' ? await knownOf(ports, state, input) : {};
    const decision = decideBank({ ...state, owed: undefined }, input, known);
    await Promise.all(decision.effects.map((effect) => perform(ports, input.bankId, effect)));
    const next = evolveBank({ ...state, owed: undefined }, decision);
    const isChanged = decision.change !== undefined || owed.length > 0;
    if (!isChanged || (await banks.commit({ state: next, version }))) {
      for (const { name, detail } of decision.counts) counters.count(name, detail);
      return raiseOwed(ports, { state: next, version: version + 1 });
    }
    await ports.pause(attempt);
  }
  throw new Error(`bank ${input.bankId} changed ${attemptsMax} times while it was decided on`);
}

/**
 * What was found is committed first and raised then: so two calls that decide at once raise what came to be, in its order. A
 * call that ends in between is retried, and the next input of the bank raises it before it decides.
 */
async function raiseOwed(ports: Ports, { state, version }: LoadedBank): Promise<void> {
  if (!state.owed) return;
  await tellFindings(ports, state.owed);
  await ports.banks.commit({ state: { ...state, owed: undefined }, version }); // A conflict: who came between has raised it.
}

/**
 * The bank's state changes hands with the first message of its new controller. Whose turn it is, is looked up afresh: a
 * minute's memory may still let the old one in, and it would undo what the new one has said.
 */
export async function isOfAnother(
  { directory }: Ports,
  { controllerId }: BankState,
  input: BankInput | SensorScan,
): Promise<boolean> {
  if (!('origin' in input) || controllerId === '' || controllerId === input.origin.controllerId) return false;
  const bank = await directory.bankNow(input.bankId);
  return bank !== undefined && bank.controllerId !== input.origin.controllerId;
}

/** What the cloud has decided of the doors whose digest is beyond what was settled: none in most heartbeats. */
async function knownOf({ doors }: Ports, state: BankState, heartbeat: Heartbeat): Promise<KnownCycles> {
  const { bankId } = heartbeat;
  const ids = doorsToRead(state, heartbeat);
  if (ids.length === 0) return {};
  const found =
    ids.length > readsMax
      ? (await doors.list(bankId)).filter(({ compartmentId }) => ids.includes(compartmentId))
      : (await Promise.all(ids.map((compartmentId) => doors.load({ bankId, compartmentId })))).map((one) => one?.door);
  return Object.fromEntries(found.flatMap((door) => (door ? [[door.compartmentId, door.cycles] as const] : [])));
}

async function perform(ports: Ports, bankId: BankId, effect: BankEffect): Promise<void> {
  if (effect.kind === 'create-timer') return ports.timers.create(effect);
  const { commandId, compartmentId, fromDoorCycle, dropAfterMs } = effect;
  const times = { issuedAtMs: ports.clock.nowMs(), notAfterMs: dropAfterMs };
  await ports.bankLink.send(bankId, { commandId, type: 'resend', compartmentId, ...times, fields: { fromDoorCycle } });
}
