import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneAtATime, takenOver, type Taking } from '../../../domain/reports/taken.js';

/** `A 2-5`: door A from 2 to 5. */
const takings = (...words: string[]): Taking[] =>
  words.map((word) => {
    const [, door = '', from, to] = /(\w+) (-?\d+)-(\d+)/.exec(word)!;
    return { door, fromMs: Number(from), toMs: Number(to) };
  });
const period = { fromMs: 0, toMs: 10 };

describe('doors taken over a period', () => {
  it.each<[why: string, taken: Taking[], expected: [mean: number, most: number, fullMs: number]]>([
    ['nothing came', [], [0, 0, 0]],
    ['one of two doors for half of the time', takings('A 2-7'), [0.5, 1, 0]],
    ['both together from 4 to 6', takings('A 2-6', 'B 4-9'), [0.9, 2, 2]],
    ['what was there before and stays beyond counts within', takings('A -5-3', 'B 1-20'), [1.2, 2, 2]],
    ['one goes in the instant in which the other comes', takings('A 0-5', 'B 5-10'), [1, 1, 0]],
    ['what touches the period only counts for nothing', takings('A -3-0', 'B 10-12'), [0, 0, 0]],
  ])('%s', (_why, taken, [mean, most, fullMs]) => {
    const found = takenOver(taken, 2, period);
    expect([found.most, found.fullMs]).toEqual([most, fullMs]);
    expect(found.mean).toBeCloseTo(mean, 12);
  });

  it('of no doors is never full, and of no time is nothing', () => {
    expect(takenOver(takings('A 2-7'), 0, period).fullMs).toBe(0);
    expect(takenOver(takings('A 2-7'), 1, { fromMs: 5, toMs: 5 })).toEqual({ mean: 0, most: 0, fullMs: 0 });
  });

  it('keeps Little’s law: the mean number is the rate of arrival times the mean time, whatever came', () => {
    const taking = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.array(taking, { minLength: 1 }), (list) => {
        const all = list.map(([fromMs, forMs], i) => ({ door: `D${i}`, fromMs, toMs: fromMs + forMs }));
        const [rate, meanMs] = [list.length / 1000, list.reduce((sum, [, forMs]) => sum + forMs, 0) / list.length];
        expect(takenOver(all, 5, { fromMs: 0, toMs: 1000 }).mean).toBeCloseTo(rate * meanMs, 9);
      }),
    );
  });
});

it('a door holds one parcel: a stay ends at the latest when the next one came', () => {
  expect(oneAtATime(takings('A 0-9', 'B 2-4', 'A 5-7'))).toEqual(takings('A 5-7', 'B 2-4', 'A 0-5'));
});
