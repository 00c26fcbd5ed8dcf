import { isOffered, liveStay } from '../../domain/door.js';
import type { Size } from '../../domain/inputs.js';
import { doorName, type SiteId } from '../../domain/ids.js';
import { capacityReport, type CapacityReport, type DoorsOfBank, type Lain } from '../../domain/reports/capacity.js';
import { cleanOutOf, type CleanOut, type Overdue } from '../../domain/reports/clean-out.js';
import { dayMs, type Period } from '../../domain/reports/period.js';
import { endedStates, type StayState } from '../../domain/stay.js';
import type { DoorPart } from '../door-store.js';
import type { ParcelPart, Ports } from '../ports.js';
import type { BankRow, Registry, SiteRow } from '../registry-ports.js';
import { readAll } from './read-all.js';

export interface SiteCapacity extends CapacityReport, Period {
  fullShareMax: number;
  /** As it is now, whatever the period. */
  cleanOut: CleanOut;
  /** There was more than one report reads: `fromMs` is where it begins, or banks are left out. */
  isCutShort: boolean;
}

/** One page of banks: more of them at one site are a fleet. */
const banksMax = 100;
/** What came so long before the period may have kept a door in it. What lies there still is found by its door, however old. */
const lookBackMs = 30 * dayMs;

export interface CapacityOf {
  period: Period;
  nowMs: number;
  /** The share of the time in which a size may have no free door, in (0, 1). */
  fullShareMax: number;
}

/** How well the doors of a site serve its parcels: what was, what that forecasts, and what is to be taken away. */
export async function reportCapacity(
  ports: Pick<Ports, 'parcels' | 'doors'> & { registry: Registry },
  { id: siteId, timeZone }: Pick<SiteRow, 'id' | 'timeZone'>,
  { period: asked, nowMs, fullShareMax }: CapacityOf,
): Promise<SiteCapacity> {
  const [{ banks, doors }, parcels] = await Promise.all([
    banksWithDoors(ports, siteId),
    readAll<ParcelSeen>(
      (page) => ports.parcels.list(siteId, page, parcelFields),
      ({ createdAtMs }) => createdAtMs < asked.fromMs - lookBackMs,
    ),
  ]);
  const period = knownPart(asked, parcels, nowMs);
  const lain = lainOf(parcels.items, doors);
  return {
    ...period,
    fullShareMax,
    ...capacityReport(
      banks.items.map((bank) => doorsOf(bank, doors)),
      lain,
      { period, timeZone, fullShareMax },
    ),
    cleanOut: cleanOutOf(doors.flatMap(overdueIn), nowMs),
    isCutShort: period.fromMs > asked.fromMs || banks.cursor !== undefined,
  };
}

/** What is read of each door, and of each parcel: a site may have thousands. */
const doorFields = ['size', 'compartment', 'door', 'holds', 'stay'] as const;
const parcelFields = ['claim', 'state', 'storedAtMs', 'endedAtMs'] as const;
type DoorSeen = DoorPart<(typeof doorFields)[number]>;
type ParcelSeen = ParcelPart<(typeof parcelFields)[number]>;

async function banksWithDoors({ registry, doors }: Pick<Ports, 'doors'> & { registry: Registry }, siteId: SiteId) {
  const banks = await registry.banks.list(siteId, { limit: banksMax });
  return { banks, doors: (await Promise.all(banks.items.map(({ id }) => doors.list(id, doorFields)))).flat() };
}

/** Nothing is known of what is to come, nor of what is older than the oldest that was read. */
function knownPart(
  { fromMs, toMs }: Period,
  { items, isWhole }: { items: ParcelSeen[]; isWhole: boolean },
  nowMs: number,
) {
  const end = Math.max(fromMs, Math.min(toMs, nowMs));
  const oldestMs = isWhole ? fromMs : (items.at(-1)?.createdAtMs ?? fromMs);
  return { fromMs: Math.min(end, Math.max(fromMs, oldestMs)), toMs: end };
}

function doorsOf({ id, createdAtMs, retirement }: BankRow, doors: readonly DoorSeen[]): DoorsOfBank {
  const ofBank = doors.filter(({ bankId }) => bankId === id);
  return {
    bankId: id,
    sinceMs: createdAtMs,
    doors: ofBank.map((door) => ({
      compartmentId: door.compartmentId,
      size: door.size,
      isOutOfUse: !liveStay(door) && (retirement !== undefined || !isOffered(door)),
    })),
  };
}

/** Whatever kept a door: the parcels that were read, and what lies in a door although it came before them. */
function lainOf(parcels: readonly ParcelSeen[], doors: readonly DoorSeen[]): Lain[] {
  const sizeAt = new Map(doors.map((door) => [doorName(door), door.size]));
  const known = new Set(parcels.map(({ claim }) => claim?.stayId));
  return [
    ...parcels.flatMap((parcel) => lainAs(parcel, parcel.claim && sizeAt.get(doorName(parcel.claim)))),
    ...doors.flatMap((door) => {
      const stay = liveStay(door);
      if (!stay || stay.storedAtMs === 0 || known.has(stay.id)) return [];
      const { bankId, compartmentId, size: asked } = door;
      const { storedAtMs } = stay;
      return [{ bankId, compartmentId, asked, claimedAtMs: storedAtMs, storedAtMs, end: { kind: 'lying' } } as const];
    }),
  ];
}

const unplaced: readonly ParcelSeen['state'][] = ['announced', 'placing', 'withdrawn'];

/** A parcel of a door that the site does not have any more is left out. */
function lainAs({ claim, state, storedAtMs, endedAtMs }: ParcelSeen, doorSize: Size | undefined): Lain[] {
  if (!claim || !doorSize || unplaced.includes(state)) return [];
  const { bankId, compartmentId, claimedAtMs, size: asked = doorSize } = claim;
  const hasEnded = endedStates.includes(state as StayState);
  const ended: Lain['end'] = endedAtMs === undefined ? { kind: 'unknown' } : { kind: 'ended', atMs: endedAtMs };
  const end: Lain['end'] = hasEnded ? ended : { kind: 'lying' };
  return [{ bankId, compartmentId, asked, claimedAtMs, storedAtMs: storedAtMs || undefined, end }];
}

function overdueIn(door: DoorSeen): Overdue[] {
  if (door.stay?.state !== 'overdue') return [];
  const { parcelId, storedAtMs } = door.stay;
  const { bankId, compartmentId, size } = door;
  return [{ parcelId, bankId, compartmentId, size, storedAtMs }];
}
