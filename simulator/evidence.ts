import type { DoorCommit } from '../app/ports.js';
import type { DoorKey } from '../domain/ids.js';
import type { Call } from './call.js';
import type { Violate } from './violation.js';
import type { Store } from './witness.js';

/** The windows that a verdict rests on are kept, once nothing is in flight. */
export class Evidence {
  private readonly store: Store;
  private readonly violate: Violate;
  private readonly judged = new Map<string, DoorKey & { id: string }>();

  constructor(store: Store, violate: Violate) {
    this.store = store;
    this.violate = violate;
  }

  committed({ key }: Pick<Call, 'key'>, { door, entry }: DoorCommit): void {
    const { bankId, compartmentId } = door;
    const sample = /\/result\/([^/]+-sample-[^/]+)\//.exec(key)?.[1];
    for (const event of entry.events) {
      if (!('seen' in event) || !event.seen) continue;
      for (const id of [`cycle-${event.seen.doorCycle}`, ...(sample ? [sample] : [])]) {
        this.judged.set(`${bankId}/${compartmentId}/${id}`, { bankId, compartmentId, id });
      }
    }
  }

  async checkAtRest(): Promise<void> {
    for (const [name, key] of this.judged) {
      if (!(await this.store.evidence.read(key))) this.violate('what a verdict rests on is kept', name);
    }
    this.judged.clear();
  }
}
