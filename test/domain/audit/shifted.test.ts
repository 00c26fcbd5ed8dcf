import { expect, it } from 'vitest';
import { shiftIn } from '../../../domain/audit/shifted.js';
import type { CompartmentId } from '../../../domain/ids.js';
import type { SensorMove } from '../../../domain/sensing/health/swapped.js';

const door = (n: number, moved: boolean | undefined, hadCycle = false): SensorMove => ({
  ...{ compartmentId: `A${n}` as CompartmentId, sensor: 'top', kind: 'tof', hadCycle, moved },
});
const doorsIn = (moves: SensorMove[]) => shiftIn(moves).doors;
/** So many doors whose sensors moved, and so many whose did not. */
const bank = (moved: number, still: number): SensorMove[] => [
  ...Array.from({ length: moved }, (_, n) => door(n, true)),
  ...Array.from({ length: still }, (_, n) => door(100 + n, false)),
];

it.each([
  [3, 3, 3],
  [3, 4, 0],
  [2, 0, 0],
  [3, 0, 3],
  [10, 10, 10],
  [10, 11, 0],
])('%i doors that moved and %i that did not: %i have shifted, half of them and three at least', (moved, still, n) => {
  expect(doorsIn(bank(moved, still))).toHaveLength(n);
});

it('doors that had a cycle, or whose sensors cannot say, count on neither side; two sensors of a door are one door', () => {
  const others = [door(200, true, true), door(201, false, true), door(202, undefined), door(203, undefined)];
  expect(doorsIn([...bank(3, 3), ...others])).toEqual(['A0', 'A1', 'A2']);
  expect(doorsIn([...bank(2, 0), { ...door(1, true), sensor: 'floor' }])).toEqual([]);
});

it('a kind of sensor has shifted where it moved the same way in so many doors, by three quarters of a parcel', () => {
  const by = (n: number, changes: number, hadCycle = false) => ({ ...door(n, changes >= 1, hadCycle), by: changes });
  const six = [by(0, 0.75), by(1, 0.8), by(2, 0.9), by(3, 0), by(4, 0.2), by(5, 0)];
  expect(shiftIn(six)).toEqual({ doors: ['A0', 'A1', 'A2', 'A3', 'A4', 'A5'], kinds: ['tof'] });
  expect(shiftIn([...six, by(6, 0)]).kinds).toEqual([]);
  expect(shiftIn([...six, by(6, 3, true)]).doors).toContain('A6');
  expect(shiftIn([by(0, 0.75), by(1, -0.8), by(2, 0.9)]).kinds).toEqual([]);
});
