import { describe, expect, it } from 'vitest';
import { doorsFor, meanAtLeast, meanAtMost, poissonTail } from '../../../domain/reports/poisson.js';

describe('the tail of a Poisson variable', () => {
  // P(N ≤ k) to four digits, from the printed tables of D. C. Montgomery and G. C. Runger, Applied Statistics and Probability.
  it.each([
    [0.5, 0, 0.6065],
    [1, 2, 0.9197],
    [2.5, 5, 0.958],
    [10, 10, 0.583],
    [10, 15, 0.9513],
    [15, 20, 0.917],
  ])('of mean %s: at most %i has probability %s', (mean, most, probability) => {
    expect(1 - poissonTail(mean, most + 1)).toBeCloseTo(probability, 4);
  });

  it('keeps the digits of what hardly happens', () => {
    // e⁻¹ Σ 1/k! from 10: 1 / (e · 10!) · (1 + 1/11 + 1/132 + 1/1716 + …) = 1.1142548e-7.
    expect(poissonTail(1, 10) / 1.1142548e-7).toBeCloseTo(1, 6);
    expect(poissonTail(1e-6, 1) / 1e-6).toBeCloseTo(1, 5);
  });

  it('holds for a bank of hundreds of doors: a count exceeds a mean of 400 about as often as a normal variable would', () => {
    expect(poissonTail(400, 441)).toBeGreaterThan(0.0195);
    expect(poissonTail(400, 441)).toBeLessThan(0.025); // 2.03 sigma: 2.1 %, and the tail is a little heavier.
  });

  it('is certain for none, and nothing where nobody comes', () => {
    expect([poissonTail(3, 0), poissonTail(0, 0), poissonTail(0, 1)]).toEqual([1, 1, 0]);
  });
});

// From the same tables: at mean 10, P(N ≥ 16) = 4.9 % and P(N ≥ 15) = 8.3 %; P(N ≥ 19) = 0.7 % and P(N ≥ 18) = 1.4 %.
it.each([
  [10, 0.05, 16],
  [10, 0.01, 19],
  [1, 0.01, 5],
  [0, 0.01, 1],
])('a load of %s needs, to be full for at most %s of the time, %i doors', (load, share, doors) => {
  expect(doorsFor(load, share)).toBe(doors);
});

it('an absurd load is answered at once: as a normal variable has it, at 2.3263 sigma for one per cent', () => {
  // 10⁶ + 2.3263 √10⁶ = 1,002,326.3; half a door for the step, and (2.3263² − 1) / 6 = 0.7 for the skew (Cornish-Fisher).
  expect(Math.abs(doorsFor(1e6, 0.01) - 1_002_328)).toBeLessThanOrEqual(1);
});

// F. Garwood, Biometrika 28, 1936: half of chi-square's 5 % point at 2 n degrees of freedom, and of its 95 % point at 2 n + 2.
it.each([
  [0, 0, 2.996],
  [1, 0.051, 4.744],
  [2, 0.355, 6.296],
  [3, 0.818, 7.754],
  [10, 5.425, 16.962],
])('a count of %i rules out means below %s and above %s', (count, least, most) => {
  expect(meanAtLeast(count)).toBeCloseTo(least, 3);
  expect(meanAtMost(count)).toBeCloseTo(most, 3);
});
