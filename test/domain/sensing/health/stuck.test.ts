import { describe, expect, it } from 'vitest';

import { normalFrom, uniformFrom } from '../noise.js';
import { commissioned, Watched } from './watched.js';

const same = (value: number, n: number) => Array<number>(n).fill(value);

describe('a stuck sensor', () => {
  it('of lively noise is found at its first window of 20 equal samples', () => {
    const sensor = commissioned('tof', 400).hours(100, 400);
    const observed = sensor.look({ ...sensor.window(400), samples: same(400, 20) });
    expect(observed.findings).toEqual([{ fault: 'stuck', status: 'standing' }]);
  });

  // Before anything is known of it nine equal samples in ten are thought possible: 12.514 / −ln 0.9 = 118.8.
  it('that was stuck from the start needs 119 equal samples: the sixth window of 20', () => {
    const sensor = new Watched('tof');
    const hours = sensor.until('stuck', 9, () => sensor.look({ ...sensor.window(400), samples: same(400, 20) }));
    expect(hours).toBe(6);
  });

  it('is over as soon as a window shows life', () => {
    const sensor = commissioned('tof', 400);
    for (let hour = 0; hour < 6; hour += 1) sensor.look({ ...sensor.window(400), samples: same(400, 20) });
    expect(sensor.faults).toEqual(['stuck']);
    expect(sensor.look(sensor.window(400)).findings).toEqual([{ fault: 'stuck', status: 'over' }]);
    expect(sensor.faults).toEqual([]);
  });

  it('whose signal rate still moves is not stuck, whatever its value does', () => {
    const sensor = commissioned('tof', 400);
    const signalKcps = Array.from({ length: 20 }, (_, i) => 9_000 + (i % 3));
    for (let hour = 0; hour < 50; hour += 1) sensor.look({ ...sensor.window(400), samples: same(400, 20), signalKcps });
    expect(sensor.faults).toEqual([]);
  });

  it('in value and signal rate is stuck', () => {
    const sensor = commissioned('tof', 400);
    const signalKcps = same(9_000, 20);
    for (let hour = 0; hour < 6; hour += 1) sensor.look({ ...sensor.window(400), samples: same(400, 20), signalKcps });
    expect(sensor.faults).toEqual(['stuck']);
  });

  it('is none of which nothing is known but that each of its windows is all alike, and unlike the one before', () => {
    const sensor = new Watched('ultrasonic');
    for (let hour = 0; hour < 50; hour += 1)
      sensor.look({ ...sensor.window(400), samples: same(400 + (hour % 2), 40) });
    expect(sensor.faults).toEqual([]);
  });

  it('is neither found nor over while it sends nothing, or nothing that can be read', () => {
    const sensor = commissioned('tof', 400);
    for (let hour = 0; hour < 6; hour += 1) sensor.look({ ...sensor.window(400), samples: same(400, 20) });
    expect(sensor.look(undefined).findings).toEqual([]);
    expect(sensor.look({ ...sensor.window(400), samples: same(8190, 20) }).findings).toEqual([]);
    expect(sensor.faults).toEqual(['stuck']);
  });

  it('of a curtain shows by the light it gets, and by nothing else: to be clear all day is its trade', () => {
    const mute = new Watched('curtain');
    for (let hour = 0; hour < 100; hour += 1) mute.look({ ...mute.window(0), samples: same(0, 32) });
    expect(mute.faults).toEqual([]);
    const lit = new Watched('curtain');
    for (let hour = 0; hour < 4; hour += 1) lit.look({ ...lit.window(0), signalKcps: same(900, 32) });
    expect(lit.faults).toEqual(['stuck']);
  });
});

describe('a quiet sensor repeats itself, and lives', () => {
  // As recorded of an HC-SR04: 13 of 15 echoes alike. A year of such windows, some of which are all alike.
  it('13 echoes of 15 alike: never accused in a year, and found once it is stuck', () => {
    const uniform = uniformFrom(4);
    const sensor = new Watched('ultrasonic');
    const quiet = () => ({
      ...sensor.window(150),
      samples: Array.from({ length: 40 }, () => (uniform() < 13 / 15 ? 150 : 151)),
    });
    let frozen = 0;
    for (let hour = 0; hour < 8_766; hour += 1) {
      const window = quiet();
      frozen += Number(window.samples.every((value) => value === window.samples[0]));
      expect(sensor.look(window).findings).toEqual([]);
    }
    expect(frozen).toBeGreaterThan(10);
    const hours = sensor.until('stuck', 50, () => sensor.look({ ...sensor.window(150), samples: same(150, 40) }));
    expect(hours).toBeGreaterThan(2);
    expect(hours).toBeLessThanOrEqual(13);
  });

  // A quarter of a step of noise on a level that wanders between two steps: at times one window in six is all alike.
  it('noise of a quarter of a step, on a level that wanders: never accused in a year', () => {
    const normal = normalFrom(8);
    const sensor = new Watched('ultrasonic');
    let level = 400;
    for (let hour = 0; hour < 8_766; hour += 1) {
      level = 400 + 0.995 * (level - 400) + 0.1 * normal();
      const samples = Array.from({ length: 40 }, () => Math.round(level + 0.25 * normal()));
      expect(sensor.look({ ...sensor.window(400), samples }).findings).toEqual([]);
    }
  });
});
