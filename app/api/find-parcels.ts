import type { BankId, ParcelId, ResidentId, SiteId } from '../../domain/ids.js';
import { announcedIdOf } from '../announced-id.js';
import type { Digest, Page, PageOf, Parcel, ParcelStore } from '../ports.js';
import { pageOfPassing } from './passing.js';

/**
 * A claim that no door's commit followed for so long came to nothing: its call died. Longer than any deposit's window, and
 * than the watches that end it, may take to be heard of.
 */
const lapsedAfterMs = 3 * 3_600_000;

/** The state that people read. A claim that lapsed leaves an announced parcel to come again, and no walk-in. */
export function stateSeen({ state, claim, announced }: Parcel, nowMs: number): Parcel['state'] {
  const isLapsed = state === 'placing' && claim !== undefined && nowMs - claim.claimedAtMs > lapsedAfterMs;
  if (!isLapsed) return state;
  return announced ? 'announced' : 'cancelled';
}

/** A parcel of this site; another site's does not exist. */
export async function parcelAt(parcels: ParcelStore, siteId: SiteId, parcelId: ParcelId): Promise<Parcel | undefined> {
  const parcel = await parcels.read(parcelId);
  return parcel?.siteId === siteId ? parcel : undefined;
}

export interface ParcelFilter {
  state?: Parcel['state'] | undefined;
  residentId?: ResidentId | undefined;
  /** Where it lies, or lay last. */
  bankId?: BankId | undefined;
  /** Of an announced one. */
  trackingNumber?: string | undefined;
}

/** The parcels of a site that pass, newest first. Only a page without a cursor is the last. */
export async function parcelsOf(
  { parcels, digest }: { parcels: ParcelStore; digest: Digest },
  siteId: SiteId,
  { nowMs, trackingNumber, ...filter }: ParcelFilter & { nowMs: number },
  page: PageOf,
): Promise<Page<Parcel>> {
  const passes = (parcel: Parcel) => doesPass(parcel, filter, nowMs);
  if (trackingNumber === undefined) return pageOfPassing((asked) => parcels.list(siteId, asked), passes, page);
  const parcel = await parcelAt(parcels, siteId, announcedIdOf({ digest }, siteId, trackingNumber));
  return { items: parcel && passes(parcel) ? [parcel] : [] };
}

function doesPass(parcel: Parcel, { state, residentId, bankId }: ParcelFilter, nowMs: number): boolean {
  const isInState = state === undefined || stateSeen(parcel, nowMs) === state;
  const isTheirs = residentId === undefined || parcel.residentId === residentId;
  return isInState && isTheirs && (bankId === undefined || parcel.claim?.bankId === bankId);
}
