import type { Cause } from '../exceptions/cause.js';
import type { Action } from '../exceptions/playbook.js';
import type { Severity } from '../exceptions/situation.js';
import type { IncidentId, IncidentKey, SiteId } from '../ids.js';
import type { RemoteCommandType } from '../remote-command.js';
import type { Finding, Place } from './finding.js';
import type { CommandOutcome, Incident, Resolution } from './incident.js';

/** What of a finding is kept. */
export type Sighting = Pick<Finding, 'key' | 'occurredAtMs' | 'detail' | 'evidence'>;

/** What an incident takes over from the one before at the same place, so that a replay says nothing there either. */
export type Memory = Pick<Incident, 'keys' | 'endedAtMs'>;

/** What a case is of. */
export interface Subject {
  siteId: SiteId;
  place: Place;
  cause: Cause;
  severity: Severity;
}

/** What happened to one incident, past tense. `atMs` is when it was decided. */
export type IncidentEventOf = {
  /** `timerAtMs`: its bank is away, and is looked at then. */
  'incident-raised': IncidentKey & {
    subject: Subject;
    sighting: Sighting;
    memory: Memory;
    repeatOf?: IncidentId | undefined;
    timerAtMs?: number | undefined;
  };
  'incident-seen': { sighting: Sighting };
  /** The cause was over at an instant that ends nothing here: it is remembered, so that an older sighting raises nothing. */
  'end-noted': IncidentKey & { subject: Subject; key: string; occurredAtMs: number; isStale: boolean };
  /** Its bank went away: what is tried waits. */
  'incident-muted': { timerAtMs: number };
  'look-postponed': { timerAtMs: number };
  'incident-unmuted': Record<never, never>;
  'step-begun': {
    step: number;
    tries: number;
    name: string;
    action: Action;
    timerAtMs: number;
    /** The command of the try before, sent once more: a bank does an id once. */
    commandId?: string | undefined;
    /** Whoever is to be told is asleep until then. */
    tellAtMs?: number | undefined;
  };
  /** The time is over and nobody knows what became of the command: the bank is asked, and the command not repeated. */
  'outcome-asked': { commandId: string; tries: number; timerAtMs: number };
  /** `hasWindows`: what the sensors showed is kept as evidence, under the command's id. */
  'outcome-told': { commandId: string; outcome: CommandOutcome; reason?: string | undefined; hasWindows: boolean };
  /** The lock moves: its door is in use again, and watched. `timerAtMs`: the end of its trial. */
  'trial-begun': { timerAtMs: number };
  /** Everything was tried, and no visit is to be asked for: it waits. */
  'steps-used-up': Record<never, never>;
  'incident-dispatched': { bring: readonly string[]; actor?: string | undefined; note?: string | undefined };
  /** The person gave the command themselves: it has an item of its own. */
  'action-taken': {
    commandId: string;
    command: RemoteCommandType;
    actor: string;
    untilMs: number;
    /** The playbook waits for it. Not set where a person is on the way. */
    timerAtMs?: number | undefined;
  };
  'incident-resolved': Omit<Resolution, 'atMs'> & {
    /** Of the finding that says so. */
    key?: string | undefined;
    endedAtMs: number;
    timerAtMs: number;
  };
  'incident-repeated': { by: IncidentId };
  'incident-closed': Record<never, never>;
};

export type IncidentEventType = keyof IncidentEventOf;
export type IncidentEvent = {
  [T in IncidentEventType]: { type: T; atMs: number } & IncidentEventOf[T];
}[IncidentEventType];
