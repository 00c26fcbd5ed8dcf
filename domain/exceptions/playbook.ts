import type { QuarantineReason } from '../door.js';
import type { RemoteCommandType } from '../remote-command.js';
import type { Item } from './item.js';

/**
 * Who may be told. The site's technicians and managers by its SNS topic; the others by their own channels. `visitor`: who of
 * them was at the door just now.
 */
export type Audience = 'technician' | 'manager' | 'resident' | 'courier' | 'visitor';

/** What one step does. `wait` does nothing: what was begun elsewhere (a courier's screen, a bank's return) is given its time. */
export type Action =
  | { do: 'wait' }
  | { do: 'command'; command: RemoteCommandType; fields?: Readonly<Record<string, string | number>> }
  | { do: 'tell'; whom: Audience }
  | { do: 'hold-door'; reason: QuarantineReason }
  /** A sensor's noise as it is now becomes its own, where its door can tell what it is to tell all the same. */
  | { do: 'accept-noise' };

/**
 * One step of a playbook. It has succeeded when its cause is seen to be over (a finding `over`), however that comes about;
 * `done` is content with the bank's word that the command was carried out. A step that has not succeeded `withinMs` of its
 * action is tried again until `tries` are used up; then the next step is taken. With a trial, `done` is only its beginning.
 */
export interface Step {
  readonly name: string;
  readonly action: Action;
  readonly success: 'over' | 'done';
  /**
   * Milliseconds: at least 2 min, the precision of the schedules that measure it; or 0, where nothing is waited for and the
   * next step is begun with this one.
   */
  readonly withinMs: number;
  /** 1 unless given. */
  readonly tries?: number;
  /**
   * Taken only where the cause was last seen with this in its detail, and passed over otherwise: what helps against one reason
   * of it is in vain against another.
   */
  readonly only?: Readonly<Record<string, string>>;
  /** Taken only where the step before ended in a trial that failed; or, where it is false, only where it did not. */
  readonly afterTrial?: boolean;
  /** With `done`: that it moves now does not prove that it goes on to. */
  readonly trial?: Trial;
}

/**
 * The door is given back to use, and its case stays open until the door is seen to work or the trial is over. Should the cause
 * be seen again, it is the same case: the next try, or the next step, is begun at once.
 */
export interface Trial {
  /** Not seen again for so long, it is over: the bound for doors that nobody uses. Milliseconds. */
  readonly forMs: number;
  /** What is seen again within so long of the last sighting belongs to that one. Milliseconds. */
  readonly sameWithinMs: number;
}

/** A person goes, with what to bring. */
export interface Visit {
  readonly bring: readonly Item[];
}

/** What is tried, in order, to close an incident without a visit; then a person goes. */
export interface Playbook {
  readonly steps: readonly Step[];
  /** `never`: when the steps are used up, the incident waits for its cause to be over, and no visit is asked for. */
  readonly visit: 'never' | Visit;
}
