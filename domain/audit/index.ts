import { isLaterMessage } from '../bank/order.js';
import { markOf } from '../bank/start.js';
import type { Finding } from '../incident/finding.js';
import type { SensorScan } from '../inputs.js';
import { doubtful, type SensorCondition } from '../sensing/condition.js';
import { conditionOf } from '../sensing/health/condition.js';
import { faultsOf, limitsFor, withFault, type Limits } from '../sensing/health/index.js';
import { suspectSwaps, type SensorMove, type Suspicions } from '../sensing/health/swapped.js';
import { profileOf } from '../sensing/profiles/index.js';
import type { ErrorRates } from '../sensing/verdict.js';
import { auditDoor, type DoorAudit } from './door.js';
import type { DoorSensors, KnownSensor } from './door-sensors.js';
import { movedTogether, withDoubt } from './doubt.js';
import type { DoorRecord } from './record.js';
import { shiftIn, withShift } from './shifted.js';

export type { DoorAudit } from './door.js';
export type { DoorSensors } from './door-sensors.js';
export type { DoorRecord } from './record.js';

/** How often banks are to scan: what enrolment tells them, and what silence is measured by. Design README §5. */
export const scanIntervalMs = 3_600_000;

export interface BankLook {
  scan: SensorScan;
  records: readonly DoorRecord[];
  /** Of doors that have been looked at before. */
  known: readonly DoorSensors[];
  swaps: Suspicions;
  rates: ErrorRates;
  falseAlarmsPerBankPerMonthMax: number;
  poweredForMs?: number | undefined;
}

export interface BankAudit {
  doors: DoorAudit[];
  /** Which sensors may be wired to another door, kept with the bank. */
  swaps: Suspicions;
  /** Doors whose sensors moved all at once, though nobody opened them. */
  shifted: number;
}

/** The natural key of a scan: evidence and findings are named for it. */
export const scanKey = ({ origin: { bootCount, seq } }: Pick<SensorScan, 'origin'>): string =>
  `scan-${bootCount}-${seq}`;

/** All doors of a bank at one scan. A door for which this scan, or a later one, was decided before is left as it is. */
export function auditBank(look: BankLook): BankAudit {
  const { scan, records, known } = look;
  const mark = markOf(scan);
  const limits = limitsOf(look);
  const doors = records.flatMap((record) => {
    const { compartmentId } = record.door;
    const said = Object.hasOwn(scan.doors, compartmentId) ? scan.doors[compartmentId] : undefined;
    const before = known.find((one) => one.compartmentId === compartmentId);
    const isOld = before?.recalibrated !== undefined && mark.atMs <= before.recalibrated.atMs;
    if (!said || isOld || !isLaterMessage(scan, before?.mark)) return [];
    const { rates, poweredForMs } = look;
    return [auditDoor({ record, said, before, key: scanKey(scan), mark, rates, limits, scanIntervalMs, poweredForMs })];
  });
  const shift = shiftIn(doors.flatMap(({ moves }) => moves));
  const steady = doors.map((one) =>
    shift.doors.includes(one.next.compartmentId) ? withShift(one, beforeOf(look, one), shift) : one,
  );
  const { inDoubt, ...audit } = withSwaps(look, steady, limits);
  const decided = withDoubts(audit.doors, inDoubt).map((one) => judged(records, one, inDoubt));
  return { ...audit, shifted: shift.doors.length, doors: decided };
}

function withDoubts(doors: readonly DoorAudit[], mayBeSwapped: readonly SensorMove[]): DoorAudit[] {
  const together = movedTogether(doors.flatMap(({ moves }) => moves));
  return doors.map((audit) => {
    if (mayBeSwapped.some((move) => isOf(audit, move))) return withDoubt(audit, 'whose-door');
    return together.includes(audit.next.compartmentId) ? withDoubt(audit, 'together') : audit;
  });
}

function limitsOf({ records, falseAlarmsPerBankPerMonthMax }: BankLook): Limits {
  const sensors = records.reduce((sum, { door }) => sum + door.profile.split('+').length, 0);
  return limitsFor(falseAlarmsPerBankPerMonthMax, { sensors: Math.max(1, sensors), scanIntervalMs });
}

/** Door A's events move door B's sensor: all doors together show that. Both sensors are silenced until somebody has looked. */
function withSwaps({ scan, swaps }: BankLook, doors: DoorAudit[], limits: Limits) {
  const { suspicions, standing, over, inDoubt } = suspectSwaps(
    doors.flatMap(({ moves }) => moves),
    swaps,
    limits.swapped,
  );
  const noted = doors.map((audit) => {
    const stands = standing.filter((move) => isOf(audit, move));
    const ends = over.filter((move) => isOf(audit, move));
    return stands.reduce(
      (one, move) => noteSwap(scan, one, move, 'standing'),
      ends.reduce((one, move) => noteSwap(scan, one, move, 'over'), audit),
    );
  });
  return { doors: noted, swaps: suspicions, inDoubt };
}

const beforeOf = ({ known }: BankLook, { next }: DoorAudit): DoorSensors | undefined =>
  known.find(({ compartmentId }) => compartmentId === next.compartmentId);

const isOf = ({ next }: DoorAudit, { compartmentId }: SensorMove): boolean => next.compartmentId === compartmentId;

function noteSwap(
  scan: SensorScan,
  audit: DoorAudit,
  { compartmentId, sensor }: SensorMove,
  status: Finding['status'],
): DoorAudit {
  const state = audit.next.sensors[sensor];
  if (!state || faultsOf(state).includes('swapped') === (status === 'standing')) return audit;
  const { bankId, times } = scan;
  const place = { bankId, compartmentId: compartmentId, sensor };
  const finding = {
    cause: 'sensor-swapped',
    place,
    status,
    key: scanKey(scan),
    occurredAtMs: times.occurredAtMs,
  } as const;
  const sensors = { ...audit.next.sensors, [sensor]: { ...state, ...withFault(state, 'swapped', status) } };
  return { ...audit, next: { ...audit.next, sensors }, findings: [...audit.findings, finding] };
}

/** Verdicts count what the door itself holds of its sensors: it is told where that is another than what is so now. */
function judged(records: readonly DoorRecord[], audit: DoorAudit, inDoubt: readonly SensorMove[]): DoorAudit {
  const { compartmentId, sensors } = audit.next;
  const held = records.find(({ door }) => door.compartmentId === compartmentId)?.door.sensors;
  const isInDoubt = inDoubt.some((move) => isOf(audit, move)); // Wires are moved by the plug: all of a door's, or none.
  const conditions = Object.fromEntries(
    Object.entries(sensors).map(([sensor, state]) => [sensor, isInDoubt ? unknown : conditionIn(state)]),
  );
  const isSame = JSON.stringify(doubtful(conditions)) === JSON.stringify(held && doubtful(held));
  return isSame ? audit : { ...audit, judged: conditions };
}

/** A sensor of an unknown kind, or of which it is not known whose door it looks at. */
const unknown: SensorCondition = { health: 0 };

function conditionIn(state: KnownSensor): SensorCondition {
  const profile = profileOf(state.kind);
  return profile ? conditionOf(state, profile) : unknown;
}
