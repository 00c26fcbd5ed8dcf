import * as z from 'zod/mini';
import {
  commandStates,
  isLate,
  stateAt,
  type CommandFields,
  type GivenCommand,
} from '../../../domain/command/command.js';
import type { BankId, CompartmentId } from '../../../domain/ids.js';
import { debounceMsRange, lockPulses, remoteCommandTypes, restartable } from '../../../domain/remote-command.js';
import type { Window } from '../../../domain/sensing/window.js';
import { compartmentId, id, pageOf, pageQuery, printable, reason, whole } from '../parts.js';

const atDoor = () => ({ compartmentId: compartmentId(), reason: z.optional(reason()) });

/** What a screen holds: docs/bank.md, display. */
const lines = () => z.array(printable(40)).check(z.minLength(1), z.maxLength(4));

/** One of a sensor names it and its door, one of the controller says why. */
const restart = () =>
  z
    .strictObject({
      type: z.literal('restart'),
      what: z.enum(restartable),
      /** Of one door, where it is a sensor's. */
      compartmentId: z.optional(compartmentId()),
      sensor: z.optional(id()),
      reason: z.optional(reason()),
    })
    .check(
      z.refine(
        ({ what, sensor, compartmentId }) =>
          (what === 'sensor') === (sensor !== undefined && compartmentId !== undefined),
        'a restart of a sensor names it and its compartment, and no other does',
      ),
      z.refine(
        ({ what, reason }) => what !== 'controller' || reason !== undefined,
        'a restart of the controller needs a reason',
      ),
    );

export const newCommand = () =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('open'), compartmentId: compartmentId(), reason: reason() }),
    z.strictObject({ type: z.literal('pulse-lock'), ...atDoor(), pulse: z.optional(z.enum(lockPulses)) }),
    z.strictObject({ type: z.literal('sample'), ...atDoor() }),
    z.strictObject({ type: z.literal('recalibrate'), ...atDoor() }),
    /** Of one door, or of all of them. */
    z.strictObject({
      type: z.literal('self-test'),
      compartmentId: z.optional(compartmentId()),
      reason: z.optional(reason()),
    }),
    restart(),
    z.strictObject({
      type: z.literal('set-debounce'),
      ...atDoor(),
      debounceMs: whole(debounceMsRange.least, debounceMsRange.longest),
    }),
    z.strictObject({ type: z.literal('resend'), ...atDoor(), fromDoorCycle: whole(0, 2 ** 31 - 1) }),
    z.strictObject({ type: z.literal('display'), lines: lines(), reason: z.optional(reason()) }),
  ]);

/** The parts of a request that are the command's own, whatever its type. */
export function partsOf(given: z.infer<ReturnType<typeof newCommand>>) {
  const { type, reason, ...rest } = given;
  const { compartmentId, ...fields } = rest as CommandFields & { compartmentId?: CompartmentId };
  return { type, reason, compartmentId, fields };
}

export const commandsQuery = () => z.strictObject(pageQuery());

/** As the bank sent it: docs/bank.md. */
const window = () =>
  z.looseObject({ sensor: z.string(), kind: z.string(), unit: z.string(), samples: z.array(z.number()) });

const answer = () =>
  z.strictObject({
    outcome: z.enum(['done', 'refused', 'failed', 'expired']),
    /** In the bank's words. */
    reason: z.optional(z.string()),
    /** Pulses of the lock. */
    attempts: z.optional(z.number()),
    occurredAtMs: z.number(),
    /** It came when the outcome already counted as unknown. */
    isLate: z.boolean(),
    hasWindows: z.boolean(),
  });

const fields = () => ({
  commandId: z.string(),
  bankId: id<BankId>(),
  type: z.enum(remoteCommandTypes),
  compartmentId: z.optional(compartmentId()),
  pulse: z.optional(z.enum(lockPulses)),
  what: z.optional(z.enum(restartable)),
  sensor: z.optional(z.string()),
  fromDoorCycle: z.optional(z.number()),
  lines: z.optional(z.array(z.string())),
  debounceMs: z.optional(z.number()),
  /** Who gave it: the subject of their token. */
  by: z.string(),
  /** The second person, of an opening of all doors. */
  confirmedBy: z.optional(z.string()),
  reason: z.optional(z.string()),
  issuedAtMs: z.number(),
  /** The last instant at which the bank may begin. */
  notAfterMs: z.number(),
  /** `unknown`: no answer in time; an answer that comes after all says what happened. A display is never answered. */
  state: z.enum(commandStates),
  /** Why the compartment would not have it: it was not sent. */
  refusal: z.optional(z.string()),
  answer: z.optional(answer()),
});
export const command = () => z.strictObject(fields());
export const commands = () => pageOf(command());
export const commandWithWindows = () =>
  z.strictObject({
    ...fields(),
    /** Of a sample, and of a self-test of one compartment. */
    windows: z.optional(z.array(window())),
  });

export function commandView(row: GivenCommand, nowMs: number): z.infer<ReturnType<typeof command>> {
  const { commandId, bankId, type, compartmentId, by, reason, issuedAtMs, notAfterMs, refusal } = row;
  const { pulse, what, sensor, fromDoorCycle, lines, debounceMs } = row.fields;
  const own = { pulse, what, sensor, fromDoorCycle, lines, debounceMs };
  const times = { issuedAtMs, notAfterMs };
  const state = stateAt(row, nowMs);
  return {
    commandId,
    bankId,
    type,
    compartmentId,
    ...own,
    by,
    confirmedBy: row.confirmedBy,
    reason,
    ...times,
    state,
    refusal,
    answer: answerView(row),
  };
}

function answerView(row: GivenCommand): z.infer<ReturnType<typeof answer>> | undefined {
  if (!row.answer) return undefined;
  const { outcome, reason, attempts, occurredAtMs, hasWindows } = row.answer;
  return { outcome, reason, attempts, occurredAtMs, isLate: isLate(row), hasWindows };
}

export const withWindows = (
  view: z.infer<ReturnType<typeof command>>,
  windows: Window[] | undefined,
): z.infer<ReturnType<typeof commandWithWindows>> =>
  windows ? { ...view, windows: windows.map((one) => ({ ...one })) } : view;
