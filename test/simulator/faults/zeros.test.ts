import { describe, expect, it } from 'vitest';
import { sensorDriftRamp } from '../../../simulator/faults/sensor-drift-ramp.js';
import { sensorDriftStep } from '../../../simulator/faults/sensor-drift-step.js';
import { sensorDriftTemperature } from '../../../simulator/faults/sensor-drift-temperature.js';
import { sensorFailing } from '../../../simulator/faults/sensor-failing.js';
import { sensorSaturated } from '../../../simulator/faults/sensor-saturated.js';
import { sensorSilent } from '../../../simulator/faults/sensor-silent.js';
import { sensorStuck } from '../../../simulator/faults/sensor-stuck.js';
import { sensorUntared } from '../../../simulator/faults/sensor-untared.js';
import { aSensor, box, dayMs, mean } from './a-sensor.js';

/** What a level is off by, over fifty windows. */
function off(at: ReturnType<typeof aSensor>, from: number, around: { nowMs?: number; temperatureC?: number } = {}) {
  return mean(at.samples(50, [], around)) - from;
}

/** Far within the smallest change of a kind, far beyond what the mean of fifty windows scatters by. */
const nearly = { tof: 1.5, 'load-cell': 0.6 } as const;

describe('a level that is off', () => {
  it.each([
    ['tof', 15],
    ['load-cell', 9.98],
  ] as const)('after a step, of a %s by up to four times %d at once', (kind, smallest) => {
    const at = aSensor(kind);
    const from = mean(at.samples(50));
    at.ail(sensorDriftStep, { severity: 0.5, sign: -1 });
    expect(Math.abs(off(at, from) + 2.5 * smallest)).toBeLessThan(nearly[kind]);
  });

  it('by a ramp creeps there in twenty days', () => {
    const at = aSensor('tof');
    const from = mean(at.samples(50));
    at.ail(sensorDriftRamp, { severity: 1 });
    expect(Math.abs(off(at, from))).toBeLessThan(nearly.tof);
    expect(Math.abs(off(at, from, { nowMs: 10 * dayMs }) - 30)).toBeLessThan(nearly.tof);
    expect(Math.abs(off(at, from, { nowMs: 60 * dayMs }) - 60)).toBeLessThan(nearly.tof);
  });

  it('by the temperature is off by several times the worst of its kind', () => {
    const at = aSensor('load-cell');
    const [cold, warm] = [15, 25].map((temperatureC) => mean(at.samples(50, [], { temperatureC })));
    expect(Math.abs((warm ?? 0) - (cold ?? 0))).toBeLessThan(10 + nearly['load-cell']); // A sound one: 1 g a kelvin at most.
    at.ail(sensorDriftTemperature, { severity: 1 });
    expect(Math.abs(off(at, cold ?? 0, { temperatureC: 15 }) + 5 * 8)).toBeLessThan(nearly['load-cell']);
    expect(Math.abs(off(at, warm ?? 0, { temperatureC: 25 }) - 5 * 8)).toBeLessThan(nearly['load-cell']);
  });

  it('for want of a tare is off by 300 g to 2 kg', () => {
    for (const [severity, grams] of [
      [0, 300],
      [1, 2_000],
    ] as const) {
      const at = aSensor('load-cell');
      const from = mean(at.samples(50));
      at.ail(sensorUntared, { severity });
      expect(Math.abs(off(at, from) - grams)).toBeLessThan(nearly['load-cell']);
    }
  });
});

describe('a new zero of a cell', () => {
  it.each([sensorDriftStep, sensorUntared])('that is set when nothing lies there makes up for $name', (fault) => {
    const at = aSensor('load-cell');
    at.ail(fault, { severity: 0.9 });
    expect(Math.abs(off(at, 0))).toBeGreaterThan(20);
    at.sensor.recalibrate([]);
    expect(Math.abs(off(at, 0))).toBeLessThan(2);
  });

  it('takes away what a ramp has crept so far; what still comes, creeps on', () => {
    const at = aSensor('load-cell');
    at.ail(sensorDriftRamp, { severity: 1 });
    at.sensor.recalibrate([], { nowMs: 10 * dayMs, temperatureC: 20 });
    expect(Math.abs(off(at, 0, { nowMs: 10 * dayMs }))).toBeLessThan(2);
    expect(Math.abs(off(at, 2 * 9.98, { nowMs: 20 * dayMs }))).toBeLessThan(2);
  });

  it('that is set over a parcel hides it, and its taking leaves less than nothing', () => {
    const at = aSensor('load-cell');
    at.sensor.recalibrate([box]);
    expect(Math.abs(mean(at.samples(50, [box])))).toBeLessThan(2);
    expect(Math.abs(mean(at.samples(50)) + box.grams)).toBeLessThan(2);
  });

  it('is not set by a cell that reads nothing; a distance and a beam have none', () => {
    for (const kind of ['load-cell', 'tof', 'curtain'] as const) {
      const at = aSensor(kind);
      const from = mean(at.samples(50));
      if (kind === 'load-cell') at.ail(sensorFailing);
      at.sensor.recalibrate(kind === 'load-cell' ? [] : [box]);
      at.sensor.ailments.repair(0);
      expect(Math.abs(off(at, from))).toBeLessThan(1.5);
    }
  });
});

describe('a test of itself', () => {
  it.each([sensorStuck, sensorSilent, sensorFailing, sensorSaturated])('finds $name', (fault) => {
    const at = aSensor('load-cell');
    expect(at.sensor.fails([])).toBe(false);
    at.ail(fault);
    expect(at.sensor.fails([])).toBe(true);
  });

  it('finds no fault in a sound sensor of any kind, nor what only shows against its past', () => {
    for (const kind of ['tof', 'ultrasonic', 'load-cell', 'curtain']) {
      const at = aSensor(kind);
      for (let i = 0; i < 300; i++) expect(at.sensor.fails(i % 2 ? [box] : [])).toBe(false);
      if (kind !== 'curtain') at.ail(sensorDriftStep);
      expect(at.sensor.fails([])).toBe(false);
    }
  });
});
