import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { causes } from '../../../../domain/exceptions/cause.js';
import {
  detectors,
  faultsOf,
  observe,
  scoreOf,
  withFault,
  type FaultName,
  type SensorLook,
  type SensorState,
} from '../../../../domain/sensing/health/index.js';
import { newState } from '../../../../domain/sensing/health/state.js';
import { profiles } from '../../../../domain/sensing/profiles/index.js';
import type { Window } from '../../../../domain/sensing/window.js';
import { ripple } from '../noise.js';
import { commissioned, hourMs, limits, startMs, Watched } from './watched.js';

const withFaults = (...names: FaultName[]): SensorState =>
  names.reduce((state, name) => withFault(state, name, 'standing'), newState(startMs));

describe('the list of detectors', () => {
  it('has one for each fault of the design, in the order that everybody uses', () => {
    expect(detectors.map(({ name }) => name)).toEqual([
      'stuck',
      'silent',
      'noisy',
      'spiky',
      'drift',
      'blind',
      'swapped',
      'untared',
    ]);
  });

  // Looks in a row of a chance of one in a hundred each: ln(run length) / ln 100, and three at least.
  it.each([
    [100, 3],
    [1e6, 3],
    [1.01e6, 4],
    [1e8, 4],
    [1.01e8, 5],
  ])('accuses at a run length of %d looks the silent, the blind and the untared after %i', (runLength, looks) => {
    const rows = detectors.filter(({ name }) => ['silent', 'blind', 'untared'].includes(name));
    expect(rows.map(({ limitFor }) => limitFor(runLength))).toEqual([looks, looks, looks]);
  });

  it('gives each a cause of the catalogue, and a bit that is never given to another: kept states name it', () => {
    expect(detectors.map(({ name, cause, bit }) => [name, cause, bit])).toEqual([
      ['stuck', 'sensor-stuck', 1],
      ['silent', 'sensor-silent', 2],
      ['noisy', 'sensor-noisy', 4],
      ['spiky', 'sensor-spiky', 8],
      ['drift', 'sensor-drift', 16],
      ['blind', 'sensor-blind', 32],
      ['swapped', 'sensor-swapped', 64],
      ['untared', 'sensor-untared', 128],
    ]);
    expect(detectors.every(({ cause }) => causes.includes(cause))).toBe(true);
  });
});

describe('the score', () => {
  it.each<[number, FaultName[]]>([
    [1, []],
    [0, ['stuck']],
    [0, ['silent']],
    [0, ['blind']],
    [0, ['swapped']],
    [0.7, ['noisy']],
    [0.7, ['spiky']],
    [0.7, ['drift']],
    [0.7, ['untared']],
    [0.49, ['noisy', 'drift']],
    [0, ['stuck', 'noisy']],
  ])('is %f with %j', (score, faults) => {
    expect(scoreOf(withFaults(...faults))).toBeCloseTo(score, 12);
    expect(faultsOf(withFaults(...faults))).toEqual(faults);
  });

  it('of any fault is below 0.8, from which on a channel is sound', () => {
    for (const { name } of detectors) expect(scoreOf(withFaults(name))).toBeLessThan(0.8);
  });
});

describe('a fault', () => {
  it('found elsewhere stands until it is said to be over; looks at the sensor do not clear it', () => {
    const sensor = commissioned('tof', 400);
    sensor.state = withFault(sensor.state!, 'swapped', 'standing');
    expect(sensor.hours(100, 400).faults).toEqual(['swapped']);
    expect(faultsOf(withFault(sensor.state, 'swapped', 'over'))).toEqual([]);
  });

  it('that stands is told at every look that shows it, and its end once', () => {
    const sensor = commissioned('tof', 400);
    const told = [undefined, undefined, undefined, undefined, sensor.window(400), sensor.window(400)].map(
      (window) => sensor.look(window).findings,
    );
    const standing = [{ fault: 'silent', status: 'standing' }];
    expect(told).toEqual([[], [], standing, standing, [{ fault: 'silent', status: 'over' }], []]);
  });

  it('stays as it is on looks that say nothing of it', () => {
    const sensor = commissioned('tof', 400).hours(60, 400, { noise: 4 });
    expect(sensor.faults).toEqual(['noisy']);
    for (let hour = 0; hour < 99; hour += 1) sensor.look(sensor.window(400), { door: 'open' });
    expect(sensor.faults).toEqual(['noisy']);
  });
});

describe('whether a sensor moved by a parcel’s worth', () => {
  it.each([
    ['tof', 400, 385.5, false],
    ['tof', 400, 384.5, true],
    ['load-cell', 0, 9.9, false],
    ['load-cell', 0, -10, true],
  ])('%s from %d to %d: %s', (kind, from, to, moved) => {
    const still = { noise: 0, each: (value: number, i: number) => value + (i % 2 ? 0.01 : -0.01) };
    const sensor = new Watched(kind, { profile: { ...new Watched(kind).profile, resolution: 0.01 } as never });
    sensor.look(sensor.window(from, still));
    expect(sensor.look(sensor.window(to, still)).moved).toBe(moved);
  });

  it('a curtain moves when it turns from clear to blocked', () => {
    const sensor = new Watched('curtain');
    const moved = [0, 0, 1, 1, 0].map((blocked) => sensor.look(sensor.window(blocked)).moved);
    expect(moved).toEqual([undefined, false, true, false, true]);
  });

  it('is not known of the first look, nor of one that says nothing', () => {
    const sensor = new Watched('tof');
    expect(sensor.look(sensor.window(400)).moved).toBeUndefined();
    expect(sensor.look(undefined).moved).toBeUndefined();
    expect(sensor.look({ ...sensor.window(400), samples: Array<number>(20).fill(300) }).moved).toBeUndefined();
  });
});

describe('a kept state', () => {
  it('that lacks fields, from before they were kept, has their first values', () => {
    const { spikes: _a, untared: _b, varianceNow: _c, ...old } = commissioned('tof', 400).state!;
    const sensor = new Watched('tof');
    sensor.state = old as SensorState;
    expect(sensor.hours(10, 400).faults).toEqual([]);
    expect(sensor.state).toMatchObject({ untared: 0, noiseLooks: 24 });
    for (const value of Object.values(sensor.state)) expect(Number.isFinite(value)).toBe(true);
  });

  it('keeps fields that it does not know, from after a version that was taken back', () => {
    const sensor = commissioned('tof', 400);
    sensor.state = { ...sensor.state!, later: 7 } as SensorState;
    expect(sensor.hours(1, 400).state).toMatchObject({ later: 7 });
  });

  it('is not changed by a look: a new one is made', () => {
    const sensor = commissioned('tof', 400);
    const before = Object.freeze({ ...sensor.state! });
    sensor.state = before;
    expect(sensor.hours(1, 400).state).not.toEqual(before);
  });
});

describe('whatever a bank sends', () => {
  const anything = fc.oneof(
    fc.double(),
    fc.integer({ min: -9_000, max: 9_000 }),
    fc.constantFrom(NaN, Infinity, -Infinity, 8190, 8191, 8_388_607),
    fc.constant(null) as unknown as fc.Arbitrary<number>,
  );
  const auxiliary = fc.option(fc.oneof(anything, fc.array(anything, { maxLength: 70 })), { nil: undefined });
  const strange = fc.record({
    sensor: fc.constant('a'),
    kind: fc.constant('tof'),
    unit: fc.constantFrom('mm', 'g', 'blocked'),
    samples: fc.oneof(
      fc.array(anything, { maxLength: 70 }),
      fc.constant(ripple(400, 20, 2)),
      fc.constant(Array<number>(20).fill(400)),
      fc.array(fc.constantFrom(0, 1), { maxLength: 40 }),
      fc.constant(undefined) as unknown as fc.Arbitrary<number[]>,
    ),
    intervalMs: fc.oneof(anything, fc.constantFrom(10, 50, 100)),
    status: auxiliary,
    signalKcps: auxiliary,
    ambientKcps: auxiliary,
    temperatureC: fc.option(anything, { nil: undefined }),
  }) as unknown as fc.Arbitrary<Window>;
  const look = fc.record({
    atMs: fc.integer({ min: startMs - 9 * hourMs, max: startMs + 99 * hourMs }),
    window: fc.option(strange, { nil: undefined }),
    moment: fc.constantFrom('scan' as const, 'before' as const, 'after' as const),
    door: fc.constantFrom('open' as const, 'closed' as const, 'unknown' as const),
    isCertainlyEmpty: fc.boolean(),
    scanIntervalMs: fc.constantFrom(hourMs, 300_000),
    poweredForMs: fc.option(fc.integer({ min: 0, max: 2_000_000 }), { nil: undefined }),
  }) as fc.Arbitrary<SensorLook>;

  it('looking never throws, and every number kept is finite and no longer than four digits after the point', () => {
    fc.assert(
      fc.property(fc.constantFrom(...profiles), fc.array(look, { maxLength: 30 }), (profile, looks) => {
        let state: SensorState | undefined;
        for (const one of looks) {
          state = observe(state, one, { profile, limits }).state;
          for (const value of Object.values(state)) {
            if (value === undefined) continue;
            expect(Number.isFinite(value)).toBe(true);
            expect(Math.round(value * 1e4) / 1e4).toBe(value);
          }
        }
      }),
      { seed: 11, numRuns: 400 },
    );
  });
});

describe('a sound bank', () => {
  // One is what the budget allows on average; three or more of it would come once in twelve such months.
  it.each([
    ['tof', 400],
    ['load-cell', 12],
    ['ultrasonic', 400],
    ['curtain', 0],
  ])('of %s: forty sensors and a month raise two false alarms or fewer', (kind, level) => {
    let raised = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const sensor = new Watched(kind, { seed: 100 + seed, rho: (seed % 3) / 6 });
      for (let hour = 0; hour < 731; hour += 1)
        raised += sensor.look(sensor.window(level)).findings.filter(({ status }) => status === 'standing').length;
    }
    expect(raised).toBeLessThanOrEqual(2);
  });
});
