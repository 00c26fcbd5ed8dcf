import type { CompartmentId } from '../ids.js';
import { recalibrated } from '../sensing/health/index.js';
import type { SensorMove } from '../sensing/health/swapped.js';
import type { DoorAudit } from './door.js';
import type { DoorSensors, KnownSensor } from './door-sensors.js';
import { isOfContents } from './contents.js';

/** So many doors at least, and so large a share of those that can say: what moves them is no parcel. Choices. */
const doorsLeast = 3;
const shareLeast = 0.5;

/**
 * Doors whose sensors moved by a parcel's worth since the last scan though nobody opened them, where they are so many that
 * contents cannot be the reason: another firmware reads the same sensors otherwise, or the cabinet was moved. Empty otherwise.
 */
export function shiftedDoors(moves: readonly SensorMove[]): CompartmentId[] {
  const shut = moves.filter(({ hadCycle, moved }) => !hadCycle && moved !== undefined);
  const doors = new Set(shut.map(({ compartmentId }) => compartmentId));
  const moved = new Set(shut.filter(({ moved: has }) => has).map(({ compartmentId }) => compartmentId));
  return moved.size >= doorsLeast && moved.size >= doors.size * shareLeast ? [...moved] : [];
}

/**
 * Nothing is said of the contents of such a door, nor of whose wires its sensors hang on, and the levels of what moved are
 * learnt anew: what they were is past.
 */
export function withShift(audit: DoorAudit, before: DoorSensors | undefined): DoorAudit {
  const { next, findings, moves } = audit;
  const moved = moves.filter((move) => move.moved === true).map(({ sensor }) => sensor);
  const stood = moves.map((move) => (move.moved === true ? { ...move, moved: undefined } : move));
  const sensors = Object.entries(next.sensors).map(
    ([sensor, state]) => [sensor, moved.includes(sensor) ? anew(state) : state] as const,
  );
  return {
    ...audit,
    next: {
      ...next,
      sensors: Object.fromEntries(sensors),
      suspicion: undefined,
      said: before?.said,
      doubt: before?.doubt,
    },
    findings: findings.filter(({ cause }) => !isOfContents(cause)),
    asksAgain: false,
    moves: stood,
  };
}

const anew = ({ kind, came, ...state }: KnownSensor): KnownSensor => ({ ...recalibrated(state), kind, came });
