import type { DoorKey, IncidentKey } from '../domain/ids.js';

/** What the sweep shall look at: items of either kind, which owe something that no call has finished. */
export interface DueItems {
  /** Items whose due instant has come, over all shards, the oldest first; a page at a time. */
  list(nowMs: number, most: number): Promise<DueItem[]>;
}

export type DueItem = DueDoor | DueIncident;

export interface DueDoor extends DoorKey {
  kind: 'door';
  dueAtMs: number;
}

export interface DueIncident extends IncidentKey {
  kind: 'incident';
  dueAtMs: number;
}
