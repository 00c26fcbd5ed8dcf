import { expect, it } from 'vitest';
import { binomialAtMost } from '../../../domain/reports/binomial.js';

it('at most so many of so many: added up by hand', () => {
  expect(binomialAtMost(0, { trials: 10, p: 0.2 })).toBeCloseTo(0.8 ** 10, 12);
  expect(binomialAtMost(1, { trials: 4, p: 0.5 })).toBeCloseTo(5 / 16, 12);
  expect(binomialAtMost(2, { trials: 4, p: 0.5 })).toBeCloseTo(11 / 16, 12);
  // Tables of the binomial distribution: n = 20, p = 0.2.
  expect(binomialAtMost(2, { trials: 20, p: 0.2 })).toBeCloseTo(0.2061, 4);
  expect(binomialAtMost(4, { trials: 20, p: 0.2 })).toBeCloseTo(0.6296, 4);
});

it('of as many trials or fewer nothing is ruled out', () => {
  expect(binomialAtMost(3, { trials: 3, p: 0.2 })).toBe(1);
  expect(binomialAtMost(0, { trials: 0, p: 0.2 })).toBe(1);
  expect(binomialAtMost(0, { trials: -7, p: 0.2 })).toBe(1);
});
