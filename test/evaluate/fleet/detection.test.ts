import { expect, it } from 'vitest';
import { detectionTable, mostScans } from '../../../evaluate/fleet/detection.js';
import type { Difference } from '../../../simulator/fleet/truth.js';

const difference = (change: Partial<Difference> = {}): Difference => ({
  kind: 'ghost',
  scans: 1,
  isSound: true,
  isBeyondSensors: false,
  isInDoubt: false,
  bankId: 'bank-01',
  compartmentId: 'A01',
  sinceMs: 0,
  ...change,
});

it('a ghost is told of after one scan, after two, later, or never; what ended within two scans was never late', () => {
  const differences = [
    difference({ foundAfterScans: 1 }),
    difference({ scans: 2, foundAfterScans: 2 }),
    difference({ scans: 3, foundAfterScans: 3 }),
    difference({ scans: 2 }),
    difference({ scans: 5 }),
    difference({ scans: 9, isBeyondSensors: true }),
    difference({ kind: 'phantom', isSound: false, foundAfterScans: 1 }),
  ];
  expect(detectionTable(differences).rows).toEqual([
    ['phantom, door or bank at fault', '1', '1', '0', '0', '0', '0'],
    ['ghost, within reach of its sensors, nothing at fault', '5', '1', '1', '1', '1', '1'],
    ['ghost, thinner than its sensors claim to see', '1', '0', '0', '0', '0', '1'],
  ]);
  expect(mostScans(differences.slice(0, 5))).toBe(5);
});
