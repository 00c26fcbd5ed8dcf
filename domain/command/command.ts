import type { Refusal } from '../decide/decision.js';
import { openWithinMs } from '../decide/lease.js';
import type { BankId, CompartmentId, IncidentId } from '../ids.js';
import type { CommandResult } from '../inputs.js';
import type { LockPulse, RemoteCommandType, Restartable } from '../remote-command.js';

/** What a command has beside its door, by its type: of a pulse, of a restart, of a resend, of a display, of a debounce. */
export interface CommandFields {
  pulse?: LockPulse | undefined;
  what?: Restartable | undefined;
  sensor?: string | undefined;
  fromDoorCycle?: number | undefined;
  lines?: string[] | undefined;
  debounceMs?: number | undefined;
}

/** A command that a person gave through the API. Instants are Unix milliseconds, in the cloud's time. */
export interface GivenCommand {
  bankId: BankId;
  commandId: string;
  type: RemoteCommandType;
  compartmentId?: CompartmentId | undefined;
  fields: CommandFields;
  /** The `sub` or `client_id` of the token. */
  by: string;
  /** The second person, of an opening that takes two. */
  confirmedBy?: string | undefined;
  reason?: string | undefined;
  /** The incident that it is an act of, which hears of its answer. */
  incidentId?: IncidentId | undefined;
  issuedAtMs: number;
  /** The last instant at which the bank may begin. */
  notAfterMs: number;
  /** What the bank answered. */
  answer?: CommandAnswer | undefined;
  /** Why its door would not have it: it was never sent. */
  refusal?: Refusal | undefined;
}

export interface CommandAnswer {
  /** The message that said so: the same again is once. */
  messageId: string;
  outcome: CommandResult['outcome'];
  reason?: string | undefined;
  attempts?: number | undefined;
  occurredAtMs: number;
  receivedAtMs: number;
  /** Windows came with it, and are kept as evidence under the command's id. */
  hasWindows: boolean;
}

/** `unknown`: no answer in time. It is neither done nor failed, and an answer that comes after all says what happened. */
export const commandStates = ['given', 'done', 'refused', 'failed', 'expired', 'unknown'] as const;
export type CommandState = (typeof commandStates)[number];

/**
 * A bank may take 60 s to answer: three pulses of 20 s, or a slow command (docs/bank.md); the rest is the network's. Past
 * the last instant to begin by this much, silence is an outcome unknown.
 */
export const answerWithinMs = 90_000;

/**
 * The last instant for the bank, and that for the broker, which lets go of what it could not hand over. A start of the
 * controller is what sets a clock right that is ahead, and by that clock it comes too late: so for the bank, it is good for a
 * year more. It does no harm when it is late, for a bank obeys it once, and the broker keeps it no longer than any other.
 */
export function lifeOf(type: RemoteCommandType, { what }: Pick<CommandFields, 'what'>, notAfterMs: number) {
  const isStart = type === 'restart' && what === 'controller';
  return isStart ? { notAfterMs: notAfterMs + yearMs, keptUntilMs: notAfterMs } : { notAfterMs };
}
const yearMs = 365 * 24 * 3_600_000;

/** Where a command stands. It follows from the time, so no timer is needed: whoever looks finds it. */
export function stateAt({ answer, refusal, notAfterMs }: GivenCommand, nowMs: number): CommandState {
  if (refusal) return 'refused';
  if (answer) return answer.outcome;
  return nowMs > notAfterMs + answerWithinMs ? 'unknown' : 'given';
}

/** Was it said when it already counted as unknown? */
export const isLate = ({ answer, notAfterMs }: GivenCommand): boolean =>
  answer !== undefined && answer.receivedAtMs > notAfterMs + answerWithinMs;

/** How long a command is good for, milliseconds. What waits longer than this at a bank that is away is not wanted any more. */
export function goodForMs(type: RemoteCommandType): number {
  switch (type) {
    case 'open':
      return openWithinMs;
    case 'display':
      return 120_000; // As a verdict's: for whoever stands there.
    default:
      return 60_000;
  }
}

/**
 * The bank's answer, if it is one: the first counts, and one that says the command came twice is about another delivery.
 * A `resend` under its own id is answered as a command that never came; that it is answered is that it was done.
 */
export function answerIn(command: GivenCommand, result: CommandResult): CommandAnswer | undefined {
  if (command.answer || command.refusal || result.reason === 'duplicate') return undefined;
  const { messageId, outcome, reason, attempts, windows, times } = result;
  const isResend = command.type === 'resend';
  return {
    messageId,
    outcome: isResend ? 'done' : outcome,
    ...(isResend ? {} : { reason }),
    attempts,
    occurredAtMs: times.occurredAtMs,
    receivedAtMs: times.receivedAtMs,
    hasWindows: windows.length > 0,
  };
}

/** Only when emptiness is certain may a bank take what it sees for empty; a lock rail and a controller are of no door. */
export const needsEmptyDoor = (type: RemoteCommandType): boolean => type === 'recalibrate';
