import { describe, expect, it } from 'vitest';
import { dwellReport, meanDwellMs, stillThere, type Dwell } from '../../../domain/reports/dwell.js';

const hourMs = 3_600_000;
/** `6` ended after 6, `6+` is still there after 6. */
const dwells = (words: string, unitMs = 1): Dwell[] =>
  words.split(' ').map((word) => ({ forMs: parseInt(word) * unitMs, hasEnded: !word.endsWith('+') }));

describe('the share of parcels that is still there', () => {
  it('is the estimate of Kaplan and Meier: the remissions of Freireich et al. (1963), as every textbook has them', () => {
    const weeks = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+';
    const curve = stillThere(dwells(weeks)).map(({ atMs, share }) => [atMs, Number(share.toFixed(4))]);
    expect(curve).toEqual([
      [6, 0.8571],
      [7, 0.8067],
      [10, 0.7529],
      [13, 0.6902],
      [16, 0.6275],
      [22, 0.5378],
      [23, 0.4482],
    ]);
  });

  it('does not hang on the order in which the parcels are told', () => {
    expect(stillThere(dwells('5 4+ 3 2+ 1'))).toEqual(stillThere(dwells('1 2+ 3 4+ 5')));
    expect(stillThere(dwells('6+ 6'))).toEqual([{ atMs: 6, share: 0.5 }]);
  });
});

describe('the mean time in a door', () => {
  it('is the plain mean where all have ended', () => {
    expect(meanDwellMs(dwells('1 2 6'))).toBeCloseTo(3, 12);
  });

  it('counts what lies there still for as long as it has been seen', () => {
    // 1 · 1, then 4/5 · 2, then 4/5 · 2/3 · 2: worked by hand.
    expect(meanDwellMs(dwells('1 2+ 3 4+ 5'))).toBeCloseTo(1 + 1.6 + 16 / 15, 12);
    expect(meanDwellMs(dwells('2 6+'))).toBeCloseTo(2 + 0.5 * 4, 12);
  });

  it('is not known while nothing has ended', () => {
    expect([meanDwellMs([]), meanDwellMs(dwells('6+'))]).toEqual([undefined, undefined]);
  });
});

describe('the report on times in a door', () => {
  it('has quantiles as far as they are known, and half days to four days', () => {
    const { ended, lying, quantiles, histogram } = dwellReport(dwells('0 11 12 30 95 96 500 600+', hourMs));
    expect([ended, lying]).toEqual([7, 1]);
    expect(quantiles).toEqual([
      { share: 0.5, ms: 30 * hourMs },
      { share: 0.75, ms: 96 * hourMs },
      { share: 0.9, ms: undefined },
      { share: 0.95, ms: undefined },
      { share: 0.99, ms: undefined },
    ]);
    expect(histogram.map(({ parcels }) => parcels)).toEqual([2, 1, 1, 0, 0, 0, 0, 1, 2]);
    expect(histogram[8]).toEqual({ fromMs: 96 * hourMs, toMs: undefined, parcels: 2 });
  });

  it('of no parcels knows nothing', () => {
    const { meanMs, quantiles } = dwellReport([]);
    expect([meanMs, ...quantiles.map(({ ms }) => ms)]).toEqual([undefined, ...Array<undefined>(5).fill(undefined)]);
  });
});
