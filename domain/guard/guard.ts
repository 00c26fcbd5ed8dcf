import type { Refusal } from '../decide/decision.js';
import type { BankId, CompartmentId } from '../ids.js';
import type { Finding } from '../incident/finding.js';
import type { OpenAll } from './open-all.js';
import { isSettled } from './two-people.js';
import { lockedFrom, waitsUntilMs, type WrongTries } from './keypad.js';

/** Why opens were stopped; each is a cause of the catalogue. */
export const stopCauses = ['mass-open', 'wrong-door-opened', 'opens-at-boot'] as const;
export type StopCause = (typeof stopCauses)[number];

/** Opens were stopped at a bank, and stay so until a named person lets them go on. */
export interface OpensStopped {
  cause: StopCause;
  atMs: number;
  /** Whose opens it was that were too many: none of them may clear it. */
  by: string[];
  /** Where too many were counted beside this bank: `person:<subject>`, `site:<siteId>`, `fleet`. */
  scopes: string[];
  /** All that was found meanwhile, each once: over when it is cleared. */
  sightings: Sighting[];
}

interface Sighting {
  cause: StopCause;
  compartmentId?: CompartmentId | undefined;
}

/** Who let it go on, and why. */
export interface Cleared {
  by: string;
  reason: string;
  atMs: number;
}

/** What keeps all doors of a bank shut, beside what each door decides: one small item, read at the beginning of every visit. */
export interface Guard extends WrongTries {
  /** Messages that were wrong tries lately, the latest last: the same again is no further try. */
  tried?: string[] | undefined;
  /** Since when the keypad takes no code. */
  lockedAtMs?: number | undefined;
  keypadCleared?: Cleared | undefined;
  opensStopped?: OpensStopped | undefined;
  opensCleared?: Cleared | undefined;
  /** That all doors be opened, as it was asked last. */
  openAll?: OpenAll | undefined;
  /** What stopped opens lately, by its natural key, the latest last: the same again stops nothing. */
  stops?: string[] | undefined;
}

export const freshGuard: Guard = { wrongTries: 0, lastAtMs: 0 };

/** Why nobody is let in at this bank now, or undefined. */
export function blockedBy(guard: Guard, nowMs: number): Refusal | undefined {
  if (guard.opensStopped) return 'opens-stopped';
  if (guard.lockedAtMs !== undefined) return 'keypad-locked';
  return nowMs < waitsUntilMs(guard) ? 'wait' : undefined;
}

/** So many wrong tries are remembered: later than these, or than the wait between them, no double comes. A choice. */
const triedMax = 16;

/** One more wrong try; undefined for a message that was counted before. */
export function afterWrongTry(guard: Guard, messageId: string, nowMs: number): Guard | undefined {
  const { tried = [] } = guard;
  if (tried.includes(messageId)) return undefined;
  const wrongTries = guard.wrongTries + 1;
  const isLocked = wrongTries >= lockedFrom;
  return {
    ...guard,
    ...{ wrongTries, lastAtMs: nowMs, tried: [...tried, messageId].slice(-triedMax) },
    lockedAtMs: guard.lockedAtMs ?? (isLocked ? nowMs : undefined),
  };
}

export const afterRightTry = (guard: Guard, nowMs: number): Guard => ({ ...guard, wrongTries: 0, lastAtMs: nowMs });

export const keypadUnlocked = (guard: Guard, cleared: Cleared): Guard => ({
  ...guard,
  wrongTries: 0,
  lockedAtMs: undefined,
  keypadCleared: cleared,
});

/** Something that stops opens at a bank. */
export interface Stop extends Sighting {
  /** Its natural key: `A07-cycle-412`, a command's id. */
  key: string;
  /** When it happened, in the cloud's time. */
  occurredAtMs: number;
  by?: readonly string[] | undefined;
  scopes?: readonly string[] | undefined;
}

/** So many causes are remembered: later than these nothing comes again. */
const stopsMax = 16;

/**
 * Opens are stopped, or undefined where they need not be: by what did so before, and by what happened before a person let
 * them go on, for who clears has looked at all that was. The first cause stands; whose opens it was adds up.
 */
export function stopped(guard: Guard, stop: Stop, nowMs: number): Guard | undefined {
  const { stops = [], opensStopped, opensCleared } = guard;
  if (stops.includes(stop.key)) return undefined;
  if (opensCleared && stop.occurredAtMs <= opensCleared.atMs) return undefined;
  const { cause = stop.cause, atMs = nowMs, by = [], scopes = [], sightings = [] } = opensStopped ?? {};
  const seen = { cause: stop.cause, compartmentId: stop.compartmentId };
  const isNew = !sightings.some((one) => one.cause === seen.cause && one.compartmentId === seen.compartmentId);
  return {
    ...guard,
    stops: [...stops, stop.key].slice(-stopsMax),
    opensStopped: {
      ...{ cause, atMs, by: union(by, stop.by), scopes: union(scopes, stop.scopes) },
      sightings: isNew ? [...sightings, seen] : sightings,
    },
  };
}

/**
 * What is over once a person has cleared it, or stands all the same where more came to light meanwhile: of a wrong door each
 * door's own case, of the others the bank's.
 */
export function findingsOf(
  bankId: BankId,
  { sightings }: OpensStopped,
  { status, atMs }: { status: 'over' | 'standing'; atMs: number },
): Finding[] {
  const isOfDoor = ({ cause }: Sighting): boolean => cause === 'wrong-door-opened';
  const cases = sightings.filter(
    (one, i) => isOfDoor(one) || sightings.findIndex(({ cause }) => cause === one.cause) === i,
  );
  return cases.map((one) => ({
    cause: one.cause,
    place: { bankId, ...(isOfDoor(one) ? { compartmentId: one.compartmentId } : {}) },
    status,
    key: `${status === 'over' ? 'cleared' : 'not-cleared'}-${atMs}`,
    occurredAtMs: atMs,
  }));
}

const union = (a: readonly string[], b: readonly string[] = []): string[] => [...new Set([...a, ...b])];

interface Clearing {
  actor: string;
  isOperator: boolean;
  roleSinceMs: number;
  nowMs: number;
}

/**
 * Why this person may not let opens go on; undefined: they may. Not who made them stop, nor whom that person could have made
 * one of the house for it; and of the whole fleet only an operator.
 */
export function mayNotClear({ by, scopes }: OpensStopped, who: Clearing): 'second-person' | 'role-too-new' | undefined {
  if (by.includes(who.actor) || (scopes.includes(fleet) && !who.isOperator)) return 'second-person';
  return by.length > 0 && !isSettled(who) ? 'role-too-new' : undefined;
}

export const opensCleared = (guard: Guard, cleared: Cleared): Guard => ({
  ...guard,
  opensStopped: undefined,
  opensCleared: cleared,
});

/** Do opens that a named person gives stop as well? To find out which door is wired where takes opening them. */
export const stopsPersons = ({ opensStopped }: Guard): boolean =>
  opensStopped !== undefined && (opensStopped.cause === 'mass-open' || opensStopped.by.length > 0);

export const fleet = 'fleet';
export const personScope = (subject: string): string => `person:${subject}`;
export const siteScope = (siteId: string): string => `site:${siteId}`;

/** Where a scope's opens were stopped: who clears them there clears them everywhere. */
export interface ScopeStop {
  bankId: BankId;
  atMs: number;
}
