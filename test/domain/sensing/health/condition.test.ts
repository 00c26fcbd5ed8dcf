import { describe, expect, it } from 'vitest';

import { conditionOf } from '../../../../domain/sensing/health/condition.js';
import { withFault } from '../../../../domain/sensing/health/index.js';
import { newState } from '../../../../domain/sensing/health/state.js';
import type { SensorState } from '../../../../domain/sensing/health/state.js';
import { curtain } from '../../../../domain/sensing/profiles/curtain.js';
import { tof } from '../../../../domain/sensing/profiles/tof.js';
import { startMs, Watched } from './watched.js';

const known: SensorState = { ...newState(startMs), noiseLooks: 24, variance: 0.8, rho: 0.1 };
const conditionWith = (change: Partial<SensorState>) => conditionOf({ ...known, ...change }, tof);

describe('what verdicts are told of a sensor', () => {
  it('of a sound one is that it is sound, and nothing else', () => {
    expect(conditionOf(known, tof)).toEqual({ health: 1 });
    expect(conditionOf(newState(startMs), tof)).toEqual({ health: 1 });
  });

  it('quieter than stated it counts as stated', () => {
    expect(conditionWith({ variance: 0.1, varianceNow: 0.1 })).toEqual({ health: 1 });
  });

  // Steps of 1.25, upwards: 1.25, 1.5625, 1.9531 …; a fifth more variance is not told apart.
  it.each([
    [1.2, undefined],
    [1.21, 1.25],
    [1.5, 1.25],
    [1.57, 1.5625],
    [4, 2.4414],
    [9, 3.0518],
  ])(
    'a variance of %f times the stated, lately or when it was commissioned, is a factor of %f on sigma',
    (variance, factor) => {
      for (const change of [{ variance }, { varianceNow: variance }]) {
        const { sigmaFactor } = conditionWith(change);
        if (factor === undefined) expect(sigmaFactor).toBeUndefined();
        else expect(sigmaFactor).toBeCloseTo(factor, 4);
      }
    },
  );

  it('before it is commissioned only what was seen lately counts', () => {
    expect(conditionWith({ noiseLooks: 23, variance: 9 })).toEqual({ health: 1 });
    expect(conditionWith({ noiseLooks: 23, varianceNow: 9 }).sigmaFactor).toBeGreaterThan(3);
  });

  // (1 + 0.6) / (1 − 0.6) = 4 against (1 + 0.3) / (1 − 0.3) = 1.857: 1.4676 on sigma.
  it('correlation beyond the stated 0.3 counts as well: 0.6 is a factor of 1.47, 1.5625 in steps', () => {
    expect(conditionWith({ rho: 0.6 }).sigmaFactor).toBeCloseTo(1.5625, 4);
    expect(conditionWith({ rho: 0.39 })).toEqual({ health: 1 });
    expect(conditionWith({ rho: 0.99 }).sigmaFactor).toBeLessThan(6); // Never above 0.95.
  });

  it('a faulty one is told with its score', () => {
    expect(conditionOf(withFault(known, 'noisy', 'standing'), tof).health).toBe(0.7);
    expect(conditionOf(withFault(known, 'stuck', 'standing'), tof)).toEqual({ health: 0 });
  });

  it('a curtain has no noise of this kind', () => {
    expect(conditionOf({ ...known, varianceNow: 9 }, curtain)).toEqual({ health: 1 });
  });

  it('a sensor as stated, for a year, is told to be noisier in fewer than one look of a hundred', () => {
    const sensor = new Watched('tof', { rho: 0.3 });
    let noisier = 0;
    for (let hour = 0; hour < 8_766; hour += 1) {
      sensor.look(sensor.window(400));
      noisier += Number(conditionOf(sensor.state!, tof).sigmaFactor !== undefined);
    }
    expect(noisier).toBeLessThan(88);
  });

  it.each([1.5, 2, 3])('one %f times as noisy is told so, or a step more, after two days', (noise) => {
    const sensor = new Watched('tof', { seed: 4 }).hours(48, 400, { noise });
    const { sigmaFactor = 1 } = conditionOf(sensor.state!, tof);
    expect(sigmaFactor).toBeGreaterThan(noise / 1.15);
    expect(sigmaFactor).toBeLessThan(noise * 1.5);
  });
});
