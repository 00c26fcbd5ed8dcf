import { describe, expect, it } from 'vitest';
import { atLeast, atMost, columns } from '../../bench/report.js';
import { median, quantile } from '../../bench/statistics.js';

describe('the middle and the edge of a row of figures', () => {
  it('the median of an odd number is the one in the middle, of an even number the mean of two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
  });

  it('the 99th percentile of 300 values leaves three above it', () => {
    const values = Array.from({ length: 300 }, (_, i) => 300 - i);
    expect(quantile(values, 0.99)).toBe(297);
    expect(quantile(values, 0.5)).toBe(150);
  });

  it('of nothing there is no figure', () => {
    expect(median([])).toBeNaN();
    expect(quantile([], 0.99)).toBeNaN();
  });
});

describe('a figure and its limit', () => {
  it('is reached on the limit, and missed just above it', () => {
    expect(atMost('units', 40, { max: 40, unit: 'units' }).limit?.isReached).toBe(true);
    expect(atMost('units', 41, { max: 40, unit: 'units' }).limit?.isReached).toBe(false);
    expect(atLeast('lives', 9_999, { min: 10_000, unit: 'lives' }).limit?.isReached).toBe(false);
  });

  it('is never reached by what was not measured', () => {
    expect(atMost('ratio', NaN, { max: 1.5, unit: '×' }).limit?.isReached).toBe(false);
  });

  it('stands in columns', () => {
    expect(
      columns([
        ['a', 'bb'],
        ['ccc', 'd'],
      ]),
    ).toEqual(['  a     bb', '  ccc   d']);
  });
});
