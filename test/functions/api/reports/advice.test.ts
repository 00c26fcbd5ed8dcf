import { expect, it } from 'vitest';
import type { BankId } from '../../../../domain/ids.js';
import type { BankCapacity, SizeCapacity } from '../../../../domain/reports/capacity.js';
import { forecastOf } from '../../../../domain/reports/door-mix.js';
import { adviceOf } from '../../../../functions/api/reports/advice.js';
import { en } from '../../../../functions/api/reports/capacity-words/en.js';

const dayMs = 24 * 3_600_000;

/** 20 days in which each parcel lay for a day. */
const size = (name: 'S' | 'XL', doors: number, parcels: number, change: Partial<SizeCapacity> = {}): SizeCapacity => ({
  ...{ size: name, doors, outOfUse: 0, parcels, inLargerDoors: 0, meanTaken: 0, mostTaken: 0, fullMinutes: 0 },
  forecast: forecastOf({ doors, parcels, forMs: 20 * dayMs, meanDwellMs: dayMs }, 0.01),
  ...change,
});
const advice = (...sizes: SizeCapacity[]) =>
  adviceOf({ bankId: 'lobby' as BankId, sizes } as unknown as BankCapacity, 0.01, en).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );

it('doors are asked for with the numbers that they rest on', () => {
  // Ten at once: P(N ≥ 12) = 30.3 %, P(N ≥ 19) = 0.7 %.
  expect(advice(size('S', 12, 200, { inLargerDoors: 9 }))).toEqual([
    'lobby: add 7 S doors. 10 parcels a day asked for that size (200 in all) and lay for 1 d on average: 10 at once. ' +
      'All 12 are taken 30.3 % of the time; 19 keep that at 1 % or less. 9 parcels were laid into larger doors instead.',
  ]);
});

it('doors could go where even more parcels than were counted would leave them free', () => {
  // None in 20 days: at most 3.0 (rule of three), so 0.15 at once: P(N ≥ 2) = 1.0 %, P(N ≥ 3) = 0.05 %.
  expect(advice(size('XL', 6, 0))).toEqual([
    'lobby: 3 XL doors could go, or be of another size. 0 parcels a day asked for that size (0 in all) and lay for 1 d on average: 0 at once. ' +
      'Even at the highest rate that fits what was counted, 3 of the 6 are enough.',
  ]);
});

it('a size that a bank does not have is said to be missing', () => {
  expect(advice(size('S', 0, 20))).toEqual([
    expect.stringContaining('There is no such door; 5 keep that at 1 % or less.'),
  ]);
});

it('doors that are as many as they need be are said to be so, and nothing is said of what is not known', () => {
  expect(advice(size('S', 19, 200))).toEqual(['lobby: what was counted asks for no other doors.']);
  expect(advice(size('S', 19, 0, { forecast: undefined }))).toEqual([]);
});
