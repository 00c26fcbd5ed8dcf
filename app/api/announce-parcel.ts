import type { ResidentId, SiteId } from '../../domain/ids.js';
import { announcedIdOf } from '../announced-id.js';
import type { Digest, Parcel, ParcelStore } from '../ports.js';
import { takesParcels } from '../records.js';
import type { Registry } from '../registry-ports.js';
import type { Made } from './create-once.js';
import type { ApiRefusal } from './refusals.js';

interface Asked {
  siteId: SiteId;
  trackingNumber: string;
  residentId: ResidentId;
  nowMs: number;
}

/** Announces a parcel once: one tracking number of a site is one parcel, for one resident, and lies in one place. */
export async function announceParcel(
  { registry, parcels, digest }: { registry: Registry; parcels: ParcelStore; digest: Digest },
  { siteId, trackingNumber, residentId, nowMs }: Asked,
): Promise<Made<Parcel> | { refusal: ApiRefusal }> {
  const resident = await registry.residents.read({ siteId, residentId });
  if (!resident || !takesParcels(resident, nowMs)) return { refusal: 'unknown-resident' };
  const id = announcedIdOf({ digest }, siteId, trackingNumber);
  const fixed = { id, siteId, residentId, trackingNumber, announced: true, createdAtMs: nowMs };
  const parcel: Parcel = { ...fixed, state: 'announced', vouched: false, storedAtMs: 0, rowN: 0, version: 1 };
  if (await parcels.create(parcel)) return { row: parcel, isNew: true };
  const there = await parcels.read(id);
  return there?.residentId === residentId ? { row: there, isNew: false } : { refusal: 'already-announced' };
}
