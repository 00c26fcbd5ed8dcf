import type { ParcelId, SiteId } from '../../domain/ids.js';
import type { Page, PageOf, Parcel, ParcelStore } from '../ports.js';
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

/** The parcels of a site, newest first, those in one state if it is given. Only a page without a cursor is the last. */
export async function parcelsOf(
  parcels: ParcelStore,
  siteId: SiteId,
  { state, nowMs }: { state: Parcel['state'] | undefined; nowMs: number },
  page: PageOf,
): Promise<Page<Parcel>> {
  const list = (asked: PageOf) => parcels.list(siteId, asked);
  return state === undefined ? list(page) : pageOfPassing(list, (parcel) => stateSeen(parcel, nowMs) === state, page);
}
