import { describe, expect, it } from 'vitest';
import { doorsDiffer } from '../../../domain/audit/config-drift.js';
import type { CompartmentId } from '../../../domain/ids.js';
import type { DoorLook, SensorScan } from '../../../domain/inputs.js';

const look: DoorLook = { door: 'closed', windows: [] };
const scanOf = (...doors: string[]) => ({
  doors: Object.fromEntries(doors.map((door) => [door as CompartmentId, look])) as SensorScan['doors'],
});
const enrolled = ['A01', 'A02', 'A03'] as CompartmentId[];

describe('the doors of a scan', () => {
  it('are those of the record', () => {
    expect(doorsDiffer(scanOf('A03', 'A01', 'A02'), enrolled)).toBeUndefined();
    expect(doorsDiffer(scanOf(), [])).toBeUndefined();
  });
  it.each([
    [['A01', 'A02'], { unknown: 0, missing: 1, first: 'A03' }],
    [['A01', 'A02', 'A03', 'Z9', 'B1'], { unknown: 2, missing: 0, first: 'B1' }],
    [['valueOf'], { unknown: 1, missing: 3, first: 'valueOf' }],
    [[], { unknown: 0, missing: 3, first: 'A01' }],
  ])('of %j differ', (doors, expected) => {
    expect(doorsDiffer(scanOf(...doors), enrolled)).toEqual(expected);
  });
});
