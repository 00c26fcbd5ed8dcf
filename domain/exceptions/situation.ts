import type { QuarantineReason } from '../door.js';
import type { MessageName } from '../messages/index.js';
import type { ScreenCode } from '../messages/screen.js';
import type { SitePolicy } from '../policy.js';
import type { RemoteCommandType } from '../remote-command.js';
import type { StayState } from '../stay.js';
import type { TimerKind } from '../timers.js';
import type { Cause } from './cause.js';
import type { Playbook } from './playbook.js';

/** In the order of the catalogue. */
export const sections = ['deposit', 'doors-and-locks', 'contents', 'time-and-people', 'sensors', 'system'] as const;
export type Section = (typeof sections)[number];

/** P1: parcels, people or the whole bank at risk, told at once. P2: today. P3: planned work, told in a report. */
export const severities = ['P1', 'P2', 'P3'] as const;
export type Severity = (typeof severities)[number];

/** What an incident of it concerns: one door, one sensor of a door, or the bank as a whole. */
export const scopes = ['door', 'sensor', 'bank'] as const;
export type Scope = (typeof scopes)[number];

export const detections = [
  /** Detectors find it, and a playbook closes it. */
  'software',
  /** Settled within the visit by the screen, codes, ladder or states, or by another row: no incident of its own is needed. */
  'settled-in-the-flow',
  /** Nobody but a person can see it; they raise the incident through the API. */
  'people',
  /** The design has the row, but no bank of this version has the part that would see it; a person may raise it. */
  'hardware not fitted',
  'notInVersion1',
] as const;
export type Detection = (typeof detections)[number];

/** What a person can do from afar, through the API. The others are the remote commands that a bank takes. */
export const remoteRequests = [
  'quarantine',
  'release',
  'reissue-code',
  'hold-parcel',
  'return-parcel',
  'override-verdict',
  'change-resident',
  'replace-controller',
  /** The keypad answers again after too many wrong codes. */
  'unlock-keypad',
  /** A second person lets a bank open doors again that was stopped. */
  'clear-stop',
] as const;
export type RemoteAction = RemoteCommandType | (typeof remoteRequests)[number];

/**
 * The behaviour that settles a row without an incident of its own: what the screen answers, a message, a state of the
 * stay or the door, a timer, a policy, another row of the catalogue, or the file where the rule stands.
 */
export type Settlement =
  | `screen:${ScreenCode}`
  | `message:${MessageName}`
  | `state:${StayState}`
  | `held:${QuarantineReason}`
  | `timer:${TimerKind}`
  | `policy:${keyof SitePolicy}`
  | `cause:${Cause}`
  | `file:${string}`;

interface Told {
  readonly scope: Scope;
  readonly severity: Severity;
  /** A visit belongs to it by its nature (an object is to be fetched, a part to be replaced), whatever is tried. */
  readonly visitIsInherent?: boolean;
  /** Or it belongs to those of its cases that were last seen with this in their detail, and to the others not. */
  readonly visitIsInherentWhere?: Readonly<Record<string, string>>;
}

/** What can be an incident: found by detectors, or raised by a person. */
interface WithPlaybook extends Told {
  /** `software` unless given. */
  readonly detectableBy?: 'software' | 'people' | 'hardware not fitted';
  readonly playbook: Playbook;
}

/** Which behaviour settles it stands in `settledBy`. */
interface Settled extends Told {
  readonly detectableBy: 'settled-in-the-flow';
  readonly playbook?: undefined;
}

interface NotYet extends Told {
  readonly detectableBy: 'notInVersion1';
  readonly playbook?: undefined;
}

/** A row as its section's file has it. */
export type Row = WithPlaybook | Settled | NotYet;

/**
 * One row of the catalogue: data only, no code. Its titles stand in `titles/`, its texts in `texts/`, by language; what only
 * its readers ask for, in `remoteActions` and `settledBy`.
 */
export type Situation = Row & Placed;

interface Placed {
  readonly detectableBy: Detection;
  readonly visitIsInherent: boolean;
  readonly cause: Cause;
  readonly section: Section;
  /** Its number in the catalogue, which is its place among the causes: from 1 up. */
  readonly number: number;
}
