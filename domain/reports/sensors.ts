import type { DoorSensors } from '../audit/door-sensors.js';
import type { WiresInDoubt } from '../bank/scan.js';
import { faultsOf, isCommissioned, scoreOf, type FaultName } from '../sensing/health/index.js';
import type { SensorKind } from '../sensing/profiles/index.js';
import type { CompartmentId } from '../ids.js';

/** One sensor, as it is known from looks at its door. */
export interface SensorReport {
  compartmentId: CompartmentId;
  /** As its bank calls it. */
  sensor: string;
  kind: SensorKind;
  /** In [0, 1]; 1 is sound. What a fault leaves of it is its detector's trust; of wires in doubt, nothing is left. */
  score: number;
  /** The faults that stand. */
  faults: FaultName[];
  /** Its noise is known from a day of certainly empty looks; before, it counts as its kind is stated to be. */
  isCommissioned: boolean;
  /** When a window of it last came, Unix milliseconds. */
  heardAtMs: number;
  /** Where it last stood, and where it stands when its door is empty, in its kind's unit. */
  level?: number | undefined;
  emptyLevel?: number | undefined;
}

type InDoubt = Pick<WiresInDoubt, 'compartmentId' | 'of'>;

/**
 * The sensors of a bank's doors, the most doubtful first. Wires are moved by the plug, all of a door's or none: where they are in
 * doubt, no sensor of either door counts for anything.
 */
export function sensorReports(doors: readonly DoorSensors[], inDoubt: readonly InDoubt[] = []): SensorReport[] {
  const doubted = new Set(inDoubt.flatMap(({ compartmentId, of }) => [compartmentId, of]));
  const reports = doors.flatMap(reportsOf).map((one) => (doubted.has(one.compartmentId) ? { ...one, score: 0 } : one));
  return reports.sort((a, b) => a.score - b.score || (placeOf(a) < placeOf(b) ? -1 : 1));
}

const placeOf = ({ compartmentId, sensor }: SensorReport): string => `${compartmentId} ${sensor}`;

const reportsOf = ({ compartmentId, sensors }: DoorSensors): SensorReport[] =>
  Object.entries(sensors).map(([sensor, state]) => ({
    compartmentId,
    sensor,
    kind: state.kind,
    score: scoreOf(state),
    faults: faultsOf(state),
    isCommissioned: isCommissioned(state),
    heardAtMs: state.heardAtMs,
    level: state.level,
    emptyLevel: state.levelLooks > 0 ? state.baseline : undefined,
  }));
