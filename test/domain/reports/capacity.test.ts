import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BankId, CompartmentId } from '../../../domain/ids.js';
import type { Size } from '../../../domain/inputs.js';
import { capacityReport, type DoorsOfBank, type Lain } from '../../../domain/reports/capacity.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const bankId = 'bank-1' as BankId;
const period = { fromMs: 0, toMs: 10 * dayMs };

/** `A1S`: door A1 of size S. */
const bank = (doors: string, change: Partial<DoorsOfBank> = {}): DoorsOfBank => ({
  bankId,
  sinceMs: -dayMs,
  doors: doors.split(' ').map((word) => ({
    compartmentId: word.slice(0, 2) as CompartmentId,
    size: word.slice(2) as Size,
    isOutOfUse: false,
  })),
  ...change,
});

/** `A1 24-48 M`: asked for M, lay in door A1 from hour 24 to 48. `24-`: lies there still; `24-?`: nobody kept its end. */
function lain(...words: string[]): Lain[] {
  return words.map((word) => {
    const [, door = '', from, to = '', asked] = /^(\w\d) (-?\d+)-(\S*) (\w+)$/.exec(word)!;
    const storedAtMs = Number(from) * hourMs;
    const end: Lain['end'] =
      to === '' ? { kind: 'lying' } : to === '?' ? { kind: 'unknown' } : { kind: 'ended', atMs: Number(to) * hourMs };
    return {
      bankId,
      compartmentId: door as CompartmentId,
      asked: asked as Size,
      claimedAtMs: storedAtMs,
      storedAtMs,
      end,
    };
  });
}

const report = (banks: DoorsOfBank[], all: Lain[], change = {}) =>
  capacityReport(banks, all, { period, timeZone: 'UTC', fullShareMax: 0.01, ...change });

describe('the capacity report', () => {
  it('counts what came, per door and day, and how long every door of a size was taken', () => {
    const { banks, parcels, doors, parcelsPerDoorAndDay } = report(
      [bank('A1S A2S B1M')],
      lain('A1 0-24 S', 'A2 12-36 S', 'A1 100-112 S', 'B1 50-74 M'),
    );
    expect([parcels, doors, parcelsPerDoorAndDay]).toEqual([4, 3, 4 / 30]);
    expect(banks[0]).toMatchObject({ parcels: 4, mostTaken: 2, fullMinutes: 0, meanTaken: 84 / 240 });
    expect(banks[0]!.sizes.map(({ size, ...rest }) => [size, rest.parcels, rest.fullMinutes])).toEqual([
      ['S', 3, 12 * 60],
      ['M', 1, 24 * 60],
    ]);
  });

  it('forecasts each size from its own parcels: 24 in 10 days that lie for a day each are 2.4 at once', () => {
    const all = Array.from({ length: 24 }, (_one, i) => `A${i % 8} ${i * 9}-${i * 9 + 24} S`);
    const { banks } = report([bank('A0S A1S A2S A3S A4S A5S A6S A7S')], lain(...all));
    // P(N ≥ 8) at 2.4: 0.3 %; P(N ≥ 7): 1.2 %.
    expect(banks[0]!.sizes[0]!.forecast).toMatchObject({ parcelsPerDay: 2.4, load: 2.4, doorsNeeded: 8, change: 0 });
    expect(banks[0]!.sizes[0]!.forecast!.fullShare).toBeCloseTo(0.0033, 3);
  });

  it('counts a parcel that lay in a larger door for the size that it asked for', () => {
    const { banks } = report([bank('A1S B1M')], lain('A1 0-24 S', 'B1 1-25 S', 'B1 30-40 M'));
    const [small, middle] = banks[0]!.sizes;
    expect([small!.parcels, small!.inLargerDoors, small!.forecast!.doorsNeeded]).toEqual([2, 1, 3]);
    expect([middle!.parcels, middle!.inLargerDoors, middle!.mostTaken]).toEqual([1, 0, 1]);
  });

  it('says of a size that the bank does not have what would have asked for it', () => {
    const { banks } = report([bank('B1M')], lain('B1 0-24 S'));
    expect(banks[0]!.sizes[0]).toMatchObject({ size: 'S', doors: 0, parcels: 1, inLargerDoors: 1, fullMinutes: 0 });
  });

  it('forecasts nothing from less than a week', () => {
    const week = (days: number) =>
      report([bank('A1S')], lain('A1 0-24 S'), { period: { fromMs: 0, toMs: days * dayMs } });
    expect(week(7).banks[0]!.forecast).toMatchObject({ parcelsPerDay: 1 / 7 });
    expect(week(6.9).banks[0]!.forecast).toBeUndefined();
  });

  it('counts what came before the period as taken, and not as come', () => {
    const { banks, parcels, dwell } = report([bank('A1S')], lain('A1 -48-120 S'));
    expect([parcels, dwell.ended, banks[0]!.meanTaken]).toEqual([0, 0, 0.5]);
  });

  it('looks at a bank from the day it was there', () => {
    const { banks } = report([bank('A1S', { sinceMs: 5 * dayMs })], lain('A1 120-180 S'));
    expect(banks[0]).toMatchObject({ fromMs: 5 * dayMs, meanTaken: 0.5, parcelsPerDoorAndDay: 0.2 });
    const later = report([bank('A1S', { sinceMs: 11 * dayMs })], []).banks[0]!;
    expect([later.fromMs, later.meanTaken, later.parcelsPerDoorAndDay]).toEqual([10 * dayMs, 0, undefined]);
  });

  it('of a period in the past tells what was known at its end', () => {
    const { dwell, banks } = report([bank('A1S')], lain('A1 200-300 S'));
    expect([dwell.ended, dwell.lying, banks[0]!.meanTaken]).toEqual([0, 1, 40 / 240]);
    expect(banks[0]!.forecast).toBeUndefined(); // Nothing has ended from which to tell how long.
  });

  it('keeps apart what ended at a time that nobody kept', () => {
    const { parcels, endsUnknown, dwell, banks } = report([bank('A1S')], lain('A1 0-? S', 'A1 24-48 S'));
    expect([parcels, endsUnknown, dwell.ended, banks[0]!.meanTaken]).toEqual([2, 1, 1, 0.1]);
  });

  it('counts a deposit that came to nothing as a door taken, and as no parcel', () => {
    const nothing: Lain = { ...lain('A1 0-1 S')[0]!, storedAtMs: undefined, claimedAtMs: 12 * hourMs, end: { kind: 'ended', atMs: 36 * hourMs } }; // prettier-ignore
    const { parcels, banks } = report([bank('A1S')], [nothing]);
    expect([parcels, banks[0]!.meanTaken]).toEqual([0, 0.1]);
  });

  it('has a line for each day, with what came and the most doors that were taken', () => {
    const { days } = report([bank('A1S A2S')], lain('A1 1-30 S', 'A2 23-25 S'));
    expect(days.slice(0, 3).map(({ parcels, mostTaken }) => [parcels, mostTaken])).toEqual([
      [2, 2],
      [0, 2],
      [0, 0],
    ]);
    expect(days).toHaveLength(10);
  });

  it('of a site where nothing came says so, and advises nothing', () => {
    const { parcels, parcelsPerDoorAndDay, banks } = report([bank('A1S')], []);
    expect([parcels, parcelsPerDoorAndDay, banks[0]!.sizes[0]!.forecast]).toEqual([0, 0, undefined]);
    expect(report([], []).parcelsPerDoorAndDay).toBeUndefined();
  });
});

describe('whatever came,', () => {
  const doors = ['A1S', 'A2S', 'B1M', 'C1L'];
  const one = fc.record({
    door: fc.constantFrom(...doors.map((door) => door.slice(0, 2))),
    from: fc.integer({ min: -100, max: 260 }),
    forHours: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }),
    asked: fc.constantFrom('S', 'M', 'L', 'XL'),
  });
  const any = fc.array(one, { maxLength: 40 }).map((list) => {
    const words = list.map(({ door, from, forHours, asked }) => {
      return `${door} ${from}-${forHours === undefined ? '' : from + forHours} ${asked}`;
    });
    return report([bank(doors.join(' '))], lain(...words));
  });

  it('no more doors are taken than there are, and no figure is out of its range', () => {
    fc.assert(
      fc.property(any, ({ banks: [whole] }) => {
        for (const part of [whole!, ...whole!.sizes]) {
          expect(part.mostTaken).toBeLessThanOrEqual(part.doors);
          expect(part.meanTaken).toBeLessThanOrEqual(part.mostTaken + 1e-9);
          expect(part.fullMinutes).toBeLessThanOrEqual(240 * 60);
          const { fullShare = 0, doorsNeededAtLeast = 0, doorsNeeded = 0, doorsNeededAtMost = 0 } = part.forecast ?? {};
          expect([doorsNeededAtLeast, doorsNeeded, doorsNeededAtMost]).toEqual(
            [doorsNeededAtLeast, doorsNeeded, doorsNeededAtMost].sort((a, b) => a - b),
          );
          expect(fullShare >= 0 && fullShare <= 1).toBe(true);
        }
      }),
    );
  });

  it('the parts add up: sizes, days and times to all that was stored', () => {
    fc.assert(
      fc.property(any, ({ parcels, banks: [whole], days, dwell }) => {
        const sum = (list: readonly { parcels: number }[]) => list.reduce((total, part) => total + part.parcels, 0);
        expect([sum(whole!.sizes), sum(days), dwell.ended + dwell.lying]).toEqual([parcels, parcels, parcels]);
        expect(sum(dwell.histogram)).toBe(dwell.ended);
        const meanOfSizes = whole!.sizes.reduce((total, { meanTaken }) => total + meanTaken, 0);
        expect(meanOfSizes).toBeCloseTo(whole!.meanTaken, 9);
      }),
    );
  });
});
