import { describe, expect, it } from 'vitest';
import { batchAtMs, batchOf, isBatchTooLate } from '../../../domain/guard/open-all.js';

const minuteMs = 60_000;
const confirmed = { atMs: 1_800_000_000_000 };

describe('the batches of all doors of a bank', () => {
  it('are six doors every two minutes: 32 doors within twelve', () => {
    const doors = Array.from({ length: 32 }, (_, i) => i);
    const sizes = [0, 1, 2, 3, 4, 5, 6].map((n) => batchOf(doors, n).length);
    expect(sizes).toEqual([6, 6, 6, 6, 6, 2, 0]);
    expect(batchOf(doors, 5)).toEqual([30, 31]);
    expect(batchAtMs(confirmed, 5)).toBe(confirmed.atMs + 10 * minuteMs);
  });

  it.each([
    [0, 15 * minuteMs, false],
    [0, 15 * minuteMs + 1, true],
    [3, 21 * minuteMs, false],
    [3, 21 * minuteMs + 1, true],
  ])('the %ith, %i ms after the confirmation: too late is %s', (n, afterMs, isTooLate) => {
    expect(isBatchTooLate(confirmed, n, confirmed.atMs + afterMs)).toBe(isTooLate);
  });
});
