import type { Parcel, ParcelStore } from '../../app/ports.js';
import { nothingStored } from '../../app/records.js';
import { pageOfRows } from './page.js';
import { partOf } from './part.js';
import { Shelf, type IsStale } from './shelf.js';

export interface MemoryParcelStore extends ParcelStore {
  all(): Parcel[];
}

/** Parcels in memory. */
export function memoryParcelStore(isStale?: IsStale): MemoryParcelStore {
  const shelf = new Shelf<Parcel>(isStale);
  return {
    read: async (parcelId) => shelf.get(parcelId),
    create: async (parcel) => shelf.add(parcel.id, parcel),
    async change(parcelId, version, { state, claim, residentId, reassigned, withdrawn }) {
      const parcel = shelf.get(parcelId);
      if (parcel?.version !== version) return false;
      const claimed = claim ? { claim, ...nothingStored } : {};
      const whose = residentId ? { residentId, reassigned } : {};
      const gone = withdrawn ? { withdrawn } : {};
      shelf.set(parcelId, { ...parcel, ...claimed, ...whose, ...gone, state, version: version + 1 });
      return true;
    },
    async show({ parcelId, stayId, n, ...shown }) {
      const parcel = shelf.get(parcelId);
      if (parcel?.claim?.stayId !== stayId || parcel.rowN >= n || parcel.state === 'withdrawn') return;
      shelf.set(parcelId, { ...parcel, ...shown, rowN: n, version: parcel.version + 1 });
    },
    async list(siteId, page, fields) {
      const parcels = shelf.list().filter(([, parcel]) => parcel.siteId === siteId);
      const shown = (parcel: Parcel) => (fields ? partOf(parcel, ['id', 'siteId', 'createdAtMs', ...fields]) : parcel);
      const rows = parcels.map(([, parcel]) => [placeOf(parcel), shown(parcel)] as const);
      return pageOfRows(
        rows.sort(([a], [b]) => (a < b ? -1 : 1)),
        page,
        { newestFirst: true },
      );
    },
    all: () => shelf.list().map(([, parcel]) => parcel),
  };
}

const placeOf = ({ createdAtMs, id }: Parcel): string => `${String(createdAtMs).padStart(15, '0')}#${id}`;
