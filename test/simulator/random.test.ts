import { describe, expect, it } from 'vitest';
import { randomOf } from '../../simulator/random.js';

describe('the seeded generator', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const draws = (seed: string | number) => {
      const random = randomOf(seed);
      return Array.from({ length: 50 }, () => random.next());
    };
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it('draws nothing for a share of nothing, so that a mishap turned off changes no other', () => {
    const [one, other] = [randomOf(1), randomOf(1)];
    one.chance(0);
    expect(one.next()).toBe(other.next());
  });

  it('is uniform and normal as it says, within four standard errors of 40,000 draws', () => {
    const random = randomOf('moments');
    const n = 40_000;
    const uniform = Array.from({ length: n }, () => random.next());
    const normal = Array.from({ length: n }, () => random.normal());
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / n;
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan((4 * Math.sqrt(1 / 12)) / Math.sqrt(n));
    expect(Math.abs(mean(normal))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(mean(normal.map((value) => value ** 2)) - 1)).toBeLessThan((4 * Math.SQRT2) / Math.sqrt(n));
  });
});
