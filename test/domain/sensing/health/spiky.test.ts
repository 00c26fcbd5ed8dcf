import { describe, expect, it } from 'vitest';

import { situationOf } from '../../../../domain/exceptions/index.js';
import { limitsFor } from '../../../../domain/sensing/health/index.js';
import { uniformFrom } from '../noise.js';
import { commissioned, hourMs, limits, Watched } from './watched.js';

/** A share of samples replaced by something else. */
function spikes(share: number, seed = 3) {
  const uniform = uniformFrom(seed);
  return { each: (value: number) => (uniform() < share ? value - 100 - 100 * uniform() : value) };
}

const kinds: [kind: string, level: number, share: number][] = [
  ['tof', 400, 0],
  ['load-cell', 12, 0],
  ['ultrasonic', 400, 0.07],
];

describe('a spiky sensor', () => {
  it.each(kinds)(
    '%s: one wrong sample in five more than its profile says is found within a day',
    (kind, level, share) => {
      const sensor = commissioned(kind, level, {});
      const wrong = spikes(share + 0.2);
      const found = sensor.until('spiky', 99, () => sensor.look(sensor.window(level, wrong)));
      expect(found).toBeGreaterThanOrEqual(3);
      expect(found).toBeLessThanOrEqual(24);
    },
  );

  it.each(kinds)('%s: what its profile says, and a fiftieth more, is none for a year', (kind, level, share) => {
    const sensor = new Watched(kind).hours(8_766, level, spikes(share + 0.02));
    expect(sensor.faults).toEqual([]);
  });

  it.each([
    ['tof', 'near', 32],
    ['tof', 'far', 1_298],
    ['ultrasonic', 'near', 22],
    ['ultrasonic', 'far', 1_498],
  ])('%s: its own noise about a level at its %s end is no spike: %d mm, for a month', (kind, _, level) => {
    const sensor = commissioned(kind, 400).hours(720, level, {}, { isCertainlyEmpty: false });
    expect(sensor.faults).toEqual([]);
  });

  it('at its nearest reach is found all the same by what comes from farther', () => {
    const far = spikes(0.25);
    const each = (value: number) => (far.each(value) === value ? value : 400);
    const sensor = commissioned('tof', 400).hours(48, 32, { each }, { isCertainlyEmpty: false });
    expect(sensor.faults).toContain('spiky');
  });

  it('is over when the spikes are', () => {
    const sensor = commissioned('tof', 400).hours(48, 400, spikes(0.25));
    expect(sensor.faults).toEqual(['spiky']);
    expect(sensor.hours(48, 400).faults).toEqual([]);
  });

  it('is not over before its chart is empty again: 12.5 of it, and a look without any takes 1.08 off', () => {
    // 20 samples at 2 % against 12 %, at twice a binomial's variance: 20 · ln(0.88 / 0.98) / 2 = −1.076.
    const sensor = commissioned('tof', 400).hours(48, 400, spikes(0.25));
    expect(sensor.hours(11, 400).faults).toEqual(['spiky']);
  });

  it.each(kinds)('%s: mended by its restart, is over before its playbook asks for a visit', (kind, level, share) => {
    const steps = situationOf('sensor-spiky').playbook?.steps ?? [];
    const looks = Math.floor(steps.reduce((sum, { withinMs, tries = 1 }) => sum + withinMs * tries, 0) / hourMs);
    const sensors = Array.from({ length: 40 }, (_, seed) =>
      commissioned(kind, level, { seed: seed + 1 }).hours(24, level, spikes(share + 0.25, seed)),
    );
    const late = sensors.filter((sensor, i) => sensor.hours(looks, level, spikes(share, 100 + i)).faults.length > 0);
    expect(late.length).toBeLessThanOrEqual(1);
  });

  it('has errors among its samples as well: one in five of a bad status', () => {
    const sensor = commissioned('tof', 400);
    const status = Array.from({ length: 20 }, (_, i) => (i % 5 === 0 ? 4 : 0));
    const found = sensor.until('spiky', 99, () => sensor.look(sensor.window(400, { more: { status } })));
    expect(found).toBeLessThanOrEqual(24);
  });

  it('whose spikes are most of what it says is blind, and not heard on this', () => {
    const sensor = commissioned('tof', 400);
    const status = Array.from({ length: 20 }, (_, i) => (i % 5 > 0 ? 4 : 0));
    sensor.hours(24, 400, { more: { status } });
    expect(sensor.faults).toEqual(['blind']);
  });

  it.each(kinds.slice(0, 2))('%s, sound: at most as many false alarms as its run length allows', (kind, level) => {
    // 1,973 looks; five sensor-years have 22 of them.
    const short = { ...limits, spiky: limitsFor(100, { sensors: 29, scanIntervalMs: hourMs }).spiky };
    let alarms = 0;
    for (let seed = 1; seed <= 5; seed += 1) {
      const sensor = new Watched(kind, { seed, limits: short });
      for (let hour = 0; hour < 8_766; hour += 1) {
        const { findings, state } = sensor.look(sensor.window(level));
        if (!findings.some(({ fault, status }) => fault === 'spiky' && status === 'standing')) continue;
        alarms += 1;
        sensor.state = { ...state, spikes: 0, faults: 0 };
      }
    }
    expect(alarms).toBeLessThanOrEqual(22);
  });
});
