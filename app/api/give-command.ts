import { goodForMs, lifeOf, needsEmptyDoor, type CommandFields } from '../../domain/command/command.js';
import { mayHoldContent } from '../../domain/door.js';
import { apiCommandIdOf, type BankId, type CompartmentId, type IncidentId } from '../../domain/ids.js';
import type { Times } from '../../domain/inputs.js';
import type { Refusal } from '../../domain/decide/decision.js';
import type { RemoteCommandType } from '../../domain/remote-command.js';
import { stopOf } from '../mass-open.js';
import { sendRemoteOpen } from '../perform.js';
import type { CommandRow, Ports, Site } from '../ports.js';
import type { BankRow } from '../registry-ports.js';
import { leaseOf } from '../sample.js';
import { transact } from '../transact.js';
import { madeFrom } from './create-once.js';
import type { ApiRefusal } from './refusals.js';

export interface CommandAsked {
  bank: Pick<BankRow, 'id' | 'doors'>;
  site: Site;
  type: RemoteCommandType;
  compartmentId?: CompartmentId | undefined;
  fields: CommandFields;
  reason?: string | undefined;
  /** The incident that it is an act of. */
  incidentId?: IncidentId | undefined;
  /** The token's subject: it stands in the command, and in the custody log of what its door holds. */
  actor: string;
  /** Of an opening that takes two: the second person. It was sanctioned as a whole, and is not counted. */
  confirmedBy?: string | undefined;
  /** May this caller open a door with a parcel in it? */
  mayOpenStay: boolean;
  /** The caller's Idempotency-Key: the command's id follows from it. */
  key: string;
  times: Times;
  /** Of this call, which owns what its commit owes. */
  requestId: string;
}

/** `clearedAt`: where opens that were stopped are let go on. */
type Refused = { refusal: Refusal | ApiRefusal; clearedAt?: BankId | undefined };
type Given = { command: CommandRow; isNew: boolean };

/**
 * A person gives a bank a command, once a key. Its row comes first, so that no answer meets a command that nobody gave; then
 * it is sent, under an id that the bank does once. A retry in time sends it again, which is harmless; a late one only looks.
 */
export async function giveCommand(ports: Ports, asked: CommandAsked): Promise<Given | Refused> {
  const wanted = rowOf(ports, asked);
  const before = await ports.commands.read(wanted);
  const refused = before ? undefined : await refusalOf(ports, asked, wanted);
  if (refused) return refused;
  const isNew = !before && (await ports.commands.create(wanted));
  const row = isNew ? wanted : (before ?? (await ports.commands.read(wanted)));
  if (!row || row.madeFrom !== wanted.madeFrom) return { refusal: 'idempotency-key-reused' };
  const isPending = !row.answer && !row.refusal && asked.times.nowMs <= row.notAfterMs;
  // A parcel may have come since the first try: then a retry only looks, too.
  const isSent = isPending && (isNew || !(await refusalOf(ports, asked, row)));
  const sent = isSent ? await send(ports, row, asked) : row;
  return sent.refusal ? { refusal: sent.refusal } : { command: sent, isNew };
}

function rowOf({ digest }: Ports, asked: CommandAsked): CommandRow {
  const { bank, type, compartmentId, fields, reason, incidentId, actor, confirmedBy, key, times } = asked;
  const issuedAtMs = times.nowMs;
  return {
    bankId: bank.id,
    commandId: apiCommandIdOf(digest.id(`${bank.id}|${actor}|${key}`)),
    ...{ type, compartmentId, fields, reason, incidentId },
    by: actor,
    confirmedBy,
    issuedAtMs,
    notAfterMs: issuedAtMs + goodForMs(type),
    version: 1,
    createdAtMs: issuedAtMs,
    madeFrom: madeFrom(digest, { type, compartmentId, fields, reason, incidentId }),
  };
}

/** Before anything is kept of it, and before it is sent again: what can never be done is not given. */
async function refusalOf(
  ports: Ports,
  { bank, site, confirmedBy }: CommandAsked,
  { bankId, commandId, type, compartmentId, by, issuedAtMs: atMs }: CommandRow,
): Promise<Refused | undefined> {
  if (compartmentId === undefined) return undefined;
  if (!bank.doors.some((door) => door.compartmentId === compartmentId)) return { refusal: 'unknown-compartment' };
  if (type === 'open') {
    if (confirmedBy !== undefined) return undefined;
    const stopped = await stopOf(ports, { bankId, site, commandId, atMs, by });
    return stopped && { refusal: 'opens-stopped', ...stopped };
  }
  if (!needsEmptyDoor(type)) return undefined;
  const loaded = await ports.doors.load({ bankId, compartmentId });
  return loaded && mayHoldContent(loaded.door) ? { refusal: 'holds-parcel' } : undefined;
}

async function send(ports: Ports, row: CommandRow, asked: CommandAsked): Promise<CommandRow> {
  if (row.type === 'open') return open(ports, row, asked);
  const { bankId, commandId, type, compartmentId, issuedAtMs, notAfterMs } = row;
  const leaseId = leaseOf(type, commandId);
  const fields = { ...row.fields, ...(type === 'display' ? { code: 'notice' } : {}) };
  const life = lifeOf(type, row.fields, notAfterMs);
  await ports.bankLink.send(bankId, { commandId, type, compartmentId, leaseId, issuedAtMs, ...life, fields });
  return row;
}

/** By way of the door, whose custody log says who opened it and why before it lets go. */
async function open(ports: Ports, row: CommandRow, asked: CommandAsked): Promise<CommandRow> {
  const { bankId, commandId, compartmentId, notAfterMs: openNotAfterMs, reason = '' } = row;
  if (!compartmentId) throw new Error(`the open ${commandId} names no door`);
  const { mayOpenStay, times, requestId } = asked;
  const by = { person: row.by };
  const { confirmedBy } = row;
  const input = { type: 'open-door', commandId, by, confirmedBy, reason, mayOpenStay, openNotAfterMs, times } as const;
  // Nobody calls an API request again as Lambda would: what it leaves undone is the sweep's.
  const outcome = await transact(ports, { bankId, compartmentId }, input, { by: requestId, isRetried: false });
  if (outcome.refusal) return refuse(ports, row, outcome.refusal);
  const isGivenBefore = outcome.events.length === 0;
  const command = { kind: 'remote-open', commandId, dropAfterMs: openNotAfterMs } as const;
  if (isGivenBefore) await sendRemoteOpen(ports, { bankId, compartmentId }, command);
  return withoutRefusal(ports, row);
}

/**
 * Its door will not have it: the command ends here, and says so to whoever asks again. A try of the same request may have
 * been let in meanwhile. Door and row are two items: who refuses looks at the door once more after the row is written, and who
 * was let in looks at the row, so that one of the two sees the other.
 */
async function refuse(ports: Ports, row: CommandRow, refusal: Refusal): Promise<CommandRow> {
  const isKept = await ports.commands.replace({ ...row, refusal });
  const { bankId, commandId, compartmentId } = row;
  const door = compartmentId && (await ports.doors.load({ bankId, compartmentId }))?.door;
  if (door && door.requests?.includes(commandId)) return withoutRefusal(ports, row);
  return isKept ? { ...row, refusal } : ((await ports.commands.read(row)) ?? row);
}

/** As often as a row may be changed by others while it is: by a refusal and by an answer. */
const attemptsMax = 4;

/** Its door was told to open: what another try of it was refused is no longer so. */
async function withoutRefusal(ports: Ports, row: CommandRow): Promise<CommandRow> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const now = (await ports.commands.read(row)) ?? row;
    if (!now.refusal) return now;
    await ports.commands.replace({ ...now, refusal: undefined });
  }
  throw new Error(`command ${row.commandId} of ${row.bankId} changed ${attemptsMax} times`);
}
