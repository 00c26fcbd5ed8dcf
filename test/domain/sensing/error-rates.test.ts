import { describe, expect, it } from 'vitest';

import { llrOf, thresholdsOf, varianceOfDifference } from '../../../domain/sensing/likelihood.js';
import { fuse, judgementOf } from '../../../domain/sensing/verdict.js';
import { autoregressiveFrom, normalFrom } from './noise.js';

/** One stay at a door: noise of unit variance about 0 before and about `shift` after, looked at every `step` samples. */
interface Trial {
  delta: number;
  shift: number;
  /** Samples before the door opened; Infinity is a baseline known exactly. */
  nBefore: number;
  nAfterMax: number;
  step?: number;
  rho?: number;
  rates: { alpha: number; beta: number };
}

interface Outcome {
  verdict: 'present' | 'absent' | 'undecided';
  nAfter: number;
  sumAfter: number;
}

function run(trial: Trial, noise: () => number): Outcome {
  const { delta, shift, nBefore, nAfterMax, step = 1, rho = 0, rates } = trial;
  const thresholds = thresholdsOf(rates);
  let before = 0;
  for (let i = 0; i < nBefore && nBefore !== Infinity; i += 1) before += noise() / nBefore;
  let sumAfter = 0;
  for (let nAfter = 1; nAfter <= nAfterMax; nAfter += 1) {
    sumAfter += noise() + shift;
    if (nAfter % step !== 0) continue;
    const variance = varianceOfDifference({ sigma: 1, rho }, { nBefore, nAfter });
    const llr = llrOf({ d: sumAfter / nAfter - before, delta, variance });
    const witness = { sensor: 'a', kind: 'tof', llr, n: nAfter, sheets: 150 } as const;
    const { verdict } = judgementOf(fuse([witness], thresholds, {}), thresholds);
    if (verdict !== 'undecided') return { verdict, nAfter, sumAfter };
  }
  return { verdict: 'undecided', nAfter: nAfterMax, sumAfter };
}

function rateOf(verdict: Outcome['verdict'], trial: Trial, runs: number, noise: () => number): number {
  let count = 0;
  for (let i = 0; i < runs; i += 1) if (run(trial, noise).verdict === verdict) count += 1;
  return count / runs;
}

const strict = { alpha: 1e-6, beta: 1e-4 };
const loose = { alpha: 1e-3, beta: 1e-3 };
const known = { nBefore: Infinity, nAfterMax: 10_000 };

describe('samples until a verdict, baseline known, 1e-6 and 1e-4', () => {
  // Simulated with 200,000 runs elsewhere; Wald's own formula leaves out the overshoot.
  it.each([
    [1, 19.9, 29.1],
    [2, 5.48, 7.8],
    [3, 2.75, 3.77],
  ])('at %i sigma: %f when empty and %f when present, within 3 %%', (delta, empty, present) => {
    const runs = 30_000;
    const noise = normalFrom(100 + delta);
    for (const [shift, expected] of [
      [0, empty],
      [delta, present],
    ] as const) {
      let samples = 0;
      for (let i = 0; i < runs; i += 1) samples += run({ delta, shift, ...known, rates: strict }, noise).nAfter;
      expect(samples / runs / expected).toBeGreaterThan(0.97);
      expect(samples / runs / expected).toBeLessThan(1.03);
    }
  });
});

describe('20 samples before and up to 200 after, 1e-6 and 1e-4', () => {
  it.each([
    [1, 0.17],
    [1.5, 0.89],
    [2, 0.998],
  ])('a parcel of %f sigma is called present in a share of %f, within 2 points', (delta, share) => {
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

  // Drawn where the error is common and weighed by the true likelihood ratio of the samples: exp(∓(Δ·Σx − n·Δ²/2)).
  it.each([
    [1, 0.4],
    [2, 0.2],
  ])('at 1e-6 and 1e-4, by importance sampling at %i sigma', (delta, share) => {
    const runs = 20_000;
    const noise = normalFrom(31);
    let falsePresent = 0;
    let falseAbsent = 0;
    for (let i = 0; i < runs; i += 1) {
      const full = run({ delta, shift: delta, ...known, rates: strict }, noise);
      if (full.verdict === 'present') falsePresent += Math.exp((full.nAfter * delta ** 2) / 2 - delta * full.sumAfter);
      const empty = run({ delta, shift: 0, ...known, rates: strict }, noise);
      if (empty.verdict === 'absent') falseAbsent += Math.exp(delta * empty.sumAfter - (empty.nAfter * delta ** 2) / 2);
    }
    expect(falsePresent / runs).toBeLessThanOrEqual(1e-6);
    expect(falsePresent / runs).toBeGreaterThan(share * 1e-6);
    expect(falseAbsent / runs).toBeLessThanOrEqual(1e-4);
    expect(falseAbsent / runs).toBeGreaterThan(share * 1e-4);
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
