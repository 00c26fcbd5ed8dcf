import type { Bank, Clock, Courier, Directory, Resident } from '../../app/ports.js';
import { unitKey } from '../../app/unit-key.js';
import type { SiteId } from '../../domain/ids.js';
import { kept } from '../kept.js';
import type { Item, TableAccess } from './access.js';
import { beginsWith, equals } from './expression.js';
import { isGone, rowFrom, siteFrom } from './registry.js';
import { bankIdOf, indexes, keys, lists, siteKey, unitPrefix, type Key } from './table.js';

/** Offered on a bank's screen: more people than this in one unit are told apart by their ids. */
const residentsOfUnitMax = 12;

/** Who and what there is. Banks and sites hardly change, and are kept for a minute; people are looked up each time. */
export function dynamoDirectory(table: TableAccess, clock: Clock): Directory {
  const read = async <Row>(key: Key): Promise<Row | undefined> => {
    const item = await table.get(key, { isConsistent: false });
    return item && !isGone(item) ? rowFrom<Row>(item) : undefined;
  };
  const resident = (siteId: SiteId, residentId: string) => read<Resident>(keys.resident(siteId, residentId));
  const courier = (siteId: SiteId, courierId: string) => read<Courier>(keys.courier(siteId, courierId));
  return {
    bank: kept(clock, (bankId) => read<Bank>(keys.bank(bankId))),
    async banksOfSite(siteId, most) {
      const { bySite } = indexes;
      const where = (x: Parameters<typeof equals>[0]) => equals(x, bySite.hash, lists.banks(siteId));
      const { items } = await table.query({ index: bySite, where, limit: most });
      return items.map(({ pk }) => bankIdOf(pk));
    },
    async bankNow(bankId) {
      const item = await table.get(keys.bank(bankId), { isConsistent: true });
      return item && rowFrom<Bank>(item);
    },
    site: kept(clock, async (siteId) => {
      const item = await table.get(keys.site(siteId), { isConsistent: false });
      return item && siteFrom(item);
    }),
    resident,
    async noteEmail({ siteId, id, emailTopic }, emailState) {
      if (emailTopic === undefined) return;
      await table.update(keys.resident(siteId, id), {
        set: [['emailState', emailState]],
        add: { version: 1 }, // Whoever read the row before must not write it whole on what was so then.
        condition: (x) => equals(x, 'emailTopic', emailTopic),
      });
    },
    async noteSms({ siteId, id, phone }, smsState) {
      if (phone === undefined) return;
      await table.update(keys.resident(siteId, id), {
        set: [['smsState', smsState]],
        add: { version: 1 },
        condition: (x) => equals(x, 'phone', phone),
      });
    },
    async residentsOfUnit(siteId, unit) {
      const prefix = unitPrefix(unitKey(unit));
      const where = (x: Parameters<typeof equals>[0]) =>
        `${equals(x, 'pk', siteKey(siteId))} AND ${beginsWith(x, prefix)}`;
      const { items } = await table.query({ where, limit: residentsOfUnitMax });
      const found = await Promise.all(items.map(({ sk }) => resident(siteId, sk.slice(prefix.length))));
      // A look-up row outlives a move: the resident's own unit is what counts.
      return found.filter((one) => one !== undefined).filter((one) => unitKey(one.unit) === unitKey(unit));
    },
    async courierByCode(lookupKey) {
      const row = await table.get(keys.courierCode(lookupKey), { isConsistent: false });
      return row && isAlive(row, clock) ? courier(row['siteId'] as SiteId, String(row['courierId'])) : undefined;
    },
    courier,
  };
}

const isAlive = (row: Item, clock: Clock): boolean => Number(row['ttl']) * 1000 > clock.nowMs();
