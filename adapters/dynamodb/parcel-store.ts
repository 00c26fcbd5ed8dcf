import type { Parcel, ParcelStore } from '../../app/ports.js';
import { nothingStored } from '../../app/records.js';
import type { Item, TableAccess } from './access.js';
import { equals, isAtVersion } from './expression.js';
import { pageInIndex } from './paging.js';
import { keys, lists, padded } from './table.js';

/** Parcels: an aggregate of their own, and the row that people read. */
export function dynamoParcelStore(table: TableAccess): ParcelStore {
  return {
    async read(parcelId) {
      const item = await table.get(keys.parcel(parcelId), { isConsistent: true });
      return item && parcelFrom(item);
    },
    create: (parcel) =>
      table.putIf({ ...keys.parcel(parcel.id), ...fieldsOf(parcel), ...placeInSite(parcel), ...expiryOf(parcel) }),
    change: (parcelId, version, { state, claim, residentId, reassigned, withdrawn }) =>
      table.update(keys.parcel(parcelId), {
        set: Object.entries({
          ...{ state, version: version + 1 },
          ...(claim && { claim, ...nothingStored }),
          ...(residentId && { residentId, reassigned }),
          ...(withdrawn && { withdrawn }),
        }),
        condition: isAtVersion(version),
      }),
    async show({ parcelId, stayId, residentId, n, state, vouched, storedAtMs, pickupEvidence, ...more }) {
      const { endedAtMs, heldUntilMs, extendedUntilMs, assignedAtMs, isUnsure } = more;
      const shown = {
        ...{ residentId, state, vouched, storedAtMs, pickupEvidence },
        ...{ endedAtMs, heldUntilMs, extendedUntilMs, assignedAtMs, isUnsure },
      };
      await table.update(keys.parcel(parcelId), {
        set: Object.entries({ ...shown, rowN: n }),
        remove: ['ttl'], // A door holds it now.
        add: { version: 1 }, // Whoever read the row before this step must not change it on what was so then.
        condition: (x) => {
          const isForward = `${equals(x, ['claim', 'stayId'], stayId)} AND ${x.name('rowN')} < ${x.value(n)}`;
          return `${isForward} AND ${x.name('state')} <> ${x.valueAt('state', 'withdrawn')}`;
        },
      });
    },
    async list(siteId, page, fields) {
      const attributes = fields?.filter(isAttribute);
      const list = { inSite: lists.parcels(siteId), keyOf: keyOfSort, newestFirst: true, attributes };
      const { items, cursor } = await pageInIndex(table, list, page);
      return { items: items.map(parcelFrom), cursor };
    },
  };
}

/**
 * A walk-in whose call died never comes again: its row is garbage once no retry can find it. A parked queue keeps two
 * weeks; the row that a door's commit writes takes the mark away long before.
 */
const lapsedKeptMs = 30 * 24 * 3_600_000;
const expiryOf = ({ announced, createdAtMs }: Parcel) =>
  announced ? {} : { ttl: Math.ceil((createdAtMs + lapsedKeptMs) / 1000) };

/** The key holds the id, the index the site and the instant. */
const fieldsOf = ({ id: _id, siteId: _site, createdAtMs: _created, ...fields }: Parcel) => fields;
const isAttribute = (field: keyof Parcel): boolean => field !== 'id' && field !== 'siteId' && field !== 'createdAtMs';

const instantDigits = 15;
const placeInSite = ({ id, siteId, createdAtMs }: Parcel) => ({
  inSite: lists.parcels(siteId),
  siteSort: `${padded(createdAtMs, instantDigits)}#${id}`,
});
const keyOfSort = (siteSort: string) => keys.parcel(siteSort.slice(instantDigits + 1));

function parcelFrom({ pk, sk: _sk, inSite, siteSort, ttl: _ttl, ...fields }: Item): Parcel {
  const createdAtMs = Number(String(siteSort).slice(0, instantDigits));
  return { id: pk.slice('PARCEL#'.length), siteId: inSite, createdAtMs, ...fields } as unknown as Parcel;
}
