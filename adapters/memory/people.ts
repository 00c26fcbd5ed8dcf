import type { Clock, Courier, Directory, Resident } from '../../app/ports.js';
import type { BankRow, CourierRow, MemberRow, Registry, ResidentRow, Rows, SiteRow } from '../../app/registry-ports.js';
import { unitKey } from '../../app/unit-key.js';
import type { SiteId } from '../../domain/ids.js';
import { kept } from '../kept.js';
import { pageOfRows } from './page.js';
import { Shelf, Shelves, type IsStale } from './shelf.js';

interface CodeOf {
  siteId: SiteId;
  courierId: string;
  expiresAtMs: number;
}

/** Who and what there is, in memory: the directory and the registry over the same rows. */
export function memoryPeople(clock: Clock, isStale?: IsStale): { directory: Directory; registry: Registry } {
  const shelves: PeopleShelves = {
    sites: new Shelf(isStale),
    banks: new Shelf(isStale),
    residents: new Shelves(isStale),
    couriers: new Shelves(isStale),
    members: new Shelves(isStale),
    codes: new Shelf(isStale),
    units: new Map(),
  };
  return { directory: directoryOn(shelves, clock), registry: registryOn(shelves, clock) };
}

interface PeopleShelves {
  sites: Shelf<SiteRow>;
  banks: Shelf<BankRow>;
  /** By site. */
  residents: Shelves<ResidentRow>;
  couriers: Shelves<CourierRow>;
  members: Shelves<MemberRow>;
  codes: Shelf<CodeOf>;
  /** Who was ever written down for a unit. */
  units: Map<string, Set<string>>;
}

const unitOf = (siteId: string, unit: string): string => `${siteId}/${unitKey(unit)}`;
const residentsOfUnitMax = 12;

function directoryOn({ sites, banks, residents, couriers, codes, units }: PeopleShelves, clock: Clock): Directory {
  const resident = async (siteId: SiteId, id: string): Promise<Resident | undefined> => residents.of(siteId).peek(id);
  const courier = async (siteId: SiteId, id: string): Promise<Courier | undefined> => couriers.of(siteId).peek(id);
  return {
    bank: kept(clock, async (bankId) => banks.peek(bankId)),
    banksOfSite: async (siteId, most) =>
      banks
        .list()
        .filter(([, bank]) => bank.siteId === siteId)
        .slice(0, most)
        .map(([, { id }]) => id),
    bankNow: async (bankId) => banks.get(bankId),
    site: kept(clock, async (siteId) => sites.peek(siteId)),
    resident,
    async noteEmail({ siteId, id, emailTopic }, emailState) {
      const row = residents.of(siteId).get(id);
      if (!row || emailTopic === undefined || row.emailTopic !== emailTopic) return;
      residents.of(siteId).set(id, { ...row, emailState, version: row.version + 1 });
    },
    async noteSms({ siteId, id, phone }, smsState) {
      const row = residents.of(siteId).get(id);
      if (!row || phone === undefined || row.phone !== phone) return;
      residents.of(siteId).set(id, { ...row, smsState, version: row.version + 1 });
    },
    async residentsOfUnit(siteId, unit) {
      const ids = [...(units.get(unitOf(siteId, unit)) ?? [])].sort().slice(0, residentsOfUnitMax);
      const found = await Promise.all(ids.map((id) => resident(siteId, id)));
      return found.filter((one) => one !== undefined).filter((one) => unitKey(one.unit) === unitKey(unit));
    },
    async courierByCode(lookupKey) {
      const row = codes.peek(lookupKey);
      return row && row.expiresAtMs > clock.nowMs() ? courier(row.siteId, row.courierId) : undefined;
    },
    courier,
  };
}

function registryOn(
  { sites, banks, residents, couriers, members, codes, units }: PeopleShelves,
  clock: Clock,
): Registry {
  return {
    sites: {
      ...rowsOn<SiteRow, { siteId: string }>(() => sites, { keyOf: ({ siteId }) => siteId, keyOfRow: ({ id }) => id }),
      list: async (page) => pageOfRows(sites.list(), page),
    },
    banks: {
      ...rowsOn<BankRow, { bankId: string }>(() => banks, { keyOf: ({ bankId }) => bankId, keyOfRow: ({ id }) => id }),
      list: async (siteId, page) =>
        pageOfRows(
          banks.list().filter(([, bank]) => bank.siteId === siteId),
          page,
        ),
    },
    residents: residentsOn(residents, units),
    couriers: {
      ...rowsOn<CourierRow, { siteId: string; courierId: string }>(({ siteId }) => couriers.of(siteId), {
        keyOf: ({ courierId }) => courierId,
        keyOfRow: ({ id }) => id,
      }),
      list: async (siteId, page) => pageOfRows(couriers.of(siteId).list(), page),
    },
    members: membersOn(members),
    async claimCourierCode(lookupKey, { siteId, courierId }, expiresAtMs) {
      const row = codes.get(lookupKey);
      const isOwn = row?.siteId === siteId && row.courierId === courierId;
      if (row && !isOwn && row.expiresAtMs > clock.nowMs()) return false;
      codes.set(lookupKey, { siteId, courierId, expiresAtMs });
      return true;
    },
  };
}

function rowsOn<Row extends { version: number }, Id>(
  shelfOf: (of: Id | Row) => Shelf<Row>,
  { keyOf, keyOfRow }: { keyOf: (id: Id) => string; keyOfRow: (row: Row) => string },
): Rows<Row, Id> {
  return {
    read: async (id) => shelfOf(id).get(keyOf(id)),
    create: async (row) => shelfOf(row).add(keyOfRow(row), row),
    async replace(row) {
      const shelf = shelfOf(row);
      if (shelf.get(keyOfRow(row))?.version !== row.version) return false;
      shelf.set(keyOfRow(row), { ...row, version: row.version + 1 });
      return true;
    },
  };
}

function residentsOn(residents: Shelves<ResidentRow>, units: PeopleShelves['units']): Registry['residents'] {
  const plain = rowsOn<ResidentRow, { siteId: string; residentId: string }>(({ siteId }) => residents.of(siteId), {
    keyOf: ({ residentId }) => residentId,
    keyOfRow: ({ id }) => id,
  });
  const note = ({ siteId, unit, id }: ResidentRow) => {
    const key = unitOf(siteId, unit);
    units.set(key, (units.get(key) ?? new Set()).add(id));
  };
  return {
    ...plain,
    async create(row) {
      note(row);
      return plain.create(row);
    },
    async replace(row) {
      note(row);
      return plain.replace(row);
    },
    async erase({ siteId, id, version }) {
      if (residents.of(siteId).get(id)?.version !== version) return false;
      for (const ids of units.values()) ids.delete(id);
      residents.of(siteId).delete(id);
      return true;
    },
    list: async (siteId, page) => pageOfRows(residents.of(siteId).list(), page),
  };
}

function membersOn(members: Shelves<MemberRow>): Registry['members'] {
  const key = ({ subject }: { subject: string }) => subject;
  return {
    ...rowsOn<MemberRow, { siteId: string; subject: string }>(({ siteId }) => members.of(siteId), {
      keyOf: key,
      keyOfRow: key,
    }),
    async remove({ siteId, subject, version }) {
      if (members.of(siteId).get(subject)?.version !== version) return false;
      members.of(siteId).delete(subject);
      return true;
    },
    list: async (siteId, page) => pageOfRows(members.of(siteId).list(), page),
    async ofSubject(subject, page) {
      const own = members.all().filter((row) => row.subject === subject);
      return pageOfRows(
        own.map((row) => [row.siteId, row] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
        page,
      );
    },
  };
}
