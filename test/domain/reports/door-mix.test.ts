import { describe, expect, it } from 'vitest';
import { forecastOf, type Demand } from '../../../domain/reports/door-mix.js';
import { takenOver } from '../../../domain/reports/taken.js';
import { randomOf } from '../../../simulator/random.js';

const dayMs = 24 * 3_600_000;
const demand = (change: Partial<Demand> = {}): Demand => ({
  ...{ doors: 12, parcels: 200, forMs: 20 * dayMs, meanDwellMs: dayMs },
  ...change,
});

describe('the forecast of one size of door', () => {
  it('follows from arrivals and dwell: ten a day that lie for a day are ten at once', () => {
    const { parcelsPerDay, load, fullShare } = forecastOf(demand(), 0.01);
    expect([parcelsPerDay, load]).toEqual([10, 10]);
    expect(fullShare).toBeCloseTo(1 - 0.6968, 4); // P(N ≤ 11) at mean 10, from the tables.
  });

  it('asks for the doors that keep it below the share that was stated', () => {
    expect(forecastOf(demand(), 0.01)).toMatchObject({ doorsNeeded: 19, change: 7 });
    expect(forecastOf(demand(), 0.05)).toMatchObject({ doorsNeeded: 16, change: 4 });
  });

  it('asks for none that the count leaves in doubt', () => {
    // 200 in 20 days rule out less than 177 (normal: 200 - 1.645 √200 + 0.5): a load of 8.9, of which 16 or more are there
    // for 2.0 % of the time and 17 or more for 1.0 %.
    expect(forecastOf(demand({ doors: 16 }), 0.01)).toMatchObject({ doorsNeededAtLeast: 17, change: 3 });
    expect(forecastOf(demand({ doors: 17 }), 0.01)).toMatchObject({ doorsNeeded: 19, change: 0 });
    // One parcel in a week rules out hardly anything: at least 0.007 at once.
    expect(forecastOf({ doors: 1, parcels: 1, forMs: 7 * dayMs, meanDwellMs: dayMs }, 0.01)).toMatchObject({
      doorsNeeded: 2,
      doorsNeededAtLeast: 1,
      change: 0,
    });
  });

  it('lets go only what is not needed even if more came than were counted', () => {
    // 200 in 20 days do not rule out 225 (normal: 200 + 1.645 √200 + 1.5): a load of 11.2,
    // of which 20 or more are there for 1.2 % of the time and 21 or more for 0.6 %.
    const enough = forecastOf(demand({ doors: 20 }), 0.01);
    expect(enough).toMatchObject({ doorsNeeded: 19, doorsNeededAtMost: 21, change: 0 });
    expect(forecastOf(demand({ doors: 25 }), 0.01).change).toBe(-4);
  });

  it('of a size that nobody asked for keeps room for what a short look does not rule out', () => {
    // At most 3.0 in the period (rule of three): over 30 days a load of 0.1, P(N ≥ 2) = 0.5 %; over 3 days 1.0, P(N ≥ 5) = 0.4 %.
    const none = { parcels: 0, doors: 6 };
    expect(forecastOf(demand({ ...none, forMs: 30 * dayMs }), 0.01)).toMatchObject({ load: 0, change: -4 });
    expect(forecastOf(demand({ ...none, forMs: 3 * dayMs }), 0.01)).toMatchObject({ change: -1 });
  });

  it('is what a bank without an end to its doors shows, whether all lie as long or not', () => {
    for (const times of ['all alike', 'exponential']) {
      const random = randomOf(7);
      const takings = [];
      let atMs = 0;
      for (let i = 0; i < 40_000; i++) {
        atMs += random.exponential(dayMs / 4);
        const forMs = times === 'all alike' ? 1.5 * dayMs : random.exponential(1.5 * dayMs);
        takings.push({ door: `D${i}`, fromMs: atMs, toMs: atMs + forMs });
      }
      const period = { fromMs: 10 * dayMs, toMs: atMs };
      const seen = takenOver(takings, 8, period).fullMs / (period.toMs - period.fromMs);
      const { load, fullShare } = forecastOf(
        demand({ doors: 8, parcels: 4, forMs: dayMs, meanDwellMs: 1.5 * dayMs }),
        0.01,
      );
      expect([load, fullShare.toFixed(4)]).toEqual([6, '0.2560']); // P(N ≤ 7) at mean 6 is 0.7440.
      expect(Math.abs(seen - fullShare)).toBeLessThan(0.01);
    }
  });
});
