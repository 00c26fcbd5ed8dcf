import type { ParcelId, SiteId } from '../domain/ids.js';
import type { Digest } from './ports.js';

/** A pre-announced parcel's id follows from its tracking number: one number is one parcel, and lies in one place. */
export const announcedIdOf = ({ digest }: { digest: Digest }, siteId: SiteId, trackingNumber: string): ParcelId =>
  digest.id(`${siteId}|${trackingNumber}`) as ParcelId;
