import type { BankId, CompartmentId, ParcelId } from '../ids.js';
import type { Size } from '../inputs.js';

/** A parcel that keeps a door longer than its site lets it. No name, unit or tracking number: who may read those looks it up. */
export interface Overdue {
  parcelId: ParcelId;
  bankId: BankId;
  compartmentId: CompartmentId;
  /** Of the door that it keeps. */
  size: Size;
  storedAtMs: number;
}

export interface CleanOut {
  /** How many there are in all. */
  overdue: number;
  /** The oldest first: taking these away frees a door for the longest. */
  parcels: (Overdue & { forMs: number })[];
}

/** As many as one walk with a trolley takes. */
const mostListed = 50;

export function cleanOutOf(overdue: readonly Overdue[], nowMs: number): CleanOut {
  const oldest = [...overdue].sort((a, b) => a.storedAtMs - b.storedAtMs || (a.parcelId < b.parcelId ? -1 : 1));
  return {
    overdue: overdue.length,
    parcels: oldest.slice(0, mostListed).map((one) => ({ ...one, forMs: Math.max(0, nowMs - one.storedAtMs) })),
  };
}
