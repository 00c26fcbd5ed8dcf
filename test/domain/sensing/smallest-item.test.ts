import { describe, expect, it } from 'vitest';

import { profileOf, profiles } from '../../../domain/sensing/profiles/index.js';
import type { Profile } from '../../../domain/sensing/profiles/index.js';
import { loadCell } from '../../../domain/sensing/profiles/load-cell.js';
import { tof } from '../../../domain/sensing/profiles/tof.js';
import { describeSmallestItem, seesThinItem, smallestItemOf } from '../../../domain/sensing/smallest-item.js';

const rates = { costly: 1e-6, other: 1e-4 };

describe('the smallest item of a profile', () => {
  it('is where the ratio can rise to 1.5 × 13.8154 = 20.7231: by hand, sigma 2.5, rho 0.3, n 20, 4.905 mm', () => {
    expect(smallestItemOf({ ...tof, changeMin: 0 }, rates)).toBeCloseTo(4.9045, 3);
  });

  it('by hand, sigma 0.2, rho 0.75, n 10: 1.077 g', () => {
    expect(smallestItemOf({ ...loadCell, changeMin: 0 }, rates)).toBeCloseTo(1.0773, 3);
  });

  it('is larger by 1.2533 where the location is the median', () => {
    expect(smallestItemOf({ ...tof, changeMin: 0, location: 'median' }, rates)).toBeCloseTo(6.1468, 3);
  });

  it('is never under what the profile may claim: 15 mm and 9.98 g', () => {
    expect(smallestItemOf(tof, rates)).toBe(15);
    expect(smallestItemOf(loadCell, rates)).toBe(9.98);
  });

  it('grows with a noisier sensor, a shorter window and stricter rates', () => {
    const base: Profile = { ...tof, changeMin: 0 };
    const plain = smallestItemOf(base, rates);
    expect(smallestItemOf({ ...base, sigma: 5 }, rates) / plain).toBeCloseTo(2, 9);
    expect(smallestItemOf({ ...base, samplesPerWindow: 5 }, rates) / plain).toBeCloseTo(2, 9);
    expect(smallestItemOf(base, { costly: 1e-9, other: 1e-4 })).toBeGreaterThan(plain);
  });

  it('is told in the unit and in sheets of paper', () => {
    expect(describeSmallestItem(tof, rates)).toEqual({ change: 15, unit: 'mm', sheetsOfPaper: 150 });
    expect(describeSmallestItem(loadCell, rates)).toEqual({ change: 9.98, unit: 'g', sheetsOfPaper: 2 });
    expect(describeSmallestItem({ ...loadCell, changeMin: 0 }, rates)).toEqual({
      change: 1.08,
      unit: 'g',
      sheetsOfPaper: 1,
    });
  });
});

describe('two sheets of paper', () => {
  it.each([
    [['load-cell'], true],
    [['tof', 'load-cell'], true],
    [['tof'], false],
    [['radar'], false],
    [[], false],
  ])('%j: %s', (kinds, seen) => {
    expect(seesThinItem(kinds)).toBe(seen);
  });
});

describe('the profiles', () => {
  it('are found by kind, and a kind that is none is undefined', () => {
    expect(profileOf('tof')).toBe(tof);
    expect(profileOf('load-cell')).toBe(loadCell);
    for (const kind of ['', 'radar', 'constructor', '__proto__']) expect(profileOf(kind)).toBeUndefined();
  });

  it.each(profiles.map((profile): [string, Profile] => [profile.kind, profile]))('%s is sound data', (_, profile) => {
    expect(profile.rho).toBeGreaterThanOrEqual(0);
    expect(profile.rho).toBeLessThan(1);
    expect(profile.sigma).toBeGreaterThan(0);
    expect(profile.resolution).toBeGreaterThan(0);
    expect(profile.range[0]).toBeLessThan(profile.range[1]);
    expect(Math.max(...profile.range.map(Math.abs))).toBeLessThan(1e6); // unseenVariance is its square.
    expect(profile.samplesMin).toBeGreaterThanOrEqual(5); // Fewer could be equal by chance and read as frozen.
    expect(profile.samplesPerWindow).toBeGreaterThan(profile.samplesMin);
    expect(profile.samplesPerWindow).toBeLessThanOrEqual(64);
  });
});
