import { llrOf, thresholdsOf, varianceOfDifference } from '../domain/sensing/likelihood.js';
import { fuse, judgementOf, type Judgement } from '../domain/sensing/verdict.js';

/** One stay at a door: noise of unit variance about 0 before and about `shift` after, looked at every `step` samples. */
export interface Trial {
  delta: number;
  shift: number;
  /** Samples before the door opened; Infinity is a baseline known exactly. */
  nBefore: number;
  nAfterMax: number;
  step?: number;
  rho?: number;
  rates: { alpha: number; beta: number };
}

export interface Outcome {
  verdict: Judgement['verdict'];
  nAfter: number;
  sumAfter: number;
}

/** The sequential test by the product's own arithmetic, fed with numbers in place of windows; `noise` is of unit variance. */
function runTrial(trial: Trial, noise: () => number): Outcome {
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

/** The share of runs that end in this verdict. */
export function rateOf(verdict: Outcome['verdict'], trial: Trial, runs: number, noise: () => number): number {
  let count = 0;
  for (let i = 0; i < runs; i += 1) if (runTrial(trial, noise).verdict === verdict) count += 1;
  return count / runs;
}

/** Samples after the door closed that it takes on average until a verdict. */
export function samplesUntilVerdict(trial: Trial, runs: number, noise: () => number): number {
  let samples = 0;
  for (let i = 0; i < runs; i += 1) samples += runTrial(trial, noise).nAfter;
  return samples / runs;
}

/** How often a verdict is wrong where that is too rare to be waited for. */
export interface RareErrors {
  falsePresent: number;
  falseAbsent: number;
}

/**
 * By importance sampling, baseline known: drawn where the error is common, and weighed by the true likelihood ratio of the
 * samples, exp(∓(Δ·Σx − n·Δ²/2)).
 */
export function rareErrors(delta: number, rates: Trial['rates'], runs: number, noise: () => number): RareErrors {
  const trial = { delta, rates, nBefore: Infinity, nAfterMax: 10_000 };
  const errors = { falsePresent: 0, falseAbsent: 0 };
  for (let i = 0; i < runs; i += 1) {
    const full = runTrial({ ...trial, shift: delta }, noise);
    if (full.verdict === 'present')
      errors.falsePresent += Math.exp((full.nAfter * delta ** 2) / 2 - delta * full.sumAfter);
    const empty = runTrial({ ...trial, shift: 0 }, noise);
    if (empty.verdict === 'absent')
      errors.falseAbsent += Math.exp(delta * empty.sumAfter - (empty.nAfter * delta ** 2) / 2);
  }
  return { falsePresent: errors.falsePresent / runs, falseAbsent: errors.falseAbsent / runs };
}
