import { describe, expect, it } from 'vitest';

import { situationOf } from '../../../../domain/exceptions/index.js';
import { limitsFor } from '../../../../domain/sensing/health/index.js';
import { uniformFrom } from '../noise.js';
import { commissioned, hourMs, limits, Watched } from './watched.js';

const kinds: [kind: string, level: number][] = [
  ['tof', 400],
  ['load-cell', 12],
  ['ultrasonic', 400],
];

/** From the first thing that its playbook tries to the visit. */
const hoursTried = (): number =>
  (situationOf('sensor-noisy').playbook?.steps ?? []).reduce(
    (sum, { withinMs, tries = 1 }) => sum + withinMs * tries,
    0,
  ) / hourMs;

describe('a noisy sensor', () => {
  it.each(kinds)('%s: twice its noise is found within two days, three times within half a day', (kind, level) => {
    for (const [noise, hours] of [
      [2, 48],
      [3, 12],
    ] as const) {
      const sensor = commissioned(kind, level);
      const found = sensor.until('noisy', 99, () => sensor.look(sensor.window(level, { noise })));
      expect(found).toBeGreaterThanOrEqual(4); // One window, or three, may be of a lorry before the house.
      expect(found).toBeLessThanOrEqual(hours);
    }
  });

  it.each(kinds)('%s: is over when the noise is what it was, within two days', (kind, level) => {
    const sensor = commissioned(kind, level).hours(48, level, { noise: 3 });
    expect(sensor.faults).toContain('noisy');
    sensor.hours(48, level);
    expect(sensor.faults).toEqual([]);
  });

  it.each(kinds)('%s: mended by its restart, is over before its playbook restarts it again', (kind, level) => {
    const [restart] = situationOf('sensor-noisy').playbook?.steps ?? [];
    const looks = Math.floor((restart?.withinMs ?? 0) / hourMs);
    const sensors = Array.from({ length: 40 }, (_, seed) =>
      commissioned(kind, level, { seed: seed + 1 }).hours(24, level, { noise: 3 }),
    );
    const late = sensors.filter((sensor) => sensor.hours(looks, level).faults.includes('noisy'));
    expect(late.length).toBeLessThanOrEqual(1);
  });

  it.each(kinds)('%s: a fifth more noise is none, for a year', (kind, level) => {
    expect(commissioned(kind, level).hours(8_766, level, { noise: 1.2 }).state?.faults).toBe(0);
  });

  it('that was noisy from the start is held against what its profile says', () => {
    const sensor = new Watched('tof');
    expect(sensor.until('noisy', 24, () => sensor.look(sensor.window(400, { noise: 2.5 })))).toBeLessThanOrEqual(24);
    expect(sensor.hours(48, 400, { noise: 2.5 }).faults).toEqual(['noisy']);
  });

  it('that was quieter than stated is held against itself: a third of the noise, then all of it, is noisy', () => {
    const sensor = new Watched('tof').hours(48, 400, { noise: 1 / 3 });
    // Down to half of what is stated: from there on a sensor is a good one.
    expect(sensor.hours(500, 400, { noise: 0.6 }).faults).toEqual([]);
    const found = sensor.until('noisy', 99, () => sensor.look(sensor.window(400)));
    expect(found).toBeLessThanOrEqual(24);
  });

  it('before a parcel is held against its profile alone: what its lid does to the noise is not known', () => {
    const inside = { isCertainlyEmpty: false };
    const quiet = () => new Watched('tof').hours(48, 400, { noise: 1 / 3 });
    expect(quiet().hours(200, 250, {}, inside).faults).toEqual([]);
    expect(quiet().hours(48, 250, { noise: 2.5 }, inside).faults).toEqual(['noisy']);
  });

  it('is not one at which a load settles while it is sampled', () => {
    const sensor = commissioned('load-cell', 12);
    sensor.hours(100, 12, { each: (value, i) => value + i }, { isCertainlyEmpty: false });
    expect(sensor.faults).toEqual([]);
  });

  it('is not told at an open door', () => {
    const sensor = commissioned('tof', 400).hours(48, 400, { noise: 5 }, { door: 'open' });
    expect(sensor.faults).toEqual([]);
  });

  it('of a curtain is one whose samples flicker: six times the stated rate is found within two days, and over within six', () => {
    const flicker = (rate: number, seed: number) => {
      const uniform = uniformFrom(seed);
      return { each: (blocked: number) => (uniform() < rate ? 1 - blocked : blocked) };
    };
    const sensor = new Watched('curtain').hours(8_766, 0, flicker(0.01, 1));
    expect(sensor.faults).toEqual([]);
    const wild = flicker(0.06, 2);
    const found = sensor.until('noisy', 99, () => sensor.look(sensor.window(0, wild)));
    expect(found).toBeGreaterThanOrEqual(4);
    expect(found).toBeLessThanOrEqual(48);
    expect(sensor.hours(144, 1, flicker(0.01, 3), { isCertainlyEmpty: false }).faults).toEqual([]);
    const mended = new Watched('curtain').hours(48, 0, flicker(0.01, 4)).hours(48, 0, flicker(0.06, 5));
    expect(mended.faults).toEqual(['noisy']);
    expect(mended.hours(hoursTried(), 0, flicker(0.01, 6)).faults).toEqual([]);
  });

  it.each([0, 0.3, 0.5])('sound, of correlation %f: at most as many false alarms as its run length allows', (rho) => {
    // A run length of 2,000 looks: in twenty sensor-years fewer than 88 of them.
    const short = { ...limits, noisy: limitsFor(100, { sensors: 29, scanIntervalMs: hourMs }).noisy };
    expect(short.noisy).toBeCloseTo(Math.log(1973), 2);
    let alarms = 0;
    for (let seed = 1; seed <= 5; seed += 1) {
      const sensor = new Watched('tof', { seed, rho, limits: short });
      for (let hour = 0; hour < 8_766; hour += 1) {
        const { findings, state } = sensor.look(sensor.window(400));
        if (!findings.some(({ fault, status }) => fault === 'noisy' && status === 'standing')) continue;
        alarms += 1;
        sensor.state = { ...state, noise: 0, faults: 0 };
      }
    }
    expect(alarms).toBeLessThanOrEqual(22);
  });
});
