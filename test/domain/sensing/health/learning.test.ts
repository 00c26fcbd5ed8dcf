import { describe, expect, it } from 'vitest';

import { isCommissioned, recalibrated } from '../../../../domain/sensing/health/index.js';
import { isLevelKnown } from '../../../../domain/sensing/health/learning.js';
import { commissioned, Watched } from './watched.js';

const at20 = { more: { temperatureC: 20 } };

describe('commissioning', () => {
  it('takes a day of certainly empty looks', () => {
    const sensor = new Watched('tof').hours(23, 400);
    expect(isCommissioned(sensor.state!)).toBe(false);
    expect(isCommissioned(sensor.hours(1, 400).state!)).toBe(true);
  });

  it('and so does where it stands', () => {
    const sensor = new Watched('tof').hours(23, 400);
    expect(isLevelKnown(sensor.state!)).toBe(false);
    expect(isLevelKnown(sensor.hours(1, 400).state!)).toBe(true);
  });

  it('does not go on while emptiness is uncertain, the door is open, or the sensor says nothing', () => {
    const sensor = new Watched('tof')
      .hours(50, 400, {}, { isCertainlyEmpty: false })
      .hours(50, 400, {}, { door: 'open' });
    for (let hour = 0; hour < 50; hour += 1) sensor.look(undefined);
    expect(sensor.state).toMatchObject({ noiseLooks: 0, levelLooks: 0, variance: 0, baseline: 0 });
  });

  it.each([
    ['tof', 400, 0.5],
    ['tof', 400, 1],
    ['ultrasonic', 400, 0.7],
    ['load-cell', 12, 1],
    ['load-cell', 12, 2],
  ])('%s at %d: learns its noise, %f times the stated, within a fifth', (kind, level, noise) => {
    const { variance } = new Watched(kind).hours(24, level, { noise }).state!;
    expect(Math.abs(Math.sqrt(variance) / noise - 1)).toBeLessThan(0.2);
  });

  it.each([0, 0.3, 0.6])('learns a correlation of %f within 0.15', (rho) => {
    const state = new Watched('tof', { rho }).hours(24, 400).state!;
    expect(Math.abs(state.rho - rho)).toBeLessThan(0.15);
  });

  it('learns where the empty door stands, and at which temperature', () => {
    const { anchor, baseline, anchorC, baselineC } = new Watched('tof').hours(100, 400, at20).state!;
    expect(anchor).toBeCloseTo(400, 0);
    expect(baseline).toBeCloseTo(400, 0);
    expect([anchorC, baselineC]).toEqual([20, 20]);
  });

  it('of the noise is done once: what comes later is held against it', () => {
    const sensor = new Watched('tof').hours(24, 400);
    const { variance, rho } = sensor.state!;
    expect(sensor.hours(100, 400, { noise: 3 }).state).toMatchObject({ variance, rho, noiseLooks: 24 });
  });
});

describe('how often a beam is wrong', () => {
  // Two wrong samples of 32 are 6.25 times the stated hundredth, of which one look brings a twentieth, and no more than four times of what it was.
  it.each([
    ['apart', [3, 9], 1.15, 0],
    ['one after the other', [3, 4], 1.15, 0.0016],
    ['as the only one', [3], 1 + (3.125 - 1) / 20, 0],
  ] as const)('is learnt of those that say the opposite of most: %s', (_, wrong, varianceNow, wrongPairs) => {
    for (const blocked of [0, 1]) {
      const each = (value: number, i: number) => ((wrong as readonly number[]).includes(i) ? 1 - value : value);
      const { state } = new Watched('curtain').hours(1, blocked, { each });
      expect(state!.varianceNow).toBeCloseTo(varianceNow, 3);
      expect(state!.wrongPairs).toBe(wrongPairs);
    }
  });

  it('is not learnt at an open door, nor of a window that says nothing', () => {
    const sensor = new Watched('curtain').hours(9, 0, { each: (_, i) => i % 3 }, { door: 'open' }).hours(9, 7);
    expect(sensor.state).toMatchObject({ varianceNow: 1 });
  });
});

describe('the baseline', () => {
  it('follows within ten looks or so, the anchor within a month of them', () => {
    const sensor = new Watched('tof').hours(720, 400, at20).hours(10, 404, at20);
    // 4 mm × (1 − 0.9¹⁰) = 2.6 mm, and 4 mm × 10/720 = 0.06 mm.
    expect(Math.abs(sensor.state!.baseline - 402.6)).toBeLessThan(0.7);
    expect(Math.abs(sensor.state!.anchor - 400.06)).toBeLessThan(0.2);
  });

  it.each([
    ['an envelope that was forgotten under a load cell', 'load-cell', 0, 15],
    ['a box before a distance sensor', 'tof', 400, 340],
  ])('%s is never learnt away, in a year of looks at a door that the record calls empty', (_, kind, empty, level) => {
    const sensor = new Watched(kind).hours(48, empty, at20).hours(8_766, level, at20);
    expect(Math.abs(sensor.state!.baseline - empty)).toBeLessThan(1);
    expect(Math.abs(sensor.state!.anchor - empty)).toBeLessThan(1);
  });

  it('learns nothing of a parcel that the record knows of', () => {
    const sensor = new Watched('tof').hours(48, 400).hours(500, 395, {}, { isCertainlyEmpty: false });
    expect(sensor.state!.baseline).toBeCloseTo(400, 0);
  });
});

describe('a recalibration', () => {
  it('forgets levels and what is held against them, and keeps the noise', () => {
    const before = commissioned('load-cell', 100, {}).hours(50, 60, at20).state!;
    expect(before.driftDown).toBeGreaterThan(0);
    const after = recalibrated(before);
    expect(after).toMatchObject({ levelLooks: 0, driftUp: 0, driftDown: 0, untared: 0 });
    expect([after.anchorC, after.baselineC]).toEqual([undefined, undefined]);
    expect(after).toMatchObject({ variance: before.variance, noiseLooks: 24, heardAtMs: before.heardAtMs });
  });

  it('lets the next look say where empty is, wherever that is', () => {
    const sensor = commissioned('load-cell', 100);
    sensor.state = recalibrated(sensor.state!);
    sensor.look(sensor.window(0));
    expect(sensor.state).toMatchObject({ levelLooks: 1 });
    expect(Math.abs(sensor.state.baseline)).toBeLessThan(0.5);
  });
});
