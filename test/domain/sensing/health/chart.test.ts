import { describe, expect, it } from 'vitest';

import {
  cusum,
  cusumLimit,
  ewma,
  ratioLimit,
  rowLimit,
  siegmundRunLength,
} from '../../../../domain/sensing/health/chart.js';
import { normalBelow } from '../../../../evaluate/normal.js';
import { cusumRunLengths, ewmaRunLengths } from '../../../../evaluate/published-values.js';
import { cusumRunLength, ewmaLimit, ewmaRunLength, k, type EwmaChart } from '../../../../evaluate/run-lengths.js';
import { normalFrom } from '../noise.js';

const isWithin = (value: number, expected: number, share: number) =>
  expect(Math.abs(value / expected - 1)).toBeLessThan(share);

/** Expected looks from each state until the chain leaves its states: (1 − P) x = 1, by Gauss' elimination. */
function looksUntilOut(chances: number[][]): number[] {
  const n = chances.length;
  const rows = chances.map((row, i) => [...row.map((chance, j) => (i === j ? 1 : 0) - chance), 1]);
  for (let pivot = 0; pivot < n; pivot += 1) {
    for (let below = pivot + 1; below < n; below += 1) {
      const factor = rows[below]![pivot]! / rows[pivot]![pivot]!;
      if (factor !== 0) for (let j = pivot; j <= n; j += 1) rows[below]![j]! -= factor * rows[pivot]![j]!;
    }
  }
  const looks = Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i -= 1) {
    let rest = rows[i]![n]!;
    for (let j = i + 1; j < n; j += 1) rest -= rows[i]![j]! * looks[j]!;
    looks[i] = rest / rows[i]![i]!;
  }
  return looks;
}

/** One side of a CUSUM as a chain of states: D. Brook and D. A. Evans, Biometrika 59 (1972). */
function cusumChain(h: number, shift: number, states = 120): number {
  const width = (2 * h) / (2 * states - 1);
  const chances = Array.from({ length: states }, (_, i) =>
    Array.from({ length: states }, (_, j) => {
      const below = normalBelow((j - i + 0.5) * width + k - shift);
      return j === 0 ? below : below - normalBelow((j - i - 0.5) * width + k - shift);
    }),
  );
  return looksUntilOut(chances)[0]!;
}

describe('a CUSUM of two sides, k = 0.5', () => {
  const cusumRuns = (h: number, shift: number, runs: number) =>
    cusumRunLength(h, { shift, runs, noise: normalFrom(1_000 * h + shift) });

  it.each(cusumRunLengths.slice(0, 3))(
    'h = $h: its own steps take $inControl looks in control, within 3 percent',
    ({ h, inControl }) => {
      isWithin(cusumRuns(h, 0, h < 8 ? 20_000 : 5_000), inControl, 0.03);
    },
  );

  it.each(cusumRunLengths)(
    'h = $h: from 1 sigma on, $inControl in control, it alarms after $shifted looks, within 3 percent',
    ({ h, shifted }) => {
      isWithin(cusumRuns(h, 1, 20_000), shifted, 0.03);
    },
  );

  it.each(cusumRunLengths)(
    'h = $h: a Markov chain says $inControl and $shifted as well, within 3 percent',
    ({ h, inControl, shifted }) => {
      isWithin(cusumChain(h, 0) / 2, inControl, 0.03);
      isWithin(cusumChain(h, 1), shifted, 0.03);
    },
  );

  it.each(cusumRunLengths)(
    "h = $h: Siegmund's formula says $inControl and $shifted as well, within 3 percent",
    ({ h, inControl, shifted }) => {
      isWithin(siegmundRunLength({ k, h }) / 2, inControl, 0.03);
      isWithin(siegmundRunLength({ k, h }, 1), shifted, 0.03);
    },
  );

  it.each([
    [168, 4],
    [465, 5],
    [9_471, 8],
    [515_900, 12],
    [1e6, 12.65],
    [1e7, 14.95],
    [1e8, 17.25],
  ])('for %i looks in control the limit is %f', (runLength, h) => {
    expect(cusumLimit(runLength, k)).toBeCloseTo(h, 1);
  });

  it('k = 1: for a million looks 6.43, for a hundred million 8.74', () => {
    expect(cusumLimit(1e6, 1)).toBeCloseTo(6.43, 1);
    expect(cusumLimit(1e8, 1)).toBeCloseTo(8.74, 1);
  });

  it('without drift Siegmund says b²: h = 4 is (4 + 1.166)² = 26.69', () => {
    expect(siegmundRunLength({ k: 0.5, h: 4 }, 0.5)).toBeCloseTo(26.687, 2);
  });

  it('never falls under nothing, and adds what is beyond k', () => {
    expect(cusum(0, -3, 0.5)).toBe(0);
    expect(cusum(0, 0.5, 0.5)).toBe(0);
    expect(cusum(2, 1.5, 0.5)).toBe(3);
  });
});

describe('an exponentially weighted mean', () => {
  function chain({ weight, l }: EwmaChart, shift: number, states = 121): number {
    const limit = ewmaLimit({ weight, l });
    const width = (2 * limit) / states;
    const middle = (i: number) => -limit + (i + 0.5) * width;
    const chances = Array.from({ length: states }, (_, i) =>
      Array.from({ length: states }, (_, j) => {
        const upTo = (edge: number) => normalBelow((edge - ewma(middle(i), 0, weight)) / weight - shift);
        return upTo(middle(j) + width / 2) - upTo(middle(j) - width / 2);
      }),
    );
    return looksUntilOut(chances)[(states - 1) / 2]!;
  }

  it.each(ewmaRunLengths)(
    'weight $weight, L = $l, shifted by $shift: $looks looks, by its own steps and by a chain, within 3 percent',
    ({ shift, looks, ...chart }) => {
      isWithin(ewmaRunLength(chart, { shift, runs: 15_000, noise: normalFrom(77 + shift) }), looks, 0.03);
      isWithin(chain(chart, shift), looks, 0.03);
    },
  );
});

describe('limits of the other charts', () => {
  it('a CUSUM of ratios alarms at the logarithm of its run length: ln 233,600 = 12.361', () => {
    expect(ratioLimit(233_600)).toBeCloseTo(12.3614, 3);
  });

  it('and not more often: coins of chance 0.6 against 0.8 in 400 runs of a limit of ln 200', () => {
    const normal = normalFrom(3);
    const [heads, tails] = [Math.log(0.8 / 0.6), Math.log(0.2 / 0.4)];
    let looks = 0;
    for (let run = 0; run < 400; run += 1)
      for (let sum = 0; sum < ratioLimit(200); looks += 1)
        sum = cusum(sum, normalBelow(normal()) < 0.6 ? heads : tails, 0);
    expect(looks / 400).toBeGreaterThan(200);
  });

  it('in a row: a chance of 1 % is seen three times once in a million looks, four times in a hundred million', () => {
    expect([1e6, 1e6 + 1, 9.9e7].map((runLength) => rowLimit(runLength, 0.01))).toEqual([3, 4, 4]);
    expect(rowLimit(1e4, 0.1)).toBe(4);
  });
});
