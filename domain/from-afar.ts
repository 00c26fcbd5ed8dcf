import type { Times } from './inputs.js';

/** Who asks something of a door from afar: a named person (the `sub` or `client_id` of the token), or an incident's playbook. */
export type By = { person: string } | { incident: string };

/** A door is to be opened from afar, under a command of its own and no lease. */
export interface OpenDoor {
  type: 'open-door';
  commandId: string;
  by: By;
  reason: string;
  /** May it be opened with a parcel in it? */
  mayOpenStay: boolean;
  /** The last instant of the first pulse. */
  openNotAfterMs: number;
  times: Times;
}
