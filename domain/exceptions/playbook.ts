/**
 * A playbook: what is tried, in order, until the cause is seen to be over; the last step is a person. Data only: the engine
 * is `domain/incidents/`, and what an action does is the shell's.
 */
export interface Playbook {
  /** At least one; the first begins when the incident is raised, each of the others when the one before came to nothing. */
  readonly steps: readonly Step[];
}

export interface Step {
  /** Unique in its playbook, kebab-case: it names the command and the timer that come of it. */
  readonly name: string;
  readonly does: Action;
  /**
   * What counts as success: that the cause is seen to be over (`over`, the default), or already that the bank did what it
   * was told (`done`), where nothing else would show it.
   */
  readonly succeedsOn?: 'over' | 'done';
  /** How long it has; then the next step begins. Minutes, at least 2: timers are no finer. */
  readonly withinMinutes: number;
}

export type Action =
  | { readonly kind: 'command'; readonly type: RepairCommand; readonly what?: 'controller' | 'lock-rail' | 'sensor' }
  /** By the words of the cause: `told` names whom. */
  | { readonly kind: 'tell'; readonly told: Audience }
  | { readonly kind: 'quarantine' }
  | { readonly kind: 'release' }
  /** Nothing is done: the bank's own retries, the next scan or the next heartbeat may show that it is over. */
  | { readonly kind: 'wait' }
  /** A person goes, with what to bring. It ends the playbook. */
  | { readonly kind: 'dispatch' };

/** Commands that mend; `open` and `display` are a visit's. */
export const repairCommands = ['pulse-lock', 'sample', 'recalibrate', 'self-test', 'restart', 'resend'] as const;
export type RepairCommand = (typeof repairCommands)[number];

export type Audience = 'technician' | 'manager' | 'resident' | 'courier';

/** How soon somebody must know: `urgent` at once and at night, `warning` in the day, `notice` in the list only. */
export type Severity = 'urgent' | 'warning' | 'notice';
