import type { DoorCommit } from '../app/ports.js';
import { isOffered } from '../domain/door.js';
import type { BankId } from '../domain/ids.js';
import type { Violate } from './violation.js';
import type { Store } from './witness.js';

const sizes = ['S', 'M', 'L', 'XL'];
/** An eventually consistent list of free doors is behind by at most this. */
const lagMs = 5_000;

/** A bank says that it is full only if it is. */
export class Room {
  private readonly violate: Violate;
  private readonly store: Store;
  private readonly changedAtMs = new Map<string, number>();

  constructor(store: Store, violate: Violate) {
    this.store = store;
    this.violate = violate;
  }

  committed({ door: { bankId, compartmentId }, entry }: DoorCommit): void {
    this.changedAtMs.set(`${bankId}/${compartmentId}`, entry.committedAtMs);
  }

  /** A courier asked for a door of this size then, and is told now that there is none. */
  refused(bankId: string, size: string, askedAtMs: number): void {
    const there = this.store.doors.inBank(bankId as BankId).filter((door) => {
      const fits = sizes.indexOf(door.size) >= sizes.indexOf(size);
      const changedAtMs = this.changedAtMs.get(`${bankId}/${door.compartmentId}`) ?? 0;
      return fits && isOffered(door) && changedAtMs < askedAtMs - lagMs;
    });
    const [first] = there;
    if (!first) return;
    const detail = `${bankId} had ${there.length} doors for ${size}, one of them ${first.compartmentId}`;
    this.violate('a bank with room takes a parcel', detail);
  }
}
