import { liveStay, type Door } from '../domain/door.js';
import { Elsewhere } from './elsewhere.js';
import type { Violate } from './violation.js';

/** A door holds one live stay, and a parcel lies in at most one door. */
export class Places {
  readonly elsewhere: Elsewhere;
  private readonly violate: Violate;
  private readonly placeOfParcel = new Map<string, string>();

  constructor(violate: Violate) {
    this.violate = violate;
    this.elsewhere = new Elsewhere(violate);
  }

  committed(before: Door, door: Door): void {
    this.checkOneStay(before, door);
    this.checkPlace(door);
  }

  private checkOneStay(before: Door, door: Door): void {
    const [old, now] = [liveStay(before), door.stay];
    if (!old || !now || old.id === now.id) return;
    this.violate('one live stay a door', `${door.bankId}/${door.compartmentId}: ${old.id} and ${now.id}`);
  }

  private checkPlace(door: Door): void {
    const { stay } = door;
    // A door that is kept for a parcel, and was not opened for it yet, is not its place.
    if (!stay || (stay.movedFrom && stay.leases === 0)) return;
    const here = `${door.bankId}/${door.compartmentId}`;
    const place = this.placeOfParcel.get(stay.parcelId);
    if (!liveStay(door)) {
      if (place === here) this.placeOfParcel.delete(stay.parcelId);
      return;
    }
    if (place !== undefined && place !== here) {
      this.violate('a parcel lies in at most one place', `${stay.parcelId}: ${place} and ${here}`);
    }
    this.placeOfParcel.set(stay.parcelId, here);
  }
}
