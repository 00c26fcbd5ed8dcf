import { expect, it } from 'vitest';
import { shiftedDoors } from '../../../domain/audit/shifted.js';
import type { CompartmentId } from '../../../domain/ids.js';
import type { SensorMove } from '../../../domain/sensing/health/swapped.js';

const door = (n: number, moved: boolean | undefined, hadCycle = false): SensorMove => ({
  ...{ compartmentId: `A${n}` as CompartmentId, sensor: 'top', kind: 'tof', hadCycle, moved },
});
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
  expect(shiftedDoors(bank(moved, still))).toHaveLength(n);
});

it('doors that had a cycle, or whose sensors cannot say, count on neither side; two sensors of a door are one door', () => {
  const others = [door(200, true, true), door(201, false, true), door(202, undefined), door(203, undefined)];
  expect(shiftedDoors([...bank(3, 3), ...others])).toEqual(['A0', 'A1', 'A2']);
  expect(shiftedDoors([...bank(2, 0), { ...door(1, true), sensor: 'floor' }])).toEqual([]);
});
