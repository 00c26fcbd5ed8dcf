import type { Resident } from '../app/ports.js';
import { liveStay, type Door } from '../domain/door.js';
import type { Violate } from './violation.js';
import type { Entered, Store } from './witness.js';

/** Which code was entered for which pickup: the one that was told opens its door, and one that was replaced nothing. */
export class Codes {
  private readonly store: Store;
  private readonly violate: Violate;
  private readonly entries = new Map<string, Entered>();

  constructor(store: Store, violate: Violate) {
    this.store = store;
    this.violate = violate;
  }

  entered(bankId: string, requestId: string, by: Entered): void {
    this.entries.set(`${bankId}/${requestId}`, by);
  }

  /** A pickup was granted to this request. One that continues a lease at the screen has entered none. */
  opened(requestId: string, { bankId, stay }: Door): void {
    const by = this.entries.get(`${bankId}/${requestId}`);
    if (!stay || !by) return;
    const { id, generation, residentId } = stay;
    if (by.residentId !== residentId)
      this.violate('a door opens for whom its parcel is', `${id} of ${residentId}: ${by.residentId} by ${requestId}`);
    void this.store.secrets.pickupCode(id, generation).then((valid) => {
      if (valid !== by.code)
        this.violate('a replaced code opens nothing', `${id}, generation ${generation}: ${requestId}`);
    });
  }

  /** Whoever entered it was told it. */
  refused({ siteId, id }: Pick<Resident, 'siteId' | 'id'>, code: string, refusal: string): void {
    for (const { door } of this.store.doors.all()) {
      const stay = liveStay(door);
      const holdsParcel = stay?.residentId === id && stay.storedAtMs > 0 && stay.state !== 'missing';
      if (door.siteId !== siteId || !stay || !holdsParcel) continue;
      void this.store.secrets.pickupCode(stay.id, stay.generation).then((valid) => {
        if (valid === code) this.violate('a code that was told opens its door', `${stay.id}: ${refusal}`);
      });
    }
  }

  /** The look-up row of the present generation names this stay. */
  async check({ bankId, stay }: Door): Promise<void> {
    if (!stay) return;
    const { codes, secrets } = this.store;
    const row = await codes.find(await secrets.lookupKey(bankId, await secrets.pickupCode(stay.id, stay.generation)));
    const opens = row?.stayId === stay.id && row.generation === stay.generation;
    if (!opens) this.violate('a stored stay has one valid code', `${stay.id}, generation ${stay.generation}`);
  }
}
