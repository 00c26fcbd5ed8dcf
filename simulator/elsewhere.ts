import type { Door } from '../domain/door.js';
import type { DoorEventOf } from '../domain/events.js';
import type { Violate } from './violation.js';

/** Into which other door a courier put what was to come to their own, or says by mistake that they did: a record may follow a parcel there, and nowhere else. */
export class Elsewhere {
  private readonly violate: Violate;
  private readonly doorOfStay = new Map<string, string>();

  constructor(violate: Violate) {
    this.violate = violate;
  }

  went(stayId: string | undefined, other: string): void {
    if (stayId) this.doorOfStay.set(stayId, other);
  }

  /** Of what a named person says they answer, as of any other word: by the evidence alone one is wrong now and then. */
  adopted({ bankId, compartmentId }: Door, { from, stayId, person }: DoorEventOf['deposit-adopted']): void {
    if (person || this.doorOfStay.get(from.stayId) === compartmentId) return;
    this.violate('a record follows its parcel', `${from.stayId} to ${stayId} at ${bankId}/${compartmentId}`);
  }
}
