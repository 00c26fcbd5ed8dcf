import { describe, expect, it } from 'vitest';

import {
  doubtful,
  healthIn,
  isAnyDoubted,
  sigmaFactorIn,
  type SensorConditions,
} from '../../../domain/sensing/condition.js';
import { addToSums, addWindows, readCycle } from '../../../domain/sensing/difference.js';
import { judgeDeposit, judgePickup } from '../../../domain/sensing/verdict.js';
import { autoregressiveFrom, ripple, tofWindow } from './noise.js';

const rates = { costly: 1e-6, other: 1e-4 };
const noisier = (sigmaFactor: number): SensorConditions => ({ ceiling: { health: 1, sigmaFactor } });

describe('what a door keeps of its sensors', () => {
  it('is nothing of those that are plainly sound', () => {
    expect(doubtful({ a: { health: 1 }, b: { health: 1, sigmaFactor: 1 }, c: { health: 0.9999 } })).toBeUndefined();
    expect(doubtful({})).toBeUndefined();
  });

  it('is what takes from their word, in two digits and in one order', () => {
    const conditions = { b: { health: 0.7 * 0.7 }, a: { health: 1, sigmaFactor: 1.5625 }, c: { health: 1 } };
    expect(doubtful(conditions)).toEqual({ a: { health: 1, sigmaFactor: 1.56 }, b: { health: 0.49 } });
    expect(Object.keys(doubtful(conditions)!)).toEqual(['a', 'b']);
  });

  it.each([
    [0.8, false],
    [0.79, true],
  ])('a health of %f: in doubt is %s', (health, isDoubted) => {
    expect(isAnyDoubted({ a: { health: 1 }, b: { health } })).toBe(isDoubted);
    expect(isAnyDoubted(undefined)).toBe(false);
  });

  it('is of eight sensors at most', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`s${i}`, { health: 0 }]));
    expect(Object.keys(doubtful(many)!)).toHaveLength(8);
  });

  it('is a sensor’s own, whatever it is called', () => {
    expect(healthIn(undefined)).toEqual({});
    expect(healthIn({ a: { health: 0.5 } })).toEqual({ a: 0.5 });
    expect(sigmaFactorIn({}, 'constructor')).toBe(1);
    expect(sigmaFactorIn(noisier(2), 'ceiling')).toBe(2);
  });
});

describe('a noisier sensor', () => {
  const window = (mm: number) => tofWindow(ripple(mm, 20, 2));

  it('has samples worth the square of its factor less: 20 at twice the noise are worth 5', () => {
    const [plain] = readCycle([window(400)], [window(400)]);
    const [noisy] = readCycle([window(400)], [window(400)], noisier(2));
    expect([plain!.before.n, noisy!.before.n, noisy!.after.n]).toEqual([20, 5, 5]);
    expect(noisy!.after.mean).toBe(400);
  });

  it('so have those of a further window that was asked for', () => {
    const reading = addWindows(readCycle([window(400)], [window(400)], noisier(2)), [window(400)], noisier(2));
    expect(reading[0]!.after.n).toBe(10);
  });

  it('and another sensor’s noise is no matter of it', () => {
    const [channel] = readCycle([window(400)], [window(400)], { floor: { health: 1, sigmaFactor: 9 } });
    expect(channel!.before.n).toBe(20);
  });

  it('so noisy that a window tells nothing says nothing', () => {
    const reading = readCycle([window(400)], [window(300)], noisier(100));
    expect(judgeDeposit({}, reading, rates)).toMatchObject({ verdict: 'undecided', llr: 0 });
  });

  it('keeps the error rates: three times the noise, 20,000 deposits of nothing and 20,000 doors with 15 mm left in them', () => {
    const noise = autoregressiveFrom(12, 0.3);
    const noisyWindow = (mm: number) => tofWindow(Array.from({ length: 20 }, () => Math.round(mm + 7.5 * noise())));
    const wrong = { deposit: 0, pickup: 0, untold: 0, asStated: 0 };
    for (let i = 0; i < 20_000; i += 1) {
      const [before, after] = [noisyWindow(400), noisyWindow(400)];
      const [told, untold] = [noisier(3.05), {}].map((conditions) => readCycle([before], [after], conditions));
      wrong.deposit += Number(judgeDeposit({}, told!, rates).verdict === 'present');
      wrong.untold += Number(judgeDeposit({}, untold!, rates).verdict === 'present');
      // Taken as stated 8.57 mm nearer are a parcel: 7.5 mm and 13.82 × 1.161 mm² / 15 mm.
      wrong.asStated += Number(told![0]!.before.mean - told![0]!.after.mean >= 8.57);
      const came = readCycle([noisyWindow(400)], [noisyWindow(300)], noisier(3.05));
      const went = readCycle([noisyWindow(300)], [noisyWindow(385)], noisier(3.05));
      wrong.pickup += Number(judgePickup(addToSums({}, came), went, rates).verdict === 'absent');
    }
    expect([wrong.deposit, wrong.pickup]).toEqual([0, 0]);
    // Before anybody has told of its noise, a window's own scatter takes most of it: one in ten thousand at most.
    expect(wrong.untold).toBeLessThanOrEqual(2);
    expect(wrong.asStated).toBeGreaterThan(20);
  });
});
