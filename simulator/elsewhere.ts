import type { Door } from '../domain/door.js';
import type { DoorEventOf } from '../domain/events.js';
import type { Violate } from './violation.js';

/** Into which other door a courier put what was to come to their own: a record may follow a parcel there, and nowhere else. */
export class Elsewhere {
  private readonly violate: Violate;
  private readonly doorOfStay = new Map<string, string>();
  private readonly mistaken = new Set<string>();

  constructor(violate: Violate) {
    this.violate = violate;
  }

  went(stayId: string | undefined, other: string): void {
    if (stayId) this.doorOfStay.set(stayId, other);
  }

  /** Whoever was to bring it says of another door what is not so. */
  mistook(stayId: string): void {
    this.mistaken.add(stayId);
  }

  /**
   * Of what a named person says they answer, as of any other word: by the evidence alone one is wrong now and then. Its courier at the
   * screen is right, unless they were mistaken.
   */
  adopted({ bankId, compartmentId }: Door, { from, stayId, person, requestId }: DoorEventOf['deposit-adopted']): void {
    if (person || this.doorOfStay.get(from.stayId) === compartmentId) return;
    if (requestId !== undefined && this.mistaken.has(from.stayId)) return;
    this.violate('a record follows its parcel', `${from.stayId} to ${stayId} at ${bankId}/${compartmentId}`);
  }
}
