import { describe, expect, it } from 'vitest';

import { levelAgainstBaseline } from '../../../../domain/sensing/health/baseline.js';
import { withFault } from '../../../../domain/sensing/health/index.js';
import { newState } from '../../../../domain/sensing/health/state.js';
import type { SensorState } from '../../../../domain/sensing/health/state.js';
import { curtain } from '../../../../domain/sensing/profiles/curtain.js';
import { loadCell } from '../../../../domain/sensing/profiles/load-cell.js';
import { tof } from '../../../../domain/sensing/profiles/tof.js';
import { ultrasonic } from '../../../../domain/sensing/profiles/ultrasonic.js';
import type { Profile } from '../../../../domain/sensing/profiles/index.js';
import { beams, curtainWindow, loadCellWindow, ripple, tofWindow } from '../noise.js';
import { startMs, Watched } from './watched.js';

const rates = { costly: 1e-6, other: 1e-4 };
const state = (baseline: number, change: Partial<SensorState> = {}): SensorState => ({
  ...newState(startMs),
  levelLooks: 100,
  baseline,
  anchor: baseline,
  baselineC: 20,
  ...change,
});
const at20 = { temperatureC: 20 };
const tofAt = (mm: number, more = {}) => tofWindow(ripple(mm, 20, 2), { ...at20, ...more });
const cellAt = (g: number, more = {}) => loadCellWindow(ripple(g, 10, 0.2), { ...at20, ...more });
const seen = (mm: number, change: Partial<SensorState> = {}, more = {}) =>
  levelAgainstBaseline(state(400, change), tofAt(mm, more), tof, rates);
const weighed = (g: number, change: Partial<SensorState> = {}, more = {}) =>
  levelAgainstBaseline(state(0, change), cellAt(g, more), loadCell, rates);

describe('the level against the baseline', () => {
  // By hand: 2.5² × 1.857/20 + (15/6)² = 6.8304 mm²; √(2 × 1.5 × 13.8155 × 6.8304) = 16.825 mm; thresholds ±13.8155.
  it('of a distance sensor tells 16.83 mm from nothing at best', () => {
    expect(seen(400).smallest).toBeCloseTo(16.825, 2);
  });

  // LLR = (16.825 x − 141.54) / 6.8304, x how much nearer: 14.02 mm is content, 2.80 mm empty.
  it.each([
    [400, 'empty'],
    [397.3, 'empty'],
    [397.1, 'unclear'],
    [392, 'unclear'],
    [386.1, 'unclear'],
    [385.9, 'content'],
    [100, 'content'],
    [430, 'empty'],
  ])('%f mm over a floor that was at 400: %s', (mm, verdict) => {
    expect(seen(mm).verdict).toBe(verdict);
  });

  it('its ratio at the floor is −20.72, the 1.5 thresholds that the smallest item is made for', () => {
    expect(seen(400).llr).toBeCloseTo(-20.723, 2);
  });

  // 0.2² × 7/10 + (9.98/6)² = 2.7947 g²; √(2 × 1.5 × 13.8155 × 2.7947) = 10.762 g.
  it('of a load cell tells 10.76 g from nothing where the temperature is told and the same', () => {
    expect(weighed(0).smallest).toBeCloseTo(10.762, 2);
    expect([0, 4, 10.8].map((g) => weighed(g).verdict)).toEqual(['empty', 'unclear', 'content']);
  });

  // 5 K at 1 g/K is uniform within 5 g: 25/3 more, 11.128 g² in all, 21.476 g.
  it('where the temperature is not told, 21.48 g: what 5 K may do counts against it', () => {
    const untold = { temperatureC: undefined };
    expect(weighed(0, {}, untold).smallest).toBeCloseTo(21.476, 2);
    expect([0, 10.8, 21.5].map((g) => weighed(g, {}, untold).verdict)).toEqual(['empty', 'unclear', 'content']);
  });

  it('after a change of 10 K it is less sure by what 10 K may do: 38.7 g', () => {
    expect(weighed(0, {}, { temperatureC: 30 }).smallest).toBeCloseTo(38.696, 2);
  });

  it('a weight less than empty is empty', () => {
    expect(weighed(-30).verdict).toBe('empty');
  });

  it('a noisier sensor tells less: at twice its noise 7.0 mm² instead of 6.8 from a window, and the smallest item grows', () => {
    expect(seen(400, { varianceNow: 4 }).smallest).toBeGreaterThan(seen(400).smallest);
  });
});

describe('nothing is said', () => {
  it.each<[string, SensorState | undefined]>([
    ['of a sensor never seen', undefined],
    ['while the empty level is being learnt', state(400, { levelLooks: 23 })],
    ['by one that is stuck', withFault(state(400), 'stuck', 'standing')],
    ['by one that may be wired to another door', withFault(state(400), 'swapped', 'standing')],
  ])('%s', (_, given) => {
    for (const mm of [400, 200])
      expect(levelAgainstBaseline(given, tofAt(mm), tof, rates)).toMatchObject({
        verdict: 'unclear',
        llr: expect.closeTo(0) as number,
      });
  });

  it.each([
    ['frozen', tofWindow(Array<number>(20).fill(200))],
    ['of errors', tofAt(200, { status: 4 })],
    ['of something that moves', tofWindow(ripple(200, 20, 60))],
    ['in another unit', { ...tofAt(200), unit: 'g' }],
    ['of a few samples', tofWindow(ripple(200, 4, 2))],
  ])('by a window %s', (_, window) => {
    expect(levelAgainstBaseline(state(400), window, tof, rates)).toMatchObject({ verdict: 'unclear', llr: 0 });
  });

  it('for sure by a sensor of doubtful health about what is nearly enough for a sound one', () => {
    // 14.5 mm nearer is a ratio of 15.0, and 0.7 of it 10.5.
    expect(seen(385.5).verdict).toBe('content');
    const drifting = withFault(state(400), 'drift', 'standing');
    expect(levelAgainstBaseline(drifting, tofAt(385.5), tof, rates).verdict).toBe('unclear');
    expect(levelAgainstBaseline(drifting, tofAt(300), tof, rates).verdict).toBe('content');
  });
});

describe('a curtain', () => {
  it.each([
    [0, 'empty'],
    [12, 'unclear'],
    [16, 'unclear'],
    [32, 'content'],
  ])('with %i of 32 samples blocked: %s, whatever was learnt', (blocked, verdict) => {
    const window = curtainWindow(beams(blocked));
    expect(levelAgainstBaseline(undefined, window, curtain, rates)).toMatchObject({ verdict, smallest: 0.2 });
  });

  it('that is blind says nothing', () => {
    const blind = withFault(newState(startMs), 'blind', 'standing');
    expect(levelAgainstBaseline(blind, curtainWindow(beams(32)), curtain, rates).verdict).toBe('unclear');
  });
});

describe('a year of empty looks with all that moves a level, and of contents of the size that it claims', () => {
  it.each<[string, number, Profile]>([
    ['tof', 400, tof],
    ['load-cell', 0, loadCell],
    ['ultrasonic', 400, ultrasonic],
  ])('%s: never content of nothing, never empty of something; and mostly it can say', (kind, level, profile) => {
    if (profile.unit === 'blocked') throw new Error('a sensor with a scale');
    const sensor = new Watched(kind, { seed: 3, rho: 0.2 });
    const verdicts: Record<string, number> = {};
    for (let hour = 0; hour < 8_766; hour += 1) {
      const kelvin = 3 * Math.sin((2 * Math.PI * hour) / 24) + 8 * Math.sin((2 * Math.PI * hour) / 8_766);
      const here = level + 0.7 * profile.temperatureCoefficient * kelvin;
      const more = { temperatureC: 20 + kelvin };
      // A stay of three days, then three days of emptiness, on which the baseline was learnt last.
      const isInside = hour % 144 >= 72;
      const { smallest } = levelAgainstBaseline(sensor.state, sensor.window(here, { more }), profile, rates);
      const content = isInside ? profile.direction * smallest : 0;
      const window = sensor.window(here + content, { more });
      const { verdict } = levelAgainstBaseline(sensor.state, window, profile, rates);
      verdicts[`${isInside ? 'full' : 'free'} ${verdict}`] =
        (verdicts[`${isInside ? 'full' : 'free'} ${verdict}`] ?? 0) + 1;
      sensor.look(window, { isCertainlyEmpty: !isInside });
    }
    expect(verdicts).not.toHaveProperty(['free content']);
    expect(verdicts).not.toHaveProperty(['full empty']);
    expect(verdicts['free empty']! / ((verdicts['free unclear'] ?? 0) + verdicts['free empty']!)).toBeGreaterThan(0.9);
    expect(verdicts['full content']! / ((verdicts['full unclear'] ?? 0) + verdicts['full content']!)).toBeGreaterThan(
      0.9,
    );
  });
});
