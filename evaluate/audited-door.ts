import { auditBank, type BankAudit, type DoorRecord, type DoorSensors } from '../domain/audit/index.js';
import { newDoor, type Door, type Stay } from '../domain/door.js';
import type { DoorLook, SensorScan } from '../domain/inputs.js';
import type { BankId, CourierId, ParcelId, ResidentId, SiteId, StayId } from '../domain/ids.js';
import type { RunningSums } from '../domain/sensing/difference.js';
import { defaultErrorRates } from '../domain/sensing/verdict.js';
import { hourMs, type WatchedBank, type WatchedDoor } from './watched-bank.js';

/**
 * What an audit comes to: an incident that says to be sure, or one that says to be in doubt; no incident, because the sensors
 * bear the record out, or because they cannot say.
 */
export type Audited = 'differs' | 'in doubt' | 'agrees' | 'unclear';

interface Audit {
  bank: WatchedBank;
  door: WatchedDoor;
  /** By the record: what sensors saw come of the parcel that lies there; none where the door is free. */
  sums?: RunningSums | undefined;
  /** Called when a scan has seen the door as it is now, and before the looks that are asked about. */
  befalls?: () => void;
}

const [bankId, doorCycle, minuteMs] = ['bank-1' as BankId, 7, 60_000];

type Before = Pick<BankAudit, 'swaps'> & { known: readonly DoorSensors[] };

/**
 * The product's own audit of a bank: a scan after the door in question had its last cycle, and what is said of that door at the
 * looks that follow while all stay shut: a second one says what the first suspects.
 */
export function auditTwice({ bank, door, sums, befalls }: Audit): Audited {
  const own = sums ? occupied(door, sums, bank.nowMs) : free(door);
  const look = (before: Before, n: number) =>
    auditBank({
      scan: scanOf(bank, n),
      records: bank.doors.map((one) => recordOf(one === door ? own : asItIs(one, bank.nowMs), bank)),
      ...before,
      rates: defaultErrorRates,
      falseAlarmsPerBankPerMonthMax: 1,
    });
  const of = ({ doors }: BankAudit) => doors.find(({ next }) => next.compartmentId === door.compartmentId)!;
  const after = ({ doors, swaps }: BankAudit): Before => ({ known: doors.map(({ next }) => next), swaps });
  const kept = bank.doors.map((one) => keptOf(one, one === door ? doorCycle - 1 : doorCycle, bank.nowMs));
  const asLeft = look({ known: kept, swaps: bank.suspicions }, 1);
  befalls?.();
  const first = look(after(asLeft), 2);
  const second = look(after(first), 3);
  const said = [first, second].flatMap((audit) => of(audit).findings);
  const found = said.filter(({ place, status }) => place.sensor === undefined && status === 'standing');
  if (found.length > 0) return found.some(({ detail }) => detail?.['doubt'] === undefined) ? 'differs' : 'in doubt';
  // What was said before is over as soon as, and only if, a look bears the record out.
  const { known, swaps } = after(second);
  const third = look({ known: known.map((next) => ({ ...next, said: { phantom: bank.nowMs } })), swaps }, 4);
  return of(third).findings.some(({ cause, status }) => cause === 'phantom' && status === 'over')
    ? 'agrees'
    : 'unclear';
}

function scanOf(bank: WatchedBank, n: number): SensorScan {
  const atMs = bank.nowMs + n * minuteMs;
  const looks = bank.doors.map((door) => {
    const look: DoorLook = { door: 'closed', doorCycle, windows: door.windows(bank.around) };
    return [door.compartmentId, look] as const;
  });
  return {
    type: 'sensor-scan',
    bankId,
    messageId: `scan-${n}`,
    times: { occurredAtMs: atMs, receivedAtMs: atMs, nowMs: atMs, ageKnown: true },
    origin: { controllerId: 'controller-1', bootCount: 1, seq: n, uptimeMs: n * minuteMs },
    doors: Object.fromEntries(looks),
    unreadable: 0,
  };
}

const recordOf = (door: Door, { nowMs }: WatchedBank): DoorRecord => ({
  door,
  changedAtMs: nowMs - hourMs,
  isBehind: false,
});

/** Another door of the bank: its record is right, and it is not asked about. */
const asItIs = (door: WatchedDoor, nowMs: number): Door =>
  door.contents.length > 0 ? occupied(door, {}, nowMs) : free(door);

/** What the health engine knows, as it is kept with a door. A beam that is blocked may have been so by a parcel. */
function keptOf({ compartmentId, sensors, states }: WatchedDoor, doorCycle: number, atMs: number): DoorSensors {
  const known = sensors.flatMap(({ name, kind }) => {
    const state = states[name];
    return state ? [[name, { ...state, kind, came: (state.level ?? 0) > 0.5 }] as const] : [];
  });
  const mark = { bootCount: 1, seq: 0, atMs };
  return { bankId, compartmentId, mark, doorCycle, door: 'closed', sensors: Object.fromEntries(known) };
}

const free = ({ compartmentId, sensors }: WatchedDoor): Door => ({
  ...newDoor({
    bankId,
    compartmentId,
    siteId: 'site-1' as SiteId,
    size: 'M',
    accessible: false,
    profile: sensors.map(({ kind }) => kind).join('+'),
    doorCycle,
  }),
  door: 'closed',
});

function occupied(door: WatchedDoor, sums: RunningSums, nowMs: number): Door {
  const stay: Stay = {
    id: `${door.compartmentId}-stay` as StayId,
    parcelId: 'parcel-1' as ParcelId,
    residentId: 'resident-1' as ResidentId,
    courierId: 'courier-1' as CourierId,
    state: 'stored',
    generation: 1,
    leases: 1,
    leaseEndsAtMs: nowMs - 2 * hourMs,
    pickupFrom: 0,
    windowEndsAtMs: 0,
    watch: { n: 1, atMs: 0 },
    next: { n: 1, atMs: 0 },
    storedAtMs: nowMs - 2 * hourMs,
    vouched: false,
    finding: 'none',
    mayVouch: false,
    fromCycle: doorCycle - 1,
    requests: [],
  };
  return { ...free(door), compartment: 'occupied', sums, stay };
}
