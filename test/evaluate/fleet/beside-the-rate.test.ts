import { expect, it } from 'vitest';
import type { IncidentId } from '../../../domain/ids.js';
import { endingsTable } from '../../../evaluate/fleet/endings.js';
import { repeatsTable } from '../../../evaluate/fleet/repeats.js';
import type { Case } from '../../../simulator/fleet/play.js';
import { counted } from '../../domain/reports/counted.js';

const leftOpen = (change: Partial<Case> = {}): Case => ({
  ...counted({ cause: 'door-ajar', resolution: { how: 'remotely', by: 'over', atMs: 60_000 } }),
  origin: 'ajar',
  isRepeatedByAnother: false,
  draws: [],
  ...change,
});
const again = { repeatedBy: 'x-2' as IncidentId };

it('what the report shows of doors left open again is held against what the simulation knows', () => {
  const cases = [
    leftOpen({ ...again, isAtWorkingDoor: true, isRepeatedByAnother: true }),
    leftOpen({ ...again, isAtWorkingDoor: true }), // A claim that is wrong.
    leftOpen({ ...again, isRepeatedByAnother: true }), // Nobody has used its door often enough.
    leftOpen(),
    leftOpen({ ...again, cause: 'power-lost', isRepeatedByAnother: true }),
  ];
  expect(repeatsTable(cases).rows.map((row) => row.slice(1))).toEqual([
    ['2', '1', '1'],
    ['1', '1', '0'],
  ]);
});

it('what ended incidents has a row a cause and one over all, of those alone that were closed from afar', () => {
  const cases = [leftOpen(), leftOpen({ told: ['visitor'] }), leftOpen({ ...again, cause: 'wont-open' })];
  expect(endingsTable(cases).head).toEqual([
    ...['cause', 'closed from afar'],
    ...['worked', 'seenOver', 'done', 'trialTime', 'untried', 'explained', 'person'],
  ]);
  expect(endingsTable(cases).rows).toEqual([
    ['door-ajar', '2', '0', '1', '0', '0', '1', '0', '0'],
    ['**all**', '2', '0', '1', '0', '0', '1', '0', '0'],
  ]);
});
