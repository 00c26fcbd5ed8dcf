import { liveStay, type Door } from '../domain/door.js';
import type { DoorEventType } from '../domain/events.js';
import type { DoorCommit } from '../app/ports.js';

/** What came to pass in a story: events by type, stays that were reserved, and lives. */
export class Happened {
  readonly events: Partial<Record<DoorEventType, number>> = {};
  private readonly stays = new Set<string>();
  private readonly ended = new Set<string>();

  committed(before: Door, { door, entry }: DoorCommit): void {
    for (const { type } of entry.events) this.events[type] = (this.events[type] ?? 0) + 1;
    if (door.stay) this.stays.add(door.stay.id);
    const old = liveStay(before);
    // What was moved lives on in another door.
    const isOver = liveStay(door)?.id !== old?.id && door.stay?.state !== 'moved';
    if (old && old.storedAtMs > 0 && isOver) this.ended.add(old.id);
  }

  /** Stays that came to be: a courier was given a door. */
  get reserved(): number {
    return this.stays.size;
  }

  /** Stays that were stored and have ended. A parcel that found no door, or never came to be stored, has not lived. */
  get lives(): number {
    return this.ended.size;
  }
}
