import { describe, expect, it } from 'vitest';

import { binaryLlr } from '../../../domain/sensing/likelihood.js';
import { curtain } from '../../../domain/sensing/profiles/curtain.js';
import { isBinary, profileOf, profiles } from '../../../domain/sensing/profiles/index.js';
import type { KnownProfile, LevelProfile, Profile } from '../../../domain/sensing/profiles/index.js';
import { loadCell } from '../../../domain/sensing/profiles/load-cell.js';
import { tof } from '../../../domain/sensing/profiles/tof.js';
import { ultrasonic } from '../../../domain/sensing/profiles/ultrasonic.js';
import {
  describeSmallestItem,
  seesThinItem,
  smallestItemOf,
  smallestItemsOf,
} from '../../../domain/sensing/smallest-item.js';

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
    const base: LevelProfile = { ...tof, changeMin: 0 };
    const plain = smallestItemOf(base, rates);
    expect(smallestItemOf({ ...base, sigma: 5 }, rates) / plain).toBeCloseTo(2, 9);
    expect(smallestItemOf({ ...base, samplesPerWindow: 5 }, rates) / plain).toBeCloseTo(2, 9);
    expect(smallestItemOf(base, { costly: 1e-9, other: 1e-4 })).toBeGreaterThan(plain);
  });

  it('is told in millimetres, grams and sheets of paper: the one is measured, the rest is of a stack of A4 so high', () => {
    const told = (profile: KnownProfile) => describeSmallestItem(profile, rates);
    expect(told(tof)).toEqual({ kind: 'tof', measures: 'mm', millimetres: 15, grams: 748.5, sheetsOfPaper: 150 });
    expect(told(ultrasonic)).toEqual({
      kind: 'ultrasonic',
      measures: 'mm',
      millimetres: 30,
      grams: 1497,
      sheetsOfPaper: 300,
    });
    expect(told(loadCell)).toEqual({
      kind: 'load-cell',
      measures: 'g',
      millimetres: 0.2,
      grams: 9.98,
      sheetsOfPaper: 2,
    });
    expect(told(curtain)).toEqual({ kind: 'curtain', measures: 'mm', millimetres: 0.2, grams: 9.98, sheetsOfPaper: 2 });
    expect(told({ ...loadCell, changeMin: 0 })).toMatchObject({ grams: 1.08, millimetres: 0.1, sheetsOfPaper: 1 });
  });

  it('of a bank is that of each of its kinds, in their order; what is not known claims nothing', () => {
    const kinds = (profile: string) => smallestItemsOf(profile, rates).map(({ kind }) => kind);
    expect(kinds('tof+curtain+load-cell')).toEqual(['tof', 'curtain', 'load-cell']);
    expect(kinds('radar+ultrasonic')).toEqual(['ultrasonic']);
    expect(kinds('')).toEqual([]);
  });

  it('by hand, ultrasonic: 1.2533 · 3 mm · √(2 · 20.7231 · 3 / 40) = 6.629 mm by noise alone, 30 mm claimed', () => {
    expect(smallestItemOf({ ...ultrasonic, changeMin: 0 }, rates)).toBeCloseTo(6.629, 2);
    expect(smallestItemOf(ultrasonic, rates)).toBe(30);
  });
});

describe('two sheets of paper', () => {
  it.each([
    [['load-cell'], true],
    [['tof', 'load-cell'], true],
    [['tof'], false],
    [['curtain'], true],
    [['ultrasonic'], false],
    [['ultrasonic', 'curtain'], true],
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
    expect(profileOf('ultrasonic')).toBe(ultrasonic);
    expect(profileOf('curtain')).toBe(curtain);
    for (const kind of ['', 'radar', 'constructor', '__proto__']) expect(profileOf(kind)).toBeUndefined();
  });

  it.each(profiles.map((profile): [string, Profile] => [profile.kind, profile]))('%s is sound data', (_, profile) => {
    expect(profile.rho).toBeGreaterThanOrEqual(0);
    expect(profile.rho).toBeLessThan(1);
    expect(profile.intervalMs).toBeGreaterThan(0);
    expect(profile.samplesMin).toBeGreaterThanOrEqual(5); // Fewer could be equal by chance and read as frozen.
    expect(profile.samplesPerWindow).toBeGreaterThan(profile.samplesMin);
    expect(profile.samplesPerWindow).toBeLessThanOrEqual(64);
    expect(profile.samplesPerWindow * profile.intervalMs).toBeLessThanOrEqual(3_000); // While a courier waits.
    if (isBinary(profile)) {
      expect(profile.flickerRate).toBeGreaterThan(0);
      expect(profile.flickerRate).toBeLessThan(0.5);
      expect(profile.thinnestMm).toBeGreaterThan(0);
      return;
    }
    expect(profile.sigma).toBeGreaterThan(0);
    expect(profile.resolution).toBeGreaterThan(0);
    expect(profile.outlierRate).toBeLessThanOrEqual(0.25);
    expect(profile.range[0]).toBeLessThan(profile.range[1]);
    expect(Math.max(...profile.range.map(Math.abs))).toBeLessThan(1e6); // unseenVariance is its square.
  });

  it.each([
    ['the default', 1e-6, 1e-4],
    ['the strictest a site may set', 1e-9, 1e-9],
  ])('a whole curtain window can rise to 1.5 thresholds at %s rates', (_, costly, other) => {
    // 32 samples of rho 0.5 are worth 10.667, each ln 99 = 4.59512: 49.0146.
    const ceiling = binaryLlr({ share: 1, n: curtain.samplesPerWindow }, curtain);
    expect(ceiling).toBeCloseTo(49.0146, 3);
    expect(ceiling).toBeGreaterThan(1.5 * Math.log((1 - other) / costly));
  });
});
