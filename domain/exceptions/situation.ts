import type { Cause } from './cause.js';
import type { Playbook } from './playbook.js';

export type Section = 'deposit' | 'doors-and-locks' | 'contents' | 'time-and-people' | 'sensors' | 'system';

/** P1: parcels, people or the whole bank at risk, told at once. P2: today. P3: planned work, told in a report. */
export type Severity = 'P1' | 'P2' | 'P3';

/** What a case of it concerns: one door, one sensor of a door, or the bank as a whole. */
export type Scope = 'door' | 'sensor' | 'bank';

/** Why the software raises no incident of it. */
export type NotActable =
  /** Settled within the visit by the screen, codes, ladder or states: no incident is needed. */
  | 'settled-in-the-flow'
  /** Nobody but a person can see it; they open the case through the API. */
  | 'people'
  | 'hardware not fitted'
  | 'notInVersion1';

/** One row of the catalogue: data only, no code. Its texts stand in `texts/`, by language. */
export interface Situation {
  readonly cause: Cause;
  readonly section: Section;
  /** `software`: detectors find it, and a playbook closes it. */
  readonly detectableBy: 'software' | NotActable;
  readonly scope: Scope;
  readonly severity: Severity;
  /** A visit belongs to it by its nature (an object is to be fetched, a part to be replaced), whatever is tried. */
  readonly visitIsInherent: boolean;
  readonly playbook?: Playbook | undefined;
}
