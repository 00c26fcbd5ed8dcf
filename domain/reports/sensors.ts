import type { DoorSensors, KnownSensor } from '../audit/door-sensors.js';
import type { WiresInDoubt } from '../bank/scan.js';
import { faultsOf, isCommissioned, scoreOf, type FaultName } from '../sensing/health/index.js';
import { smallestTold } from '../sensing/health/accepted.js';
import { conditionOf, flickerOf } from '../sensing/health/condition.js';
import { isBinary, profileOf, type SensorKind } from '../sensing/profiles/index.js';
import type { ErrorRates } from '../sensing/verdict.js';
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
  /** So many times as noisy as its kind is stated to be, of a beam as often wrong, and verdicts count with that; left out where it is not noisier. */
  noise?: number | undefined;
  /** It was found to be so noisy, or so spiky, and left so, because its door tells what it is to tell all the same. */
  isNoiseAccepted?: true | undefined;
  /** The smallest change that it tells by itself over a stay, in its kind's unit; a beam tells what breaks it. */
  smallestChange?: number | undefined;
}

type InDoubt = Pick<WiresInDoubt, 'compartmentId' | 'of'>;

/**
 * The sensors of a bank's doors, the most doubtful first. Wires are moved by the plug, all of a door's or none: where they are in
 * doubt, no sensor of either door counts for anything.
 */
export function sensorReports(
  doors: readonly DoorSensors[],
  { rates, inDoubt = [] }: { rates: ErrorRates; inDoubt?: readonly InDoubt[] },
): SensorReport[] {
  const doubted = new Set(inDoubt.flatMap(({ compartmentId, of }) => [compartmentId, of]));
  const reports = doors
    .flatMap((door) => reportsOf(door, rates))
    .map((one) => (doubted.has(one.compartmentId) ? { ...one, score: 0 } : one));
  return reports.sort((a, b) => a.score - b.score || (placeOf(a) < placeOf(b) ? -1 : 1));
}

const placeOf = ({ compartmentId, sensor }: SensorReport): string => `${compartmentId} ${sensor}`;

const reportsOf = ({ compartmentId, sensors }: DoorSensors, rates: ErrorRates): SensorReport[] =>
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
    ...noiseOf(state, rates),
  }));

function noiseOf(
  state: KnownSensor,
  rates: ErrorRates,
): Pick<SensorReport, 'noise' | 'isNoiseAccepted' | 'smallestChange'> {
  const profile = profileOf(state.kind);
  if (!profile) return {};
  const isAccepted = state.accepted !== undefined || state.spikesAccepted !== undefined;
  const accepted = isAccepted && ({ isNoiseAccepted: true } as const);
  if (isBinary(profile))
    return accepted ? { noise: rounded(flickerOf(state, profile) / profile.flickerRate), ...accepted } : {};
  const { sigmaFactor } = conditionOf(state, profile);
  return {
    ...(sigmaFactor && { noise: rounded(sigmaFactor) }),
    ...accepted,
    smallestChange: rounded(smallestTold(state, profile, rates)),
  };
}

/** Up, to two digits after the point. */
const rounded = (value: number): number => Math.ceil(Math.round(value * 1e4) / 100) / 100;
