import { describe, expect, it } from 'vitest';
import { curtainDirty } from '../../../simulator/faults/curtain-dirty.js';
import type { SensorFault } from '../../../simulator/faults/fault.js';
import { faults } from '../../../simulator/faults/index.js';
import { sensorCoverDirty } from '../../../simulator/faults/sensor-cover-dirty.js';
import { sensorFailing } from '../../../simulator/faults/sensor-failing.js';
import { sensorNoisy } from '../../../simulator/faults/sensor-noisy.js';
import { sensorSaturated } from '../../../simulator/faults/sensor-saturated.js';
import { sensorSilent } from '../../../simulator/faults/sensor-silent.js';
import { sensorSpiky } from '../../../simulator/faults/sensor-spiky.js';
import { sensorStuck } from '../../../simulator/faults/sensor-stuck.js';
import { sensorSunlit } from '../../../simulator/faults/sensor-sunlit.js';
import { aSensor, box, dayMs, deviation, hourMs, mean, median } from './a-sensor.js';

const kinds = ['tof', 'ultrasonic', 'load-cell', 'curtain'] as const;
/** What a box of 60 mm and 500 g changes. */
const changeOf = { tof: -60, ultrasonic: -60, 'load-cell': 500, curtain: 1 } as const;

describe.each(kinds)('a %s sensor', (kind) => {
  it('that is stuck repeats what it last said, in every value and everything beside it, whatever is put in', () => {
    const { ail, look } = aSensor(kind);
    const before = look([]);
    ail(sensorStuck);
    const [empty, full] = [look([]), look([box])];
    expect(new Set(empty?.samples).size).toBe(1);
    expect(full?.samples).toEqual(empty?.samples);
    expect(full?.samples).toHaveLength(before?.samples.length ?? 0);
    expect(full?.signalKcps).toEqual(empty?.signalKcps);
    if (kind === 'curtain') expect(new Set(empty?.signalKcps as number[]).size).toBe(1);
  });

  it('that is silent sends no window', () => {
    const { ail, look } = aSensor(kind);
    ail(sensorSilent);
    expect(look([box])).toBeUndefined();
  });

  it('that fails says of every sample that it has none', () => {
    const { ail, look } = aSensor(kind);
    ail(sensorFailing);
    const window = look([]);
    expect(window?.status).not.toBe(0);
    // ST's drivers say 65535 for an unanswered bus, those of an HC-SR04 0, and 24 bits end at −2^23; a beam has no such value.
    const never = { tof: 65_535, ultrasonic: 0, 'load-cell': -8_388_608, curtain: undefined }[kind];
    if (never !== undefined) expect(new Set(window?.samples)).toEqual(new Set([never]));
  });

  it.each(faults.filter((fault) => fault.of === 'sensor' && (fault.befalls as readonly string[]).includes(kind)))(
    'says again what is so once somebody has mended it: $name',
    (fault) => {
      const { ail, samples, sensor } = aSensor(kind);
      const around = { nowMs: 40 * dayMs + 13 * hourMs, temperatureC: 20 };
      const middle = kind === 'curtain' ? mean : median;
      const before = middle(samples(50, [], around));
      ail(fault as SensorFault, { severity: 0.9, sinceMs: around.nowMs - dayMs });
      sensor.ailments.repair(0);
      expect(middle(samples(50, [], around)) - before).toBeCloseTo(0, kind === 'curtain' ? 1 : -0.5);
      expect((middle(samples(50, [box], around)) - before) / changeOf[kind]).toBeCloseTo(1, 1);
    },
  );
});

describe('a noisy sensor', () => {
  it.each([
    ['tof', 0, 2 * 2.5],
    ['tof', 1, 6 * 2.5],
    ['load-cell', 0.5, 4 * 0.2],
  ] as const)('of kind %s and severity %d scatters by %d, and so do the means of its windows', (kind, severity, sd) => {
    const { ail, samples, look } = aSensor(kind);
    const level = mean(samples(200));
    ail(sensorNoisy, { severity });
    // Without the sound cell's own spikes of hundreds of grams, one in ten thousand.
    const isNear = (value: number) => Math.abs(value - level) < 100;
    const noisy = samples(3_000).filter(isNear);
    expect(deviation(noisy) / sd).toBeGreaterThan(0.95);
    expect(deviation(noisy) / sd).toBeLessThan(1.05);
    expect(Math.abs(mean(noisy) - level)).toBeLessThan(sd / 10);
    // AR(1) noise of the profile's rho: the mean of n has the variance sd² (1 + rho) / (n (1 − rho)), nearly, for n = 10 and 20.
    const [rho, n] = kind === 'tof' ? [0.3, 20] : [0.75, 10];
    const means = Array.from({ length: 2_000 }, () => look([])?.samples ?? [])
      .filter((all) => all.every(isNear))
      .map(mean);
    const exact = (sd / n) * Math.sqrt(n + 2 * sumOf(n, (lag) => (n - lag) * rho ** lag));
    expect(deviation(means) / exact).toBeGreaterThan(0.9);
    expect(deviation(means) / exact).toBeLessThan(1.1);
  });

  it('of beams is wrong in two to six samples of a hundred where a sound one is in one', () => {
    for (const [severity, share] of [
      [0, 0.02],
      [1, 0.06],
    ] as const) {
      const { ail, samples } = aSensor('curtain');
      ail(sensorNoisy, { severity });
      expect(mean(samples(2_000)) / share).toBeGreaterThan(0.9);
      expect(mean(samples(2_000)) / share).toBeLessThan(1.1);
    }
  });
});

const sumOf = (n: number, of: (lag: number) => number): number =>
  Array.from({ length: n - 1 }, (_, i) => of(i + 1)).reduce((sum, value) => sum + value, 0);

describe('a spiky sensor', () => {
  it.each([
    ['tof', 0, 0.05],
    ['tof', 1, 0.3],
    ['load-cell', 1, 0.3],
  ] as const)('of kind %s and severity %d has single samples far off, %d of them', (kind, severity, share) => {
    const { ail, samples } = aSensor(kind);
    const level = median(samples(100));
    ail(sensorSpiky, { severity });
    const spiky = samples(1_000);
    const far = spiky.filter((value) => Math.abs(value - level) > 50);
    // Of a distance anywhere in 30 to 1300 mm, 100 mm in 1270 are too near to the level to be told.
    expect(far.length / spiky.length / (kind === 'tof' ? share * 0.92 : share)).toBeGreaterThan(0.9);
    expect(far.length / spiky.length / (kind === 'tof' ? share * 0.92 : share)).toBeLessThan(1.1);
    if (kind === 'load-cell') expect(far.every((value) => value < level)).toBe(true);
    expect(Math.abs(median(spiky) - level)).toBeLessThan(2);
  });
});

describe('a sensor that sees nothing', () => {
  it('for dirt on its glass reads 0 to 25 mm, in good status', () => {
    for (const severity of [0, 0.5, 0.99]) {
      const { ail, look } = aSensor('tof');
      ail(sensorCoverDirty, { severity });
      const window = look([box]);
      expect(window?.status).toBe(0);
      expect(Math.min(...(window?.samples ?? [-1]))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...(window?.samples ?? [99]))).toBeLessThanOrEqual(25);
    }
  });

  it('for the sun says so, from noon to three, and sees well in the evening', () => {
    const { ail, look } = aSensor('tof');
    ail(sensorSunlit);
    const [morning, noon, evening] = [9, 13, 18].map((hour) => look([], { nowMs: dayMs + hour * hourMs }));
    expect(noon?.status).not.toBe(0);
    expect(new Set(noon?.samples)).toEqual(new Set([65_535]));
    expect(mean(noon?.ambientKcps as number[])).toBeGreaterThan(1_000);
    for (const window of [morning, evening]) {
      expect(window?.status).toBe(0);
      expect(window?.ambientKcps).toBeUndefined();
    }
  });

  it('for a broken wire stands at an end of its 24 bits, in good status', () => {
    for (const [sign, end] of [
      [1, 8_388_607],
      [-1, -8_388_608],
    ] as const) {
      const { ail, look } = aSensor('load-cell');
      ail(sensorSaturated, { sign });
      expect(look([box])).toMatchObject({ status: 0, samples: Array(10).fill(end) });
    }
  });

  it('for dirt in a beam says blocked of an empty door, and light still gets through', () => {
    const { ail, look } = aSensor('curtain');
    ail(curtainDirty);
    const window = look([]);
    expect(new Set(window?.samples)).toEqual(new Set([1]));
    expect(mean(window?.signalKcps as number[])).toBeGreaterThan(100);
    expect(new Set(window?.signalKcps as number[]).size).toBeGreaterThan(1);
  });
});

it('a sensor cannot have what its kind cannot have', () => {
  expect(() => aSensor('tof').ail(curtainDirty)).toThrow('cannot have curtain-dirty');
});
