import { describe, expect, it } from 'vitest';

import { limitsFor } from '../../../../domain/sensing/health/index.js';
import { uniformFrom } from '../noise.js';
import { commissioned, hourMs, Watched } from './watched.js';

describe('a silent sensor', () => {
  it('is found at the third scan without a window of it, and over with the next one', () => {
    const sensor = commissioned('tof', 400);
    expect([1, 2, 3].map(() => sensor.look(undefined).findings)).toEqual([
      [],
      [],
      [{ fault: 'silent', status: 'standing' }],
    ]);
    expect(sensor.look(sensor.window(400)).findings).toEqual([{ fault: 'silent', status: 'over' }]);
  });

  it('that has never sent a window is found as well', () => {
    const sensor = new Watched('tof');
    expect(sensor.until('silent', 9, () => sensor.look(undefined))).toBe(4); // The first look begins the count of time.
  });

  it('is not found by a burst of looks: three intervals must pass, with half of one left for scans that come early', () => {
    const early = commissioned('tof', 400);
    const { atMs } = early;
    for (let look = 1; look <= 9; look += 1) early.look(undefined, { atMs: atMs + look * 1000 });
    early.look(undefined, { atMs: atMs + 2.5 * hourMs - 1 });
    expect(early.faults).toEqual([]);
    early.look(undefined, { atMs: atMs + 2.5 * hourMs });
    expect(early.faults).toEqual(['silent']);
  });

  it('of a bank that was away for a week is not found by its first scan, nor by its second', () => {
    const sensor = commissioned('tof', 400);
    sensor.atMs += 7 * 24 * hourMs;
    sensor.look(undefined);
    sensor.look(undefined);
    expect(sensor.faults).toEqual([]);
    sensor.look(undefined);
    expect(sensor.faults).toEqual(['silent']);
  });

  it.each([
    ['in another unit', { unit: 'g' }],
    ['of thousands of samples', { samples: Array.from({ length: 5_000 }, (_, i) => 400 + (i % 3)) }],
    ['gathered over an hour', { intervalMs: 180_000 }],
    ['of no samples', { samples: [] }],
  ])('is one whose windows cannot be read: %s', (_, more) => {
    const sensor = commissioned('tof', 400);
    expect(sensor.until('silent', 9, () => sensor.look(sensor.window(400, { more })))).toBe(3);
  });

  it('is not one that answers with errors: it is blind, and heard', () => {
    const sensor = commissioned('tof', 400);
    for (let hour = 0; hour < 9; hour += 1) sensor.look(sensor.window(400, { more: { status: 4 } }));
    expect(sensor.faults).toEqual(['blind']);
  });

  it('by chance, one window in a hundred lost: about once in a million looks at a limit of three', () => {
    const uniform = uniformFrom(2);
    const sensor = new Watched('curtain', { limits: { ...limitsFor(100, { sensors: 1, scanIntervalMs: hourMs }) } });
    const window = sensor.window(0);
    let alarms = 0;
    for (let hour = 0; hour < 300_000; hour += 1) {
      const { findings } = sensor.look(uniform() < 0.01 ? undefined : window);
      alarms += findings.filter(({ fault, status }) => fault === 'silent' && status === 'standing').length;
    }
    expect(alarms).toBeLessThanOrEqual(2); // 0.3 are expected.
  });
});
