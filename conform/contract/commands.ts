import * as z from 'zod/mini';
import { debounceMsRange, lockPulses, restartable, type RemoteCommandType } from '../../domain/remote-command.js';
import {
  between,
  compartmentId,
  compoundId,
  doorCycle,
  id,
  printable,
  shortList,
  text,
} from '../../domain/wire/parts.js';

/** The wire down, version 1: `lockers/v1/{bankId}/commands`, as the cloud sends it and as a bank may rely on it. */

/** The end of year 9999: what a date can be written for. */
const instantMs = () => between(0, 253_402_300_799_999).check(z.int());

/** What every command has. */
export const commandEnvelopeSchema = z.object({
  schema: z.literal(1),
  commandId: compoundId(),
  compartmentId: z.optional(compartmentId()),
  leaseId: z.optional(compoundId()),
  issuedAtMs: instantMs(),
  notAfterMs: instantMs(),
  serverTimeMs: instantMs(),
});

const atDoor = { compartmentId: compartmentId() };
const underLease = { ...atDoor, leaseId: compoundId() };
/** Lines are in the site's language; 40 characters is what the design asks of a screen. */
const line = () => printable(40);
const resident = z.object({ residentId: id(), label: printable(40) });

const open = z.object({ type: z.literal('open'), ...underLease });
const display = z.object({
  type: z.literal('display'),
  inReplyTo: z.optional(id()),
  code: text(/^[a-z]+(-[a-z]+)*$/),
  lines: shortList(line(), 4),
  choices: z.optional(shortList(z.enum(['reopen', 'confirm', 'cancel', 'collect']), 4)),
  residents: z.optional(shortList(resident, 16)),
});
const sample = z.object({ type: z.literal('sample'), ...underLease });
const resend = z.object({ type: z.literal('resend'), ...atDoor, fromDoorCycle: doorCycle() });
const recalibrate = z.object({ type: z.literal('recalibrate'), ...atDoor });
const selfTest = z.object({ type: z.literal('self-test') });
const pulseLock = z.object({ type: z.literal('pulse-lock'), ...atDoor, pulse: z.optional(z.enum(lockPulses)) });
const restart = z.object({
  type: z.literal('restart'),
  what: z.enum(restartable),
  sensor: z.optional(id()),
});

const setDebounce = z.object({
  type: z.literal('set-debounce'),
  ...atDoor,
  debounceMs: between(debounceMsRange.least, debounceMsRange.longest).check(z.int()),
});

export type CommandType = RemoteCommandType;

/** Every command of the contract but `sync-codes`, which is reserved and has no body yet. */
export const commandRows: Record<CommandType, z.ZodMiniType> = {
  open,
  display,
  sample,
  resend,
  recalibrate,
  'self-test': selfTest,
  'pulse-lock': pulseLock,
  restart,
  'set-debounce': setDebounce,
};

export const commandTypes = Object.keys(commandRows) as CommandType[];

/** What is wrong with a command, or nothing: for the tests that hold the cloud against its own contract. */
export function mistakesInCommand(command: Record<string, unknown>): string[] {
  const type = String(command['type']);
  const row = Object.hasOwn(commandRows, type) ? commandRows[type as CommandType] : undefined;
  if (!row) return [`the contract has no command ${type}`];
  const results = [commandEnvelopeSchema.safeParse(command), row.safeParse(command)];
  return results.flatMap(
    ({ error }) => error?.issues.map(({ path, message }) => `${type} ${path.join('.')}: ${message}`) ?? [],
  );
}
