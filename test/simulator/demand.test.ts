import { describe, expect, it } from 'vitest';
import { courierAtMs, demand, parcelsToday, pickupAtMs, sizeOf } from '../../simulator/demand.js';
import { randomOf } from '../../simulator/random.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const random = randomOf('demand');
const draws = Array.from({ length: 20_000 }, (_, i) => i);
const shareOf = <T>(values: T[], is: (value: T) => boolean): number => values.filter(is).length / values.length;

describe('the demand of a simulated town', () => {
  it('is a Poisson count with the mean of 20 doors x 4.3 units x 0.25 parcels', () => {
    const counts = draws.map(() => parcelsToday(20, random));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    expect(mean).toBeCloseTo(21.5, 0);
    expect(variance / mean).toBeCloseTo(1, 1);
  });

  it('asks for sizes in the shares that it names, which add up to 1', () => {
    const sizes = draws.map(() => sizeOf(random));
    expect(Object.values(demand.sizeMix).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(shareOf(sizes, (size) => size === 'S')).toBeCloseTo(0.55, 1);
    expect(shareOf(sizes, (size) => size === 'XL')).toBeCloseTo(0.03, 1);
  });

  it('brings couriers from 10 to 13 and from 15 to 18, three of five in the morning', () => {
    const hours = draws.map(() => courierAtMs(random) / hourMs);
    expect(hours.every((hour) => (hour >= 10 && hour < 13) || (hour >= 15 && hour < 18))).toBe(true);
    expect(shareOf(hours, (hour) => hour < 13)).toBeCloseTo(0.6, 1);
  });

  it('brings residents awake, most at a peak, half of them within 8 to 20 hours of being told at noon', () => {
    const after = draws.map(() => pickupAtMs(12 * hourMs, random) - 12 * hourMs);
    const hours = after.map((ms) => ((ms + 12 * hourMs) % dayMs) / hourMs);
    expect(hours.every((hour) => hour >= 7 && hour < 22)).toBe(true);
    const isPeak = (hour: number) => (hour >= 7 && hour < 9) || (hour >= 12 && hour < 13) || (hour >= 17 && hour < 21);
    expect(shareOf(hours, isPeak)).toBeGreaterThan(demand.peakShare);
    const median = [...after].sort((a, b) => a - b)[10_000]! / hourMs;
    expect(median).toBeGreaterThan(8);
    expect(median).toBeLessThan(20);
  });
});
