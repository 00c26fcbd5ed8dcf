import { doorName, type BankId, type CompartmentId } from '../ids.js';
import { sizes, type Size } from '../inputs.js';
import { daysOf } from './days.js';
import { forecastOf, type Forecast } from './door-mix.js';
import { dwellReport, meanDwellMs, type Dwell, type DwellReport } from './dwell.js';
import { dayMs, isWithin, lengthMs, type Period } from './period.js';
import { oneAtATime, takenOver, type Taking } from './taken.js';

/** A parcel that was given a door: since when it kept it, and until when. */
export interface Lain {
  bankId: BankId;
  compartmentId: CompartmentId;
  /** The size that was asked for; that of its door where nothing else is known. */
  asked: Size;
  claimedAtMs: number;
  /** None: it was never stored. */
  storedAtMs?: number | undefined;
  /** `unknown`: it has ended, and nobody kept when. */
  end: { kind: 'lying' } | { kind: 'ended'; atMs: number } | { kind: 'unknown' };
}

export interface DoorsOfBank {
  bankId: BankId;
  /** Since when the bank is there. */
  sinceMs: number;
  doors: readonly { compartmentId: CompartmentId; size: Size; isOutOfUse: boolean }[];
}

export interface Capacity {
  doors: number;
  /** Of these, kept from use now. */
  outOfUse: number;
  /** Stored in the period. Of a size: those that asked for it, wherever they were laid. */
  parcels: number;
  /** Doors taken, over the time of the period, and the most at once. */
  meanTaken: number;
  mostTaken: number;
  /** Minutes in which every door was taken. */
  fullMinutes: number;
  /** None over less than a week, or where nothing has ended yet from which to tell how long a parcel lies. */
  forecast?: Forecast | undefined;
}

export interface SizeCapacity extends Capacity {
  size: Size;
  /** Of the parcels, those that were laid into a larger door than they asked for. */
  inLargerDoors: number;
}

export interface BankCapacity extends Capacity, Period {
  bankId: BankId;
  /** None of less than a day: one parcel of a bank's first minute would be hundreds. */
  parcelsPerDoorAndDay?: number | undefined;
  /** Smallest first; sizes that nobody asked for and that the bank does not have are left out. */
  sizes: SizeCapacity[];
}

export interface CapacityReport {
  doors: number;
  parcels: number;
  /** None before a bank of it has one. */
  parcelsPerDoorAndDay?: number | undefined;
  /** Parcels whose end was not kept: they count as stored, and in nothing else. */
  endsUnknown: number;
  dwell: DwellReport;
  banks: BankCapacity[];
  days: (Period & { parcels: number; mostTaken: number })[];
}

export interface CapacityAsked {
  period: Period;
  timeZone: string;
  /** The share of the time in which a size may have no free door, in (0, 1). */
  fullShareMax: number;
}

/** How well the doors of a site serve its parcels. `lain` holds all that kept a door in the period, whenever they came. */
export function capacityReport(
  banks: readonly DoorsOfBank[],
  lain: readonly Lain[],
  { period, timeZone, fullShareMax }: CapacityAsked,
): CapacityReport {
  const stored = lain.filter(isStored(period));
  const dwells = stored.flatMap((one) => dwellOf(one, period.toMs));
  const perBank = banks.map((bank) => {
    const ofBank = lain.filter(({ bankId }) => bankId === bank.bankId);
    return bankCapacity(bank, ofBank, { period, fullShareMax, meanMs: meanDwellMs(dwells) });
  });
  const takings = oneAtATime(lain.flatMap((one) => takingOf(one, period.toMs)));
  const doorDays = perBank.reduce((sum, bank) => sum + bank.doors * (lengthMs(bank) / dayMs), 0);
  return {
    doors: perBank.reduce((sum, { doors }) => sum + doors, 0),
    parcels: stored.length,
    parcelsPerDoorAndDay: perBank.some(hasRate) ? stored.length / doorDays : undefined,
    endsUnknown: stored.filter(({ end }) => end.kind === 'unknown').length,
    dwell: dwellReport(dwells),
    banks: perBank,
    days: daysOf(period, timeZone).map((day) => ({
      ...day,
      parcels: stored.filter(isStored(day)).length,
      mostTaken: takenOver(takings, 0, day).most,
    })),
  };
}

const hasRate = ({ parcelsPerDoorAndDay }: BankCapacity): boolean => parcelsPerDoorAndDay !== undefined;

/** No day of the week is like another: less than all of them forecasts nothing. */
const weekMs = 7 * dayMs;

interface BankAsked {
  period: Period;
  fullShareMax: number;
  /** Of the whole site: what a size or bank is said to do of which nothing is known yet. */
  meanMs: number | undefined;
}

function bankCapacity(bank: DoorsOfBank, lain: readonly Lain[], asked: BankAsked): BankCapacity {
  const { toMs } = asked.period;
  const period = { fromMs: Math.min(toMs, Math.max(asked.period.fromMs, bank.sinceMs)), toMs };
  const stored = lain.filter(isStored(period));
  const meanMs = meanDwellMs(stored.flatMap((one) => dwellOf(one, toMs))) ?? asked.meanMs;
  const ofBank = { ...asked, period, meanMs };
  const sizeOf = new Map(bank.doors.map(({ compartmentId, size }) => [compartmentId, size]));
  const takings = oneAtATime(lain.flatMap((one) => takingOf(one, toMs)));
  const isTakingOf = (doors: DoorsOfBank['doors']) => {
    const names = new Set(doors.map(({ compartmentId }) => doorName({ bankId: bank.bankId, compartmentId })));
    return takings.filter(({ door }) => names.has(door));
  };
  const whole = capacityOf(bank.doors, isTakingOf(bank.doors), stored, ofBank);
  const days = lengthMs(period) / dayMs;
  return {
    ...period,
    bankId: bank.bankId,
    ...whole,
    parcelsPerDoorAndDay: whole.doors > 0 && days >= 1 ? whole.parcels / (whole.doors * days) : undefined,
    sizes: sizes.flatMap((size) => {
      const doors = bank.doors.filter((door) => door.size === size);
      const parcels = stored.filter((one) => one.asked === size);
      if (doors.length === 0 && parcels.length === 0) return [];
      const isLarger = (got: Size | undefined) => got !== undefined && sizes.indexOf(got) > sizes.indexOf(size);
      const inLargerDoors = parcels.filter(({ compartmentId }) => isLarger(sizeOf.get(compartmentId))).length;
      return [{ size, ...capacityOf(doors, isTakingOf(doors), parcels, ofBank), inLargerDoors }];
    }),
  };
}

function capacityOf(
  doors: DoorsOfBank['doors'],
  takings: readonly Taking[],
  parcels: readonly Stored[],
  { period, fullShareMax, meanMs: otherwiseMs }: BankAsked,
): Capacity {
  const { mean, most, fullMs } = takenOver(takings, doors.length, period);
  const meanMs = meanDwellMs(parcels.flatMap((one) => dwellOf(one, period.toMs))) ?? otherwiseMs;
  const demand = { doors: doors.length, parcels: parcels.length, forMs: lengthMs(period) };
  const isKnown = meanMs !== undefined && demand.forMs >= weekMs;
  return {
    doors: doors.length,
    outOfUse: doors.filter(({ isOutOfUse }) => isOutOfUse).length,
    parcels: parcels.length,
    meanTaken: mean,
    mostTaken: most,
    fullMinutes: Math.round(fullMs / 60_000),
    ...(isKnown ? { forecast: forecastOf({ ...demand, meanDwellMs: meanMs }, fullShareMax) } : {}),
  };
}

type Stored = Lain & { storedAtMs: number };
const isStored =
  (period: Period) =>
  (one: Lain): one is Stored =>
    one.storedAtMs !== undefined && isWithin(period, one.storedAtMs);

/** What ended after the period lay there at its end: nobody knew then for how long. */
function dwellOf({ storedAtMs, end }: Stored, toMs: number): Dwell[] {
  if (end.kind === 'unknown') return [];
  const hasEnded = end.kind === 'ended' && end.atMs <= toMs;
  return [{ forMs: Math.max(0, (hasEnded ? end.atMs : toMs) - storedAtMs), hasEnded }];
}

function takingOf({ bankId, compartmentId, claimedAtMs, end }: Lain, toMs: number): Taking[] {
  if (end.kind === 'unknown') return [];
  return [
    {
      door: doorName({ bankId, compartmentId }),
      fromMs: claimedAtMs,
      toMs: end.kind === 'ended' ? end.atMs : toMs,
    },
  ];
}
