import type { BankRow, CourierRow, MemberRow, Registry, ResidentRow, Rows, SiteRow } from '../../app/registry-ports.js';
import type { Clock, Page } from '../../app/ports.js';
import { unitKey } from '../../app/unit-key.js';
import { defaultPolicy, siteDefaults } from '../../domain/policy.js';
import type { Item, TableAccess } from './access.js';
import { beginsWith, equals, isAbsent, isAtVersion, isThere, type Condition } from './expression.js';
import { pageInIndex, pageInPartition, type ListInIndex } from './paging.js';
import { keys, lists, prefixes, siteKey, type Key } from './table.js';

/** Who and what there is, for those who keep it. The directory reads the same items. */
export function dynamoRegistry(table: TableAccess, clock: Clock): Registry {
  return {
    sites: {
      ...rows<SiteRow, { siteId: string }>(table, {
        keyOf: ({ siteId }) => keys.site(siteId),
        keyOfRow: ({ id }) => keys.site(id),
        listed: ({ id }) => ({ inSite: lists.sites(), siteSort: id }),
        from: siteFrom,
      }),
      list: (page) => listed(pageInIndex(table, { inSite: lists.sites(), keyOf: keys.site }, page), siteFrom),
    },
    banks: {
      ...rows<BankRow, { bankId: string }>(table, {
        keyOf: ({ bankId }) => keys.bank(bankId),
        keyOfRow: ({ id }) => keys.bank(id),
        listed: ({ id, siteId }) => ({ inSite: lists.banks(siteId), siteSort: id }),
      }),
      list(siteId, page) {
        const list: ListInIndex = { inSite: lists.banks(siteId), keyOf: keys.bank };
        return listed<BankRow>(pageInIndex(table, list, page));
      },
    },
    residents: residents(table, clock),
    couriers: {
      ...rows<CourierRow, { siteId: string; courierId: string }>(table, {
        keyOf: ({ siteId, courierId }) => keys.courier(siteId, courierId),
        keyOfRow: ({ siteId, id }) => keys.courier(siteId, id),
      }),
      list: (siteId, page) =>
        listed<CourierRow>(pageInPartition(table, { pk: siteKey(siteId), prefix: prefixes.courier }, page)),
    },
    members: members(table, clock),
    claimCourierCode(lookupKey, { siteId, courierId }, expiresAtMs) {
      const row = { siteId, courierId, ttl: Math.ceil(expiresAtMs / 1000) };
      return table.putIf({ ...keys.courierCode(lookupKey), ...row }, (x) => {
        const isOwn = `(${equals(x, 'siteId', siteId)} AND ${equals(x, 'courierId', courierId)})`;
        const isPast = `${x.name('ttl')} <= ${x.value(Math.floor(clock.nowMs() / 1000))}`;
        return `${isAbsent(x)} OR ${isOwn} OR ${isPast}`;
      });
    },
  };
}

interface Kind<Row, Id> {
  keyOf: (id: Id) => Key;
  keyOfRow: (row: Row) => Key;
  /** Its place in a list of the by-site index. */
  listed?: (row: Row) => { inSite: string; siteSort: string };
  mayCreate?: Condition;
  from?: (item: Item) => Row;
}

function rows<Row extends { version: number }, Id>(table: TableAccess, kind: Kind<Row, Id>): Rows<Row, Id> {
  const itemOf = (row: Row): Item => ({ ...kind.keyOfRow(row), ...row, ...kind.listed?.(row) });
  return {
    async read(id) {
      const item = await table.get(kind.keyOf(id), { isConsistent: true });
      return item && !isGone(item) ? (kind.from ?? rowFrom<Row>)(item) : undefined;
    },
    create: (row) => table.putIf(itemOf(row), kind.mayCreate),
    replace: (row) => table.putIf(itemOf({ ...row, version: row.version + 1 }), isAtVersion(row.version)),
  };
}

/** The attributes that stay, for as long as the trace does. */
const leftOfErased: readonly string[] = ['id', 'siteId', 'version'];

/** Found by their unit too: by a row of its own, written first, so that who exists is found. */
function residents(table: TableAccess, clock: Clock): Registry['residents'] {
  const plain = rows<ResidentRow, { siteId: string; residentId: string }>(table, {
    keyOf: ({ siteId, residentId }) => keys.resident(siteId, residentId),
    keyOfRow: ({ siteId, id }) => keys.resident(siteId, id),
  });
  const putUnit = ({ siteId, unit, id }: ResidentRow) => table.put(keys.unit(siteId, unitKey(unit), id));
  return {
    ...plain,
    async create(row) {
      await putUnit(row);
      return plain.create(row);
    },
    async replace(row) {
      await putUnit(row);
      return plain.replace(row);
    },
    // The rows that find them by a unit, and say that they live or lived there, go first: while the resident is there, the
    // call can be made again.
    async erase(row) {
      const { siteId, id } = row;
      const ttl = goneAt(clock);
      const units = await unitsOf(table, siteId, id);
      await Promise.all(units.map((key) => table.update(key, { set: [['ttl', ttl]], condition: isThere })));
      return table.update(keys.resident(siteId, id), {
        set: Object.entries({ isGone: true, version: row.version + 1, ttl }),
        remove: Object.keys(row).filter((name) => !leftOfErased.includes(name)),
        condition: isAtVersion(row.version),
      });
    },
    list: (siteId, page) =>
      listed<ResidentRow>(pageInPartition(table, { pk: siteKey(siteId), prefix: prefixes.resident }, page)),
  };
}

/** Of every unit that they ever had: a row of each stays when they move. Read through all units of the site, since it is rare. */
async function unitsOf(table: TableAccess, siteId: string, id: string): Promise<Key[]> {
  const where: Condition = (x) => `${equals(x, 'pk', siteKey(siteId))} AND ${beginsWith(x, prefixes.unit)}`;
  const items = await table.queryAll({ where, isConsistent: true });
  return items.filter(({ sk }) => sk.endsWith(`#${id}`)).map(({ pk, sk }) => ({ pk, sk }));
}

/** How long the trace of what was removed stays before the table deletes it, seconds. */
const goneSeconds = 86_400;
const goneAt = (clock: Clock): number => Math.ceil(clock.nowMs() / 1000) + goneSeconds;

function members(table: TableAccess, clock: Clock): Registry['members'] {
  const keyOf = ({ siteId, subject }: { siteId: string; subject: string }) => keys.member(siteId, subject);
  return {
    ...rows<MemberRow, { siteId: string; subject: string }>(table, {
      keyOf,
      keyOfRow: keyOf,
      listed: ({ siteId, subject }) => ({ inSite: lists.memberships(subject), siteSort: siteId }),
      from: memberFrom,
      mayCreate: (x) => `${isAbsent(x)} OR attribute_exists(${x.name('isGone')})`,
    }),
    // No function may delete items: a removed row is marked, leaves its list at once, and the table's TTL takes it away.
    remove: (row) =>
      table.update(keyOf(row), {
        set: Object.entries({
          isGone: true,
          version: row.version + 1,
          ttl: goneAt(clock),
        }),
        remove: ['inSite', 'siteSort', 'role'],
        condition: isAtVersion(row.version),
      }),
    list: (siteId, page) =>
      listed(pageInPartition(table, { pk: siteKey(siteId), prefix: prefixes.member }, page), memberFrom),
    ofSubject(subject, page) {
      const list: ListInIndex = { inSite: lists.memberships(subject), keyOf: (siteId) => keys.member(siteId, subject) };
      return listed(pageInIndex(table, list, page), memberFrom);
    },
  };
}

/** A membership that was kept before it said since when has its role since it was made. */
function memberFrom(item: Item): MemberRow {
  const row = rowFrom<MemberRow>(item);
  return { ...row, roleSinceMs: row.roleSinceMs ?? row.createdAtMs };
}

/** Marked as removed: the table's TTL takes it away. */
export const isGone = (item: Item): boolean => item['isGone'] === true;

async function listed<Row>(page: Promise<Page<Item>>, from: (item: Item) => Row = rowFrom<Row>): Promise<Page<Row>> {
  const { items, cursor } = await page;
  return { items: items.filter((item) => !isGone(item)).map((item) => from(item)), cursor };
}

/** A site that was kept before it had a language or a clock, or a policy before it had this rule, has the default. */
export function siteFrom(item: Item): SiteRow {
  const row = rowFrom<SiteRow>(item);
  return { ...siteDefaults, ...row, policy: { ...defaultPolicy, ...row.policy } };
}

/** An item without what only the table needs. */
export function rowFrom<Row>({ pk: _pk, sk: _sk, inSite: _in, siteSort: _sort, ...row }: Item): Row {
  return row as Row;
}
