import { describe, expect, it } from 'vitest';

import {
  effectiveSamples,
  llrOf,
  smallestDelta,
  thresholdsOf,
  varianceOfDifference,
} from '../../../domain/sensing/likelihood.js';

const white = { sigma: 1, rho: 0 };

describe('the arithmetic of a difference', () => {
  it("puts Wald's thresholds at 13.815 and −9.210 for 1e-6 and 1e-4", () => {
    const { upper, lower } = thresholdsOf({ alpha: 1e-6, beta: 1e-4 });
    expect(upper).toBeCloseTo(13.81541, 5);
    expect(lower).toBeCloseTo(-9.21034, 5);
  });

  it('swaps them with the rates: 9.210 and −13.815 for 1e-4 and 1e-6', () => {
    const { upper, lower } = thresholdsOf({ alpha: 1e-4, beta: 1e-6 });
    expect(upper).toBeCloseTo(9.21034, 5);
    expect(lower).toBeCloseTo(-13.81541, 5);
  });

  it.each([0, -1e-6, 0.5, 1, NaN])('refuses an error rate of %s', (rate) => {
    expect(() => thresholdsOf({ alpha: rate, beta: 1e-4 })).toThrow(RangeError);
    expect(() => thresholdsOf({ alpha: 1e-6, beta: rate })).toThrow(RangeError);
  });

  it('worked by hand: sigma 2 g and 5 samples a side give 1.6 g²', () => {
    expect(varianceOfDifference({ sigma: 2, rho: 0 }, { nBefore: 5, nAfter: 5 })).toBeCloseTo(1.6, 12);
  });

  it('worked by hand: 1.6 g² and delta 10 g give 6.25 (d − 5)', () => {
    expect(llrOf({ d: 7, delta: 10, variance: 1.6 })).toBeCloseTo(12.5, 12);
    expect(llrOf({ d: 5, delta: 10, variance: 1.6 })).toBeCloseTo(0, 12);
    expect(llrOf({ d: 0, delta: 10, variance: 1.6 })).toBeCloseTo(-31.25, 12);
  });

  it('a delta below nothing mirrors it: a parcel shortens a distance', () => {
    expect(llrOf({ d: -7, delta: -10, variance: 1.6 })).toBeCloseTo(12.5, 12);
    expect(llrOf({ d: 7, delta: -10, variance: 1.6 })).toBeCloseTo(-75, 12);
  });

  it.each([
    [20, 0, 20],
    [20, 0.5, 6.666667],
    [20, 0.3, 10.769231],
    [10, 0.75, 1.428571],
  ])('%i samples of lag-1 correlation %s are worth %s', (n, rho, worth) => {
    expect(effectiveSamples(n, rho)).toBeCloseTo(worth, 5);
  });

  it('correlation of 0.5 triples the variance of a difference', () => {
    expect(varianceOfDifference({ sigma: 1, rho: 0.5 }, { nBefore: 20, nAfter: 20 })).toBeCloseTo(0.3, 12);
  });

  // A fixed-n test separates the two means by (z₁₋α + z₁₋β) standard deviations of d; normal quantiles from tables.
  it.each([
    ['1e-3 and 1e-3', 6.18, 1, 8.74],
    ['1e-3 and 1e-3', 6.18, 20, 1.95],
    ['1e-4 and 1e-3', 6.81, 4, 4.81],
    ['1e-6 and 1e-4', 8.47, 10, 3.79],
    ['1e-6 and 1e-4', 8.47, 20, 2.68],
    ['1e-6 and 1e-4', 8.47, 50, 1.69],
  ])('at %s a fixed test of %f deviations and n = %i calls %f sigma', (_, quantiles, n, smallest) => {
    expect(quantiles * Math.sqrt(varianceOfDifference(white, { nBefore: n, nAfter: n }))).toBeCloseTo(smallest, 1);
  });

  it('a fixed test of 1 sigma at 1e-6 and 1e-4 needs 143.6 samples a side, or 71.8 with a known baseline', () => {
    const quantiles = 4.75342 + 3.71902;
    const aSide = varianceOfDifference(white, { nBefore: 143.6, nAfter: 143.6 });
    const known = varianceOfDifference(white, { nBefore: Infinity, nAfter: 71.8 });
    expect(quantiles * Math.sqrt(aSide)).toBeCloseTo(1, 3);
    expect(quantiles * Math.sqrt(known)).toBeCloseTo(1, 3);
  });

  it('the ceiling rule: sigma 1, n 20, ceiling 20 gives sqrt(2), and three times sigma three times that', () => {
    expect(smallestDelta(white, 20, 20)).toBeCloseTo(1.414214, 6);
    expect(smallestDelta({ sigma: 3, rho: 0 }, 20, 20)).toBeCloseTo(4.242641, 6);
    expect(smallestDelta({ sigma: 1, rho: 0.5 }, 20, 20)).toBeCloseTo(2.44949, 5);
  });
});
