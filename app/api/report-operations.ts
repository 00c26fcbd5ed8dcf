import { incidentIdOf } from '../../domain/ids.js';
import { isOpen, type Incident } from '../../domain/incident/incident.js';
import { alarmsOf, type AlarmTally } from '../../domain/reports/alarms.js';
import { withExplanations } from '../../domain/reports/explanations.js';
import { talliesOf, type IncidentTallies } from '../../domain/reports/operations.js';
import { isWithin, type Period } from '../../domain/reports/period.js';
import { lastCyclesOf, repeatsAtWorkingDoors, type LastCycleOf } from '../../domain/reports/repeats.js';
import { staffMinutes, type StaffMinutes } from '../../domain/reports/staff.js';
import type { ParcelPart, Ports } from '../ports.js';
import type { Registry, SiteRow } from '../registry-ports.js';
import { pageSize, readAll } from './read-all.js';

export interface Deposits {
  /** Seen by the sensors when the door closed. */
  verified: number;
  /** Stored on somebody's word, for no sensor could say. */
  vouched: number;
  /** Stored though nobody could say whether it was there: its resident was sent to look. */
  unsure: number;
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

const banksMax = 1_000;
/** What is read of each parcel: there may be thousands. */
const parcelFields = ['storedAtMs', 'vouched', 'isUnsure'] as const;
type ParcelSeen = ParcelPart<(typeof parcelFields)[number]>;

/** What happened at a site in a period: parcels by when they came, incidents by when they were raised. */
export async function reportOperations(
  ports: Pick<Ports, 'parcels' | 'incidents' | 'doors'> & { registry: Registry },
  { id: siteId, policy }: Pick<SiteRow, 'id' | 'policy'>,
  period: Period,
): Promise<OperationsReport> {
  const [banks, parcels, raised] = await Promise.all([
    readAll(
      (page) => ports.registry.banks.list(siteId, page),
      () => false,
      banksMax / pageSize,
    ),
    readAll<ParcelSeen>(
      (page) => ports.parcels.list(siteId, page, parcelFields),
      ({ createdAtMs }) => createdAtMs < period.fromMs,
    ),
    readAll<Incident>((page) => ports.incidents.list(siteId, page), isPast(period)),
  ]);
  const atWorkingDoors = repeatsAtWorkingDoors(raised.items, await lastCyclesAt(ports, raised.items));
  const incidents = withExplanations(raised.items)
    .filter(({ raisedAtMs }) => isWithin(period, raisedAtMs))
    .map((one) => ({ ...one, isAtWorkingDoor: atWorkingDoors.has(incidentIdOf(one)) }));
  const deposits = depositsOf(parcels.items.filter(({ createdAtMs }) => isWithin(period, createdAtMs)));
  const tallies = talliesOf(incidents);
  const { mendedRemotely, visits } = tallies.all;
  return {
    ...period,
    banks: banks.items.length,
    deposits,
    incidents: tallies,
    alarms: {
      ...alarmsOf(incidents, { banks: banks.items.length, forMs: period.toMs - period.fromMs }),
      budgetPerBankPerMonth: policy.falseAlarmsPerBankPerMonthMax,
    },
    // Of what nobody could say was a parcel, no work is claimed to have been spared.
    staffMinutes: staffMinutes({ stored: deposits.verified + deposits.vouched, mendedRemotely, visits }),
    isCutShort: [parcels, raised].some(({ isWhole }) => !isWhole),
  };
}

/** Of the banks of which a door was left open again, as they are now, whatever the period: a door that works goes on to. */
async function lastCyclesAt({ doors }: Pick<Ports, 'doors'>, incidents: readonly Incident[]): Promise<LastCycleOf> {
  const again = incidents.filter(({ cause, repeatedBy }) => cause === 'door-ajar' && repeatedBy !== undefined);
  const banks = [...new Set(again.map(({ place }) => place.bankId))].slice(0, banksMax);
  return lastCyclesOf((await Promise.all(banks.map((bankId) => doors.list(bankId, ['cycles'])))).flat());
}

function depositsOf(parcels: readonly ParcelSeen[]): Deposits {
  const stored = parcels.filter(({ storedAtMs }) => storedAtMs > 0);
  const unsure = stored.filter(({ isUnsure }) => isUnsure).length;
  const vouched = stored.filter((parcel) => parcel.vouched && !parcel.isUnsure).length;
  const verified = stored.length - vouched - unsure;
  return { verified, vouched, unsure, notStored: parcels.length - stored.length };
}

/** Open ones are listed first, however old, and then those that have ended, the newest first. */
const isPast =
  ({ fromMs }: Period) =>
  (incident: Incident): boolean =>
    !isOpen(incident) && incident.raisedAtMs < fromMs;
