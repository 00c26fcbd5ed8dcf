import { describe, expect, it } from 'vitest';

import { presentShares, sampleNumbers, strictRates as strict } from '../../../evaluate/published-values.js';
import { rareErrors, rateOf, samplesUntilVerdict } from '../../../evaluate/trial.js';
import { autoregressiveFrom, normalFrom } from './noise.js';

const loose = { alpha: 1e-3, beta: 1e-3 };
const known = { nBefore: Infinity, nAfterMax: 10_000 };

describe('samples until a verdict, baseline known, 1e-6 and 1e-4', () => {
  it.each(sampleNumbers)(
    'at $delta sigma: $empty when empty and $present when present, within 3 percent',
    ({ delta, empty, present }) => {
      const noise = normalFrom(100 + delta);
      for (const [shift, expected] of [
        [0, empty],
        [delta, present],
      ] as const) {
        const samples = samplesUntilVerdict({ delta, shift, ...known, rates: strict }, 30_000, noise);
        expect(samples / expected).toBeGreaterThan(0.97);
        expect(samples / expected).toBeLessThan(1.03);
      }
    },
  );
});

describe('20 samples before and up to 200 after, 1e-6 and 1e-4', () => {
  it.each(presentShares)('a parcel of $delta sigma is called present in a share of $share, within 2 points', (row) => {
    const { delta, share } = row;
    const trial = { delta, shift: delta, nBefore: 20, nAfterMax: 200, rates: strict };
    const seen = rateOf('present', trial, 4_000, normalFrom(7));
    expect(Math.abs(seen - share)).toBeLessThan(0.02);
  });
});

describe('realised error rates', () => {
  it.each([
    ['a known baseline', 1, Infinity, 10_000],
    ['a known baseline', 2, Infinity, 10_000],
    ['20 samples before', 2, 20, 200],
  ])('at 1e-3 and 1e-3 stay below, but near: %s, %f sigma', (_, delta, nBefore, nAfterMax) => {
    const runs = 60_000;
    const trial = { delta, nBefore, nAfterMax, rates: loose };
    const falsePresent = rateOf('present', { ...trial, shift: 0 }, runs, normalFrom(21));
    const falseAbsent = rateOf('absent', { ...trial, shift: delta }, runs, normalFrom(22));
    for (const rate of [falsePresent, falseAbsent]) {
      expect(rate).toBeLessThanOrEqual(1e-3);
      expect(rate).toBeGreaterThan(1e-4);
    }
  });

  it('at 1e-4 and 1e-6, as a pickup has them, keep to their sides', () => {
    const pickup = { alpha: 1e-4, beta: 1e-6 };
    const rate = rateOf('present', { delta: 1, shift: 0, ...known, rates: pickup }, 100_000, normalFrom(23));
    expect(rate).toBeGreaterThan(1e-5);
    expect(rate).toBeLessThanOrEqual(1e-4);
  });

  it.each([
    [1, 0.4],
    [2, 0.2],
  ])('at 1e-6 and 1e-4, by importance sampling at %i sigma', (delta, share) => {
    const { falsePresent, falseAbsent } = rareErrors(delta, strict, 20_000, normalFrom(31));
    expect(falsePresent).toBeLessThanOrEqual(1e-6);
    expect(falsePresent).toBeGreaterThan(share * 1e-6);
    expect(falseAbsent).toBeLessThanOrEqual(1e-4);
    expect(falseAbsent).toBeGreaterThan(share * 1e-4);
  });

  it.each([0, 0.2, 0.35, 0.5])('of false present hold within a factor of 2 in AR(1) noise of rho %f', (rho) => {
    // Four windows of 20, as a door gets them; delta is 1.5 × the threshold's ceiling at this rho, by hand.
    const delta = Math.sqrt((2 * 10.36 * (1 + rho)) / (20 * (1 - rho)));
    const trial = { delta, shift: 0, nBefore: 20, nAfterMax: 80, step: 20, rho, rates: loose };
    expect(rateOf('present', trial, 40_000, autoregressiveFrom(41, rho))).toBeLessThanOrEqual(2e-3);
    const missed = rateOf('absent', { ...trial, shift: delta }, 40_000, autoregressiveFrom(42, rho));
    expect(missed).toBeLessThanOrEqual(2e-3);
  });

  it('would not hold if the correlation were left out: the test above can fail', () => {
    const trial = { delta: 1.02, shift: 0, nBefore: 20, nAfterMax: 80, step: 20, rho: 0, rates: loose };
    expect(rateOf('present', trial, 10_000, autoregressiveFrom(43, 0.5))).toBeGreaterThan(1e-2);
  });
});
