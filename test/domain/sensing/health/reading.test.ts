import { describe, expect, it } from 'vitest';

import { readLook, scatterOf } from '../../../../domain/sensing/health/reading.js';
import { newState } from '../../../../domain/sensing/health/state.js';
import type { SensorState } from '../../../../domain/sensing/health/state.js';
import { loadCell } from '../../../../domain/sensing/profiles/load-cell.js';
import { tof } from '../../../../domain/sensing/profiles/tof.js';
import { autoregressiveFrom, curtainWindow, beams, loadCellWindow, ripple, tofWindow } from '../noise.js';
import { curtain } from '../../../../domain/sensing/profiles/curtain.js';
import type { SensorLook } from '../../../../domain/sensing/health/look.js';
import type { Profile } from '../../../../domain/sensing/profiles/index.js';
import { hourMs, startMs } from './watched.js';

const unit = { ...tof, sigma: 1 };

describe('the scatter of a window', () => {
  it('worked by hand: 0 2 0 2 0 2 about their line has 5.4857 over 4 degrees of freedom', () => {
    // Mean 1, slope 6/35: squares 6 − (6/35)² × 17.5 = 5.4857, over n − 2 = 4.
    expect(scatterOf([0, 2, 0, 2, 0, 2], unit).variance).toBeCloseTo(1.371428, 5);
  });

  it('is in multiples of what the profile states: four times the noise of 2.5 mm is 16 of it', () => {
    const samples = [0, 2, 0, 2, 0, 2].map((value) => value * 10);
    expect(scatterOf(samples, tof).variance).toBeCloseTo((100 * 1.371428) / 6.25, 4);
  });

  it('of a straight line is nothing: what settles while it is sampled is no noise', () => {
    const line = Array.from({ length: 20 }, (_, i) => 400 + 3 * i);
    expect(scatterOf(line, tof).variance).toBeCloseTo(0, 9);
    expect(scatterOf(line, tof).rho).toBeCloseTo(0.1 / 0.65, 9); // Of no correlation: what is given back of line and filter.
  });

  it.each([
    [20, 0, 0.06],
    [20, 0.2, 0.06],
    [20, 0.5, 0.06],
    [20, 0.75, 0.06],
    [40, 0.5, 0.06],
    [10, 0.5, 0.3],
  ])('of %i samples tells a correlation of %f, or up to %f more, on average of 4,000 windows', (n, rho, more) => {
    const noise = autoregressiveFrom(9, rho);
    let sum = 0;
    for (let i = 0; i < 4_000; i += 1) sum += scatterOf(Array.from({ length: n }, noise), unit).rho;
    expect(sum / 4_000 - rho).toBeGreaterThan(-0.02);
    expect(sum / 4_000 - rho).toBeLessThan(more);
  });
});

describe('a look', () => {
  const known: SensorState = { ...newState(startMs), levelLooks: 100, baseline: 400, anchor: 400 };
  const read = (profile: Profile, change: Partial<SensorLook>, state = known) =>
    readLook(
      state,
      {
        atMs: startMs + hourMs,
        window: tofWindow(ripple(400, 20, 2)),
        moment: 'scan',
        door: 'closed',
        isCertainlyEmpty: true,
        scanIntervalMs: hourMs,
        ...change,
      },
      profile,
    );
  const at = (mm: number, more = {}) => ({ window: tofWindow(ripple(mm, 20, 2), { temperatureC: 20, ...more }) });

  it('at a door that is certainly empty, at rest, teaches its level', () => {
    expect(read(tof, {})).toMatchObject({ level: 400, isSteady: true, isEmpty: true, elapsedMs: hourMs });
  });

  it.each<[string, Partial<SensorLook>]>([
    ['of which emptiness is not certain', { isCertainlyEmpty: false }],
    ['at an open door', { door: 'open' }],
    ['at a door of which nothing is known', { door: 'unknown' }],
    ['while the sensor warms up', { poweredForMs: 59_999 }],
    ['that is frozen', { window: tofWindow(Array<number>(20).fill(400)) }],
    ['of something that moves', { window: tofWindow(ripple(400, 20, 40)) }],
    ['without a window', { window: undefined }],
    ['of an empty window', { window: tofWindow([]) }],
    ['in another unit', { window: { ...tofWindow(ripple(400, 20, 2)), unit: 'g' } }],
  ])('%s teaches no level', (_, change) => {
    expect(read(tof, change).isEmpty).toBe(false);
  });

  it('after it has warmed up it does', () => {
    expect(read(tof, { poweredForMs: 60_000 }).isEmpty).toBe(true);
  });

  // Half of 15 mm, and with the temperature known nothing more: a parcel makes the distance shorter.
  it.each([
    [392.6, true],
    [392.4, false],
    [430, true],
  ])('that the sensor itself denies is not empty: at %f mm it is: %s', (mm, isEmpty) => {
    expect(read(tof, at(mm), { ...known, baselineC: 20 }).isEmpty).toBe(isEmpty);
  });

  it('where nobody tells the temperature, 5 K at 0.3 mm/K are left for it: 391.1 mm may be empty, 390.9 mm not', () => {
    expect(read(tof, at(391.1, { temperatureC: undefined })).isEmpty).toBe(true);
    expect(read(tof, at(390.9, { temperatureC: undefined })).isEmpty).toBe(false);
  });

  it('of a weight it is the other way: 5 g and more are no empty plate, 50 g less are', () => {
    const grams = (g: number) => ({ window: loadCellWindow(ripple(g, 10, 0.2), { temperatureC: 20 }) });
    const state = { ...known, baseline: 0, anchor: 0, baselineC: 20 };
    expect([4.9, 5.1, -50].map((g) => read(loadCell, grams(g), state).isEmpty)).toEqual([true, false, true]);
  });

  it('back at its anchor it is empty, though the baseline had followed a drift away from there', () => {
    const drifted = { ...known, baseline: 420, baselineC: 20 };
    expect([400, 392.4].map((mm) => read(tof, at(mm), drifted).isEmpty)).toEqual([true, false]);
  });

  it('before any level is known nothing can be denied', () => {
    expect(read(tof, at(300), newState(startMs)).isEmpty).toBe(true);
  });

  it.each([
    [4, undefined],
    [5, 400],
  ])('of %i samples, where five are the fewest of its kind, has the level %f', (n, level) => {
    const seen = read(tof, { window: tofWindow(ripple(400, 5, 2).slice(0, n)) });
    expect([seen.level, seen.scatter !== undefined]).toEqual([level, level !== undefined]);
  });

  it('of a sensor that never changes shows no scatter', () => {
    expect(read(tof, { window: tofWindow(Array<number>(20).fill(400)) })).toMatchObject({
      level: 400,
      scatter: undefined,
    });
  });

  it('of a door that is open shows none either, nor is it at rest', () => {
    expect(read(tof, { door: 'open' })).toMatchObject({ level: 400, scatter: undefined, isSteady: false });
  });

  it('of a beam, or of what a finer sensor sees to be empty, is empty whatever its own level says', () => {
    expect(read(curtain, { window: curtainWindow(beams(32)) }).isEmpty).toBe(true);
    expect(read(tof, { ...at(300), isSeenEmpty: true }).isEmpty).toBe(true);
  });

  it('of a curtain has the share that is blocked for its level, and no scatter', () => {
    const { level, scatter } = read(curtain, { window: curtainWindow(beams(8)) });
    expect([level, scatter]).toEqual([0.25, undefined]);
  });

  it('older than the last is no time at all after it', () => {
    expect(read(tof, { atMs: startMs - hourMs }).elapsedMs).toBe(0);
  });

  it.each([-41, 86, NaN])('believes no temperature of %f degrees', (temperatureC) => {
    expect(read(tof, at(400, { temperatureC })).temperatureC).toBeUndefined();
  });
});
