import type { DoorCommit } from '../app/ports.js';
import type { Violate } from './violation.js';

/** A later deadline that a person gave a parcel: it is kept, wherever the parcel lies, until the parcel is another's or is to go back. */
export class Deadlines {
  private readonly violate: Violate;
  private readonly deadlines = new Map<string, number>();

  constructor(violate: Violate) {
    this.violate = violate;
  }

  committed({ door: { stay }, entry: { events, committedAtMs } }: DoorCommit): void {
    if (!stay) return;
    for (const event of events) {
      if (event.type === 'stay-extended') this.deadlines.set(stay.parcelId, event.extendedUntilMs);
      if (event.type === 'parcel-reassigned' || event.type === 'return-marked') this.deadlines.delete(stay.parcelId);
      const untilMs = this.deadlines.get(stay.parcelId) ?? 0;
      if (event.type === 'stay-overdue' && committedAtMs < untilMs)
        this.violate('nothing is overdue before its deadline', `${stay.id}, ${untilMs - committedAtMs} ms before it`);
    }
  }
}
