import { describe, expect, it } from 'vitest';

import { leastToldApart, levelOff } from '../../../../domain/sensing/health/baseline.js';
import { newState } from '../../../../domain/sensing/health/state.js';
import type { SensorState } from '../../../../domain/sensing/health/state.js';
import { loadCell } from '../../../../domain/sensing/profiles/load-cell.js';
import { tof } from '../../../../domain/sensing/profiles/tof.js';
import type { LevelProfile } from '../../../../domain/sensing/profiles/index.js';
import { startMs } from './watched.js';

/** Of a level that was learnt at 20 °C, as a whole window sees it. */
function offOf(profile: LevelProfile, mean: number, temperatureC: number | undefined = 20, change = {}) {
  const baseline = profile === tof ? 400 : 0;
  const state: SensorState = { ...newState(startMs), levelLooks: 100, baseline, baselineC: 20, ...change };
  return levelOff(state, { n: profile.samplesPerWindow, mean, temperatureC }, profile);
}
const threshold = Math.log(999_999); // 13.8155.

describe('a level against its baseline', () => {
  // By hand: 2.5² × 1.857/20 + (15/6)² = 6.8304 mm²; √(2 × 1.5 × 13.8155 × 6.8304) = 16.825 mm.
  it('of a distance sensor is so much nearer, and tells 16.83 mm from nothing at best', () => {
    const off = offOf(tof, 386)!;
    expect(off.towards).toBe(14);
    expect(off.variance).toBeCloseTo(6.8304, 3);
    expect(leastToldApart(off, threshold)).toBeCloseTo(16.825, 2);
  });

  // 0.2² × 7/10 + (9.98/6)² = 2.7947 g²; with 5 K at 1 g/K, uniform within 5 g, 25/3 more; with 10 K 100/3.
  it.each([
    ['at the same temperature', 20, 10.762],
    ['where the temperature is not told', undefined, 21.476],
    ['10 K warmer', 30, 38.696],
  ])('of a load cell %s tells so much from nothing: at %s °C %f g', (_, celsius, least) => {
    const off = levelOff(
      { ...newState(startMs), levelLooks: 100, baseline: 0, baselineC: 20 },
      { n: 10, mean: -30, temperatureC: celsius },
      loadCell,
    )!;
    expect(off.towards).toBe(-30);
    expect(leastToldApart(off, threshold)).toBeCloseTo(least, 2);
  });

  it('of a floor that was seen once has its own wander too, and of one never seen is nothing', () => {
    // 0.5804 + 2 × 6.25 mm².
    expect(offOf(tof, 400, 20, { levelLooks: 1 })?.variance).toBeCloseTo(13.0804, 3);
    expect(offOf(tof, 400, 20, { levelLooks: 0 })).toBeUndefined();
  });
});
