import type { Cause } from '../exceptions/cause.js';
import type { Audience } from '../exceptions/playbook.js';
import type { Severity } from '../exceptions/situation.js';
import type { QuarantineReason } from '../door.js';
import type { CompartmentId, IncidentId, SiteId } from '../ids.js';
import type { CommandResult } from '../inputs.js';
import type { RemoteCommandType } from '../remote-command.js';
import type { Place } from './finding.js';
import type { Timeline } from './timeline.js';

/**
 * The states of an incident, and the whole table state × input → state. Every cell is filled: `–` says that the input
 * decides nothing there, `new` that it raises the next incident of the same cause at the same place. A test runs the code
 * against each cell.
 *
 * `raised` is an incident of which nothing was tried or told yet, because its bank is away: it is muted. `resolving`
 * follows its playbook, waits for its bank to be back, or has used up a playbook that ends without a visit and waits for
 * its cause to be over. What is over while a person is on the way was resolved on site, unless somebody acted from afar
 * just before.
 */
export const incidentStates = [
  'raised',
  'resolving',
  'dispatched',
  'resolved-remotely',
  'resolved-on-site',
  'closed',
] as const;
export type IncidentState = (typeof incidentStates)[number];

const [A, G, D, R, S, C] = incidentStates;
const n = '–';
type Cell = IncidentState | '–' | 'new';

// prettier-ignore
export const incidentTable = {
  //                                          raised resolving dispatched remotely on-site closed
  'standing, of later':                      [A,     G,        D,         'new',   'new',  'new'],
  'standing, within the hour':               [n,     n,        n,         n,       n,      n],
  'standing, older than its end':            [n,     n,        n,         n,       n,      n],
  'standing, seen before':                   [n,     n,        n,         n,       n,      n],
  'over':                                    [R,     R,        S,         R,       S,      C],
  'over, acted on from afar':                [R,     R,        R,         R,       S,      C],
  'over, older than a sighting':             [A,     G,        D,         n,       n,      n],
  'look, bank away':                         [A,     G,        n,         n,       n,      n],
  'look, bank back':                         [G,     G,        n,         n,       n,      n],
  'time limit, bank away':                   [n,     G,        n,         n,       n,      n],
  'time limit, tries left':                  [n,     G,        n,         n,       n,      n],
  'time limit, outcome unknown':             [n,     G,        n,         n,       n,      n],
  'time limit, another step':                [n,     G,        n,         n,       n,      n],
  'time limit, last step, a visit is needed':[n,     D,        n,         n,       n,      n],
  'time limit, last step, none is':          [n,     G,        n,         n,       n,      n],
  'command done, and that is enough':        [n,     R,        D,         n,       n,      n],
  'command done, to be seen':                [n,     G,        D,         n,       n,      n],
  'command done, on trial from then on':     [n,     G,        D,         n,       n,      n],
  'seen again on trial, tries left':         [n,     G,        n,         n,       n,      n],
  'seen again on trial, a visit is needed':  [n,     D,        n,         n,       n,      n],
  'the trial is over':                       [n,     R,        n,         n,       n,      n],
  'command failed':                          [n,     G,        D,         n,       n,      n],
  'answer to an act':                        [n,     G,        D,         n,       n,      n],
  'person acts from afar':                   [G,     G,        D,         n,       n,      n],
  'person dispatches':                       [D,     D,        n,         n,       n,      n],
  'person resolves from afar':               [R,     R,        R,         n,       n,      n],
  'person resolves on site':                 [S,     S,        S,         n,       n,      n],
  'seen again within 7 days':                [n,     n,        n,         C,       C,      C],
  '7 days without another':                  [n,     n,        n,         C,       C,      n],
} satisfies Record<string, Cell[]>;

export type IncidentTableInput = keyof typeof incidentTable;

/** Something is wrong, as far as is known. */
export const isOpen = ({ state }: Pick<Incident, 'state'>): boolean =>
  state === 'raised' || state === 'resolving' || state === 'dispatched';

/** Its door is on the trial that began at this instant. */
export const isOnTrial = ({ state, position }: Incident, sinceMs: number): boolean =>
  state === 'resolving' && position.trialSinceMs === sinceMs;

export type CommandOutcome = CommandResult['outcome'];

/** Where the playbook stands. */
export interface Position {
  /** From 0; -1 before the first. As many as there are steps: they are used up. */
  step: number;
  /** Of this step, from 1. */
  tries: number;
  /** Of the present try, where it is a command; without an outcome nobody knows what became of it. */
  commandId?: string | undefined;
  command?: RemoteCommandType | undefined;
  outcome?: CommandOutcome | undefined;
  /** The lock moves since then, and its door is on trial. */
  trialSinceMs?: number | undefined;
}

/** What a person did from afar: a command that they gave, with an account of its own. */
export interface Act {
  commandId: string;
  command: RemoteCommandType;
  /** What is over by then is over by it. */
  untilMs: number;
}

/** One case of one cause at one place, raised to closed. Instants are Unix milliseconds; 0 means none. */
export interface Incident {
  slot: string;
  /** Which case of this cause at this place, from 1; 0 where only its end was heard of. */
  n: number;
  siteId: SiteId;
  place: Place;
  cause: Cause;
  severity: Severity;
  state: IncidentState;
  raisedAtMs: number;
  /** When the cause was last seen to stand. */
  seenAtMs: number;
  sightings: number;
  /** One of them said that a parcel went with it. */
  isParcelGone?: true | undefined;
  /** Natural keys of findings that were decided on here and before, the latest last. */
  keys: string[];
  /** The latest instant at which the cause is known to have been over: an earlier sighting says nothing. */
  endedAtMs: number;
  position: Position;
  /** The pending timer; n counts up. */
  timer: { n: number; atMs: number };
  /** Since when its bank is away. */
  mutedAtMs?: number | undefined;
  /** Looks at an absence so far, or at a door that is to be empty. */
  looks: number;
  /** Its door is held for it. */
  holds?: QuarantineReason | undefined;
  /** Who of the site was told, and so is told of the end. */
  told: Audience[];
  /** The latest last. */
  acts: Act[];
  /** Commands whose answers were noted, the latest last. */
  answered: string[];
  visit?: { askedAtMs: number; bring: readonly string[]; actor?: string | undefined } | undefined;
  resolution?: Resolution | undefined;
  /** The incident before, where it was resolved less than 7 days earlier. */
  repeatOf?: IncidentId | undefined;
  repeatedBy?: IncidentId | undefined;
  /** Ids of evidence rows of its door. */
  evidence: string[];
  timeline: Timeline;
}

export interface Resolution {
  how: 'remotely' | 'on-site';
  /** The cause was seen to be over, or put down to another case; the bank's word was enough, its trial is over, or a person said so. */
  by: 'over' | 'explained' | 'done' | 'trial' | 'person';
  atMs: number;
  /** The case that it was put down to. */
  explainedBy?: IncidentId | undefined;
  actor?: string | undefined;
  note?: string | undefined;
}

/** The other door that a case tells of: the one that was told to open, the one that a parcel was meant for. */
export function otherDoorOf({ timeline }: Pick<Incident, 'timeline'>): CompartmentId | undefined {
  const named = timeline.rows.find(({ detail }) => typeof detail?.['under'] === 'string');
  return named?.detail?.['under'] as CompartmentId | undefined;
}
