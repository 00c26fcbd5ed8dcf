import { describe, expect, it } from 'vitest';

import { limitsFor, recalibrated } from '../../../../domain/sensing/health/index.js';
import { autoregressiveFrom } from '../noise.js';
import { commissioned, hourMs, limits, Watched } from './watched.js';

/** Kind, empty level, and the smallest change that its profile claims: a drift of that is what matters. */
const kinds: [kind: string, level: number, changeMin: number][] = [
  ['tof', 400, 15],
  ['load-cell', 12, 9.98],
  ['ultrasonic', 400, 30],
];
const at20 = { more: { temperatureC: 20 } };

/** Commissioned at 20 degrees. */
const known = (kind: string, level: number): Watched => new Watched(kind).hours(100, level, at20);

describe('a drifting sensor', () => {
  // Away from a parcel's side: what moves to that side at once is something that lies there, and no drift.
  const away: Record<string, 1 | -1> = { tof: 1, ultrasonic: 1, 'load-cell': -1 };

  it.each(kinds)(
    '%s at %d: a lasting shift by its smallest change, %f, is found within a day',
    (kind, level, change) => {
      const sensor = known(kind, level);
      const shifted = level + away[kind]! * change;
      const found = sensor.until('drift', 99, () => sensor.look(sensor.window(shifted, at20)));
      expect(found).toBeGreaterThanOrEqual(4); // One odd look, or three, accuse nobody.
      expect(found).toBeLessThanOrEqual(24);
    },
  );

  it.each(kinds)(
    '%s at %d: one of half of it, %f, within five days, and one of a sixth never',
    (kind, level, change) => {
      const half = known(kind, level);
      const shifted = level + (away[kind]! * change) / 2;
      expect(half.until('drift', 120, () => half.look(half.window(shifted, at20)))).toBeLessThanOrEqual(120);
      expect(known(kind, level).hours(2_000, level + change / 6, at20).faults).toEqual([]);
    },
  );

  it.each([1, -1])('creeping by 2 mm a day, to side %i, is found within ten days', (side) => {
    const sensor = known('tof', 400);
    const found = sensor.until('drift', 240, (hour) => sensor.look(sensor.window(400 + (side * hour) / 12, at20)));
    expect(found).toBeLessThanOrEqual(240);
  });

  it('creeping by 2 mm a month is age, and followed', () => {
    const sensor = known('tof', 400).hours(8_766, (hour) => 400 + hour / 365, at20);
    expect(sensor.faults).toEqual([]);
    expect(sensor.state?.baseline).toBeGreaterThan(420);
  });

  it('stays one: its anchor is not moved while the drift stands, the baseline is', () => {
    const sensor = known('tof', 400).hours(2_000, 415, at20);
    expect(sensor.faults).toEqual(['drift']);
    expect(sensor.state?.anchor).toBeLessThan(402);
    expect(sensor.state?.baseline).toBeGreaterThan(414);
  });

  it('is over at the first look after a recalibration, and the new level is its own', () => {
    const sensor = known('tof', 400).hours(100, 415, at20);
    sensor.state = recalibrated(sensor.state!);
    expect(sensor.faults).toEqual(['drift']);
    expect(sensor.look(sensor.window(402, at20)).findings).toEqual([{ fault: 'drift', status: 'over' }]);
    expect(sensor.hours(300, 402, at20).faults).toEqual([]);
    expect(sensor.state?.anchor).toBeCloseTo(402, 0);
    expect(sensor.until('drift', 30, () => sensor.look(sensor.window(417, at20)))).toBeLessThanOrEqual(30);
  });

  it('is over by itself when the level is back where it was', () => {
    const sensor = known('tof', 400).hours(100, 415, at20).hours(100, 400, at20);
    expect(sensor.faults).toEqual([]);
  });

  it('is not told while nobody is sure that nothing lies inside', () => {
    const sensor = known('tof', 400).hours(500, 415, at20, { isCertainlyEmpty: false });
    expect(sensor.faults).toEqual([]);
    expect(sensor.state?.anchor).toBeCloseTo(400, 0);
  });

  it('is no thing that lies there: 20 mm nearer at once is not learnt, and not held against the sensor', () => {
    const sensor = known('tof', 400).hours(500, 380, at20);
    expect(sensor.faults).toEqual([]);
    expect(sensor.state?.baseline).toBeCloseTo(400, 0);
  });

  it('by looks that follow each other within minutes is found no sooner: they all tell the same', () => {
    const sensor = known('tof', 400);
    const { atMs } = sensor;
    for (let i = 1; i <= 60; i += 1) sensor.look(sensor.window(415, at20), { atMs: atMs + (i * hourMs) / 60 });
    expect(sensor.faults).toEqual([]);
  });
});

describe('the temperature', () => {
  it('may move a level by as much as the profile says and no more: 10 K at 0.3 mm/K are 3 mm, and 12 mm are a drift', () => {
    const at30 = { more: { temperatureC: 30 } };
    const warmer = (mm: number) => known('tof', 400).hours(300, mm, at30).faults;
    expect(warmer(405)).toEqual([]); // 3 mm by temperature, 2 mm of wander.
    expect(warmer(412)).toEqual(['drift']);
  });

  it.each(kinds)(
    '%s at %d: days of ±4 K and a year of ±8 K, at its worst coefficient: no alarm, told or not',
    (kind, level) => {
      for (const isTold of [true, false]) {
        const sensor = new Watched(kind, { seed: 5 });
        const coefficient = sensor.profile.unit === 'blocked' ? 0 : sensor.profile.temperatureCoefficient;
        for (let hour = 0; hour < 8_766; hour += 1) {
          const kelvin = 4 * Math.sin((2 * Math.PI * hour) / 24) + 8 * Math.sin((2 * Math.PI * hour) / 8_766);
          const more = isTold ? { temperatureC: 20 + kelvin } : {};
          sensor.look(sensor.window(level + coefficient * kelvin, { more }));
          expect(sensor.faults).toEqual([]);
        }
      }
    },
  );
});

describe('in control', () => {
  /** Alarms in five sensor-years at a run length of 1,973 looks: 22 are its share. */
  function alarmsOf(wander: number, phi: number): number {
    const short = { ...limits, drift: limitsFor(100, { sensors: 29, scanIntervalMs: hourMs }).drift };
    let alarms = 0;
    for (let seed = 1; seed <= 5; seed += 1) {
      const sensor = new Watched('tof', { seed, limits: short });
      const level = autoregressiveFrom(50 + seed, phi);
      for (let hour = 0; hour < 8_766; hour += 1) {
        const { findings, state } = sensor.look(sensor.window(400 + wander * level(), at20));
        if (!findings.some(({ fault, status }) => fault === 'drift' && status === 'standing')) continue;
        alarms += 1;
        sensor.state = { ...state, driftUp: 0, driftDown: 0, faults: 0 };
      }
    }
    return alarms;
  }

  it.each([
    ['white', 2.5, 0],
    ['correlated by a half from hour to hour', 2.5, 0.5],
    ['by nine tenths', 2.5, 0.9],
  ])(
    'a level that wanders by a sixth of the smallest change, %s, is accused no more often than the budget says',
    (_, wander, phi) => {
      expect(alarmsOf(wander, phi)).toBeLessThanOrEqual(22);
    },
  );

  it('one that wanders three times as far is accused: the tests above can fail', () => {
    expect(alarmsOf(7.5, 0.9)).toBeGreaterThan(22);
  });
});

it('a level that was never learnt drifts from nothing: until a day of looks is full, nothing is said', () => {
  const sensor = new Watched('tof').hours(12, 400, at20).hours(12, 430, at20);
  expect(sensor.faults).toEqual([]);
  expect(commissioned('tof', 400).state?.levelLooks).toBe(48);
});
