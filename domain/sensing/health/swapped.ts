import type { CompartmentId } from '../../ids.js';
import type { SensorKind } from '../profiles/index.js';
import { ratioLimit } from './chart.js';
import type { Detector } from './detector.js';
import { kept } from './state.js';

/**
 * Standing: this sensor follows another door's cycles, and that door's own sensor does not. It takes all doors of a bank to
 * see that: `suspectSwaps` does, and `withFault` notes it. Both sensors are silenced until somebody has looked at the wiring.
 */
export const swapped = {
  name: 'swapped',
  cause: 'sensor-swapped',
  bit: 64,
  trust: 0,
  limitFor: ratioLimit,
  judge: () => 'unknown',
} as const satisfies Detector;

/** A suspicion that is to be added, with the sensor that it is of. */
export type SeenElsewhere = Pick<Suspicion, 'of' | 'llr'> & { key: string };

/** One sensor of one door, between two scans of its bank. */
export interface SensorMove {
  compartmentId: CompartmentId;
  sensor: string;
  kind: SensorKind;
  /** Had its door a cycle in between? */
  hadCycle: boolean;
  /** Did it move by a parcel's worth? Undefined where it cannot say. */
  moved: boolean | undefined;
  /** How far, in smallest changes of its kind; undefined where it cannot say. */
  by?: number | undefined;
}

/** Of a sensor, which door it may be wired to, and the log-likelihood ratio of that. Kept with the bank, between scans. */
export type Suspicions = Readonly<Record<string, Suspicion>>;

export interface Suspicion {
  of: CompartmentId;
  llr: number;
  /** A look since the last scan has shown it already: the next scan sees the same parcel, and counts it once. */
  isCounted?: true | undefined;
  /** Since when, Unix milliseconds: as its bank keeps it. */
  sinceMs?: number | undefined;
}

/** A door that had a cycle since the last scan holds something else than before: assumption, for some only look. */
const movesWithCycle = 0.7;
/** A sensor moves by a parcel's worth though its door had none: a phantom, a knock. Assumption. */
const movesWithout = 0.001;

export interface Swaps {
  suspicions: Suspicions;
  /** Sensors whose suspicion has reached the limit; and those that have just been cleared of one. */
  standing: SensorMove[];
  over: SensorMove[];
  /**
   * Sensors of which it is not known now whose door they look at: each that is suspected, and the one that it may have been
   * exchanged with. Nothing is held against them yet, and nothing rests on their word until the next parcel has told.
   */
  inDoubt: SensorMove[];
}

/**
 * All sensors of a bank at one scan. A sensor that moves while its own door stayed shut is suspected of being wired to the
 * one door that had a cycle and whose sensor of the same kind stayed still; from then on every scan in which only one of
 * the two doors had a cycle speaks for or against it. An hour in which several doors could be meant names none;
 * a scan that does not tell of a door leaves what is suspected there, and of one that does not tell of the other door, only
 * a cycle of its own speaks. A sum of ratios, never below nothing: its in-control run length is e to the limit, and it is
 * divided among the doors that could be meant.
 */
export function suspectSwaps(moves: readonly SensorMove[], before: Suspicions, limit: number): Swaps {
  const swaps: Swaps = { suspicions: {}, standing: [], over: [], inDoubt: [] };
  const suspicions: Record<string, Suspicions[string]> = { ...before };
  for (const move of moves) {
    const key = swapKey(move);
    const known = Object.hasOwn(before, key) ? before[key] : undefined;
    const heard = known ? sensorAt(moves, known.of, move.kind) : onlySuspect(moves, move);
    const mirror = heard ?? (known && unheard(move, known.of));
    if (!mirror) continue;
    const shown = ratioOf(move, mirror) + ratioOf(mirror, move);
    const weight = known?.isCounted ? Math.min(0, shown) : shown;
    const llr = kept(Math.min(2 * limit, (known?.llr ?? 0) + weight));
    if (llr > 0) {
      suspicions[key] = { of: mirror.compartmentId, llr };
      swaps.inDoubt.push(move, ...(heard ? [heard] : []));
    } else if (known) {
      delete suspicions[key];
      swaps.over.push(move);
    }
    if (llr >= limit + Math.log(moves.length)) swaps.standing.push(move);
  }
  return { ...swaps, suspicions };
}

/**
 * The same, seen at once and not by the next scan, in which both doors may have had a cycle: one door had a cycle in which
 * this sensor of its own did not move, and a sensor of its kind at a door that stayed shut did.
 */
export function seenElsewhere(here: SensorMove, there: SensorMove): SeenElsewhere {
  return { key: swapKey(there), of: here.compartmentId, llr: kept(ratioOf(there, here) + ratioOf(here, there)) };
}

const swapKey = ({ compartmentId, sensor }: SensorMove): string => `${compartmentId}/${sensor}`;
export const doorOfKey = (key: string): string => key.slice(0, key.indexOf('/'));
export const placeOfKey = (key: string): Pick<SensorMove, 'compartmentId' | 'sensor'> => ({
  compartmentId: doorOfKey(key) as CompartmentId,
  sensor: key.slice(key.indexOf('/') + 1),
});

const sensorAt = (moves: readonly SensorMove[], compartmentId: CompartmentId, kind: SensorKind) =>
  moves.find((other) => other.compartmentId === compartmentId && other.kind === kind);

/** A door that the scan does not tell of, or that is no longer there: what is suspected of it must be able to end. */
const unheard = ({ kind }: SensorMove, compartmentId: CompartmentId): SensorMove => ({
  ...{ compartmentId, sensor: '', kind, hadCycle: false, moved: undefined },
});

function onlySuspect(moves: readonly SensorMove[], move: SensorMove): SensorMove | undefined {
  if (move.hadCycle || !move.moved) return undefined;
  const suspects = moves.filter((other) => other.hadCycle && other.moved === false && other.kind === move.kind);
  return suspects.length === 1 ? suspects[0] : undefined;
}

/** Of "this sensor follows the other door" against "it follows its own", by whether it moved. */
function ratioOf({ moved, hadCycle }: SensorMove, other: SensorMove): number {
  if (moved === undefined || hadCycle === other.hadCycle) return 0;
  const chance = (cycle: boolean): number => {
    const moves = cycle ? movesWithCycle : movesWithout;
    return moved ? moves : 1 - moves;
  };
  return Math.log(chance(other.hadCycle) / chance(hadCycle));
}
