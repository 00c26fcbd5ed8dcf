import type { SiteId } from '../../domain/ids.js';
import type { Incident } from '../../domain/incident/incident.js';
import { alarmsOf, type AlarmTally } from '../../domain/reports/alarms.js';
import { talliesOf, type IncidentTallies } from '../../domain/reports/operations.js';
import { staffMinutes, type StaffMinutes } from '../../domain/reports/staff.js';
import type { Page, PageOf, Parcel, Ports } from '../ports.js';
import type { Registry } from '../registry-ports.js';

export interface Period {
  fromMs: number;
  toMs: number;
}

export interface Deposits {
  /** Seen by the sensors when the door closed. */
  verified: number;
  /** Stored on the courier's word, for no sensor could say. */
  vouched: number;
  /** Of those that were given a door or announced in the period: never stored, or not yet. */
  notStored: number;
}

export interface OperationsReport extends Period {
  banks: number;
  deposits: Deposits;
  incidents: IncidentTallies;
  alarms: AlarmTally & { budgetPerBankPerMonth: number };
  staffMinutes: StaffMinutes;
  /** There was more in the period than one report reads: the oldest of it is left out. */
  isCutShort: boolean;
}

/** So many pages of each list are read for one report: 5,000 parcels, 5,000 incidents. A longer period is asked for in parts. */
const pagesMax = 50;
const pageSize = 100;
const banksMax = 1_000;

/** What happened at a site in a period: parcels by when they came, incidents by when they were raised. */
export async function reportOperations(
  ports: Ports & { registry: Registry },
  siteId: SiteId,
  period: Period,
): Promise<OperationsReport> {
  const isIn = (atMs: number) => atMs >= period.fromMs && atMs < period.toMs;
  const [banks, parcels, open, ended, site] = await Promise.all([
    readAll(
      (page) => ports.registry.banks.list(siteId, page),
      () => false,
      banksMax / pageSize,
    ),
    readAll<Parcel>(
      (page) => ports.parcels.list(siteId, page),
      ({ createdAtMs }) => createdAtMs < period.fromMs,
    ),
    readAll<Incident>((page) => ports.incidents.list(siteId, { ...page, isOpen: true }), isBefore(period)),
    readAll<Incident>((page) => ports.incidents.list(siteId, { ...page, isOpen: false }), isBefore(period)),
    ports.directory.site(siteId),
  ]);
  const incidents = [...open.items, ...ended.items].filter(({ raisedAtMs }) => isIn(raisedAtMs));
  const deposits = depositsOf(parcels.items.filter(({ createdAtMs }) => isIn(createdAtMs)));
  const tallies = talliesOf(incidents);
  const { mendedRemotely, visits } = tallies.all;
  return {
    ...period,
    banks: banks.items.length,
    deposits,
    incidents: tallies,
    alarms: {
      ...alarmsOf(incidents, { banks: banks.items.length, forMs: period.toMs - period.fromMs }),
      budgetPerBankPerMonth: site?.policy.falseAlarmsPerBankPerMonthMax ?? 0,
    },
    staffMinutes: staffMinutes({ stored: deposits.verified + deposits.vouched, mendedRemotely, visits }),
    isCutShort: [parcels, open, ended].some(({ isWhole }) => !isWhole),
  };
}

function depositsOf(parcels: readonly Parcel[]): Deposits {
  const stored = parcels.filter(({ storedAtMs }) => storedAtMs > 0);
  const vouched = stored.filter((parcel) => parcel.vouched).length;
  return { verified: stored.length - vouched, vouched, notStored: parcels.length - stored.length };
}

const isBefore =
  ({ fromMs }: Period) =>
  ({ raisedAtMs }: Incident): boolean =>
    raisedAtMs < fromMs;

/** A list from its newest on, until an item that is past what is asked for, or the most that is read. */
async function readAll<Item>(
  list: (page: PageOf) => Promise<Page<Item>>,
  isPast: (item: Item) => boolean,
  pages = pagesMax,
): Promise<{ items: Item[]; isWhole: boolean }> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < pages; read++) {
    const page = await list({ limit: pageSize, cursor });
    items.push(...page.items);
    cursor = page.cursor;
    if (cursor === undefined || page.items.some(isPast)) return { items, isWhole: true };
  }
  return { items, isWhole: false };
}
