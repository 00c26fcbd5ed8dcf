import type { CompartmentId } from '../ids.js';
import { recalibrated } from '../sensing/health/index.js';
import type { SensorMove } from '../sensing/health/swapped.js';
import type { SensorKind } from '../sensing/profiles/index.js';
import type { DoorAudit } from './door.js';
import type { DoorSensors, KnownSensor } from './door-sensors.js';
import { isOfContents } from './contents.js';

/** So many doors at least, and so large a share of those that can say: what moves them is no parcel. Choices. */
const doorsLeast = 3;
const shareLeast = 0.5;
/**
 * All the same way, a level need not move by a whole parcel: an hour's wander is a third of that, and an hour's warmth less
 * than half. A choice.
 */
const togetherMin = 0.75;

export interface Shift {
  doors: CompartmentId[];
  /** Of these every sensor of the bank has another level, also where nobody can see that: in a door that had a cycle, say. */
  kinds: SensorKind[];
}

/**
 * Doors whose sensors moved since the last scan though nobody opened them, where they are so many that contents cannot be the
 * reason: another firmware reads the same sensors otherwise, or the cabinet was moved. Empty otherwise.
 */
export function shiftIn(moves: readonly SensorMove[]): Shift {
  const shut = moves.filter(({ hadCycle, moved }) => !hadCycle && moved !== undefined);
  const kinds = [...new Set(shut.map(({ kind }) => kind))].filter((kind) => {
    const ofKind = shut.filter((move) => move.kind === kind);
    return [1, -1].some((sign) => areMany(ofKind, ({ by = 0 }) => sign * by >= togetherMin));
  });
  const moved = areMany(shut, (move) => move.moved === true) ? doorsOf(shut.filter((move) => move.moved)) : [];
  const doors = doorsOf(moves.filter(({ kind }) => kinds.includes(kind)));
  return { doors: [...new Set([...moved, ...doors])], kinds };
}

function areMany(moves: readonly SensorMove[], has: (move: SensorMove) => boolean): boolean {
  const some = doorsOf(moves.filter(has)).length;
  return some >= doorsLeast && some >= doorsOf(moves).length * shareLeast;
}

const doorsOf = (moves: readonly SensorMove[]): CompartmentId[] => [
  ...new Set(moves.map(({ compartmentId }) => compartmentId)),
];

/**
 * Nothing is said of the contents of such a door, nor of whose wires its sensors hang on, and the levels of what moved are
 * learnt anew: what they were is past.
 */
export function withShift(
  audit: DoorAudit,
  before: DoorSensors | undefined,
  { kinds }: Pick<Shift, 'kinds'>,
): DoorAudit {
  const { next, findings, moves } = audit;
  const isShifted = ({ moved, kind, hadCycle }: SensorMove) => (moved && !hadCycle) || kinds.includes(kind);
  const moved = moves.filter(isShifted).map(({ sensor }) => sensor);
  const stood = moves.map((move) => (isShifted(move) ? { ...move, moved: undefined } : move));
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
