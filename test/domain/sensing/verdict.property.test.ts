import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addToSums, addWindows, readCycle } from '../../../domain/sensing/difference.js';
import type { ChannelReading, RunningSums } from '../../../domain/sensing/difference.js';
import { judgeDeposit, judgePickup } from '../../../domain/sensing/verdict.js';
import type { Window } from '../../../domain/sensing/window.js';
import { channelOf, ripple, tofWindow } from './noise.js';

const rates = { costly: 1e-6, other: 1e-4 };
const runs = { seed: 5, numRuns: 400 };

const speaking: fc.Arbitrary<ChannelReading> = fc
  .record({
    kind: fc.constantFrom('tof' as const, 'load-cell' as const),
    d: fc.double({ min: -30, max: 30, noNaN: true }),
    n: fc.integer({ min: 5, max: 64 }),
  })
  .map(({ kind, d, n }) => channelOf(kind, d, n));

/** Nothing left on one side or both, whatever the means say. */
const mute: fc.Arbitrary<ChannelReading> = fc
  .record({
    kind: fc.constantFrom('tof' as const, 'load-cell' as const),
    d: fc.double(),
    side: fc.constantFrom('before' as const, 'after' as const),
  })
  .map(({ kind, d, side }) => {
    const channel = channelOf(kind, d, 20, 'mute');
    return { ...channel, [side]: { ...channel[side], n: 0 } };
  });

const anything = fc.oneof(
  fc.double(),
  fc.integer({ min: -9000, max: 9000 }),
  fc.constantFrom(NaN, Infinity, -Infinity, 8190, 8191),
  fc.string({ maxLength: 4 }) as unknown as fc.Arbitrary<number>,
  fc.constant(null) as unknown as fc.Arbitrary<number>,
);
const auxiliary = fc.option(fc.oneof(anything, fc.array(anything, { maxLength: 70 })), { nil: undefined });
const strangeWindow = fc.record({
  sensor: fc.constantFrom('a', 'b', 'constructor', '__proto__'),
  kind: fc.constantFrom('tof', 'load-cell', 'ultrasonic', 'curtain', 'radar', ''),
  unit: fc.constantFrom('mm', 'g', 'blocked'),
  samples: fc.oneof(
    fc.array(anything, { maxLength: 70 }),
    fc.constant(Array<number>(10_000).fill(400)),
    fc.constant(ripple(400, 20, 2)),
    fc.array(fc.constantFrom(0, 1), { maxLength: 40 }),
    fc.constant(undefined) as unknown as fc.Arbitrary<number[]>,
  ),
  intervalMs: fc.oneof(anything, fc.constantFrom(10, 50, 100)),
  status: auxiliary,
  signalKcps: auxiliary,
  ambientKcps: auxiliary,
}) as unknown as fc.Arbitrary<Window>;
const windows = fc.array(strangeWindow, { maxLength: 6 });

describe('a channel that says nothing', () => {
  it('changes no verdict, whatever it reads', () => {
    fc.assert(
      fc.property(speaking, speaking, mute, (stored, now, silent) => {
        const sums = addToSums({}, [stored, channelOf(silent.kind, -1e6, 20, 'mute')]);
        for (const judge of [judgeDeposit, judgePickup]) {
          for (const earlier of [sums, {}]) {
            const without = judge(earlier, [now], rates);
            const withIt = judge(earlier, [now, silent], rates);
            expect(withIt.verdict).toBe(without.verdict);
            expect(withIt.llr).toBe(without.llr);
            expect(withIt.shares[1]).toMatchObject({ llr: 0, n: 0 });
          }
        }
      }),
      runs,
    );
  });

  it('is never absent by itself', () => {
    fc.assert(
      fc.property(mute, speaking, (silent, stored) => {
        for (const sums of [{}, addToSums({}, [{ ...stored, sensor: 'mute' }])]) {
          expect(judgeDeposit(sums, [silent], rates).verdict).toBe('undecided');
          expect(judgePickup(sums, [silent], rates).verdict).toBe('undecided');
        }
      }),
      runs,
    );
  });

  it.each([
    ['frozen', Array<number>(20).fill(400)],
    ['saturated', Array<number>(20).fill(8190)],
    ['not a number', Array<number>(20).fill(NaN)],
    ['strings', Array<string>(20).fill('400') as unknown as number[]],
    ['ten thousand', ripple(400, 10_000, 2)],
    ['none', []],
  ])('%s, before or after or both, is undecided', (_, samples) => {
    const live = tofWindow(ripple(400, 20, 2));
    const bad = tofWindow(samples);
    for (const reading of [readCycle([bad], [live]), readCycle([live], [bad]), readCycle([bad], [bad])]) {
      expect(judgeDeposit({}, reading, rates)).toMatchObject({ verdict: 'undecided', llr: 0 });
      const stored = addToSums({}, [channelOf('tof', -100, 20, 'ceiling')]);
      expect(judgePickup(stored, reading, rates)).toMatchObject({ verdict: 'undecided', llr: 0 });
    }
  });
});

describe('whatever a bank sends', () => {
  it('reading and judging never throw, and every number in a judgement is finite', () => {
    fc.assert(
      fc.property(windows, windows, windows, (before, after, more) => {
        const reading = addWindows(readCycle(before, after), more);
        const sums = addToSums(addToSums({}, reading), reading);
        for (const { d, variance } of Object.values(sums)) expect(Number.isFinite(d + variance)).toBe(true);
        for (const earlier of [{}, sums]) {
          for (const judge of [judgeDeposit, judgePickup]) {
            const { llr, shares } = judge(earlier, reading, rates);
            for (const value of [llr, ...shares.flatMap((share) => [share.llr, share.n, share.health])]) {
              expect(Number.isFinite(value)).toBe(true);
            }
          }
        }
      }),
      { ...runs, numRuns: 300 },
    );
  });

  it('the same windows before and after are never present', () => {
    fc.assert(
      fc.property(windows, (same) => {
        expect(judgeDeposit({}, readCycle(same, same), rates).verdict).not.toBe('present');
      }),
      runs,
    );
  });
});

describe('at a pickup', () => {
  const grams = fc.double({ min: 30, max: 19_000, noNaN: true });
  const noise = fc.double({ min: -1, max: 1, noNaN: true });
  const storedOf = (weight: number, height: number): RunningSums =>
    addToSums({}, [channelOf('load-cell', weight, 10), channelOf('tof', -height, 20)]);

  it('the envelope taken and the box left is present', () => {
    fc.assert(
      fc.property(grams, fc.double({ min: 20, max: 800, noNaN: true }), noise, (box, height, off) => {
        const taken = [channelOf('load-cell', -15 + off, 10), channelOf('tof', off, 20)];
        expect(judgePickup(storedOf(box + 15, height), taken, rates).verdict).toBe('present');
        expect(judgePickup(storedOf(box + 15, height), taken.slice(0, 1), rates).verdict).toBe('present');
      }),
      runs,
    );
  });

  it('a look is never absent, whatever came before', () => {
    const sums = fc.record({ d: fc.double({ min: -1e4, max: 1e4 }), variance: fc.double({ min: 0, max: 1e12 }) });
    fc.assert(
      fc.property(sums, sums, noise, noise, (weighed, ranged, off, offMm) => {
        const look = [channelOf('load-cell', off, 10), channelOf('tof', offMm, 20)];
        expect(judgePickup({ 'load-cell': weighed, tof: ranged }, look, rates).verdict).not.toBe('absent');
        expect(judgePickup({ tof: ranged }, look.slice(1), rates).verdict).not.toBe('absent');
      }),
      runs,
    );
  });

  it('all taken is absent', () => {
    fc.assert(
      fc.property(grams, fc.double({ min: 20, max: 800, noNaN: true }), noise, (weight, height, off) => {
        const taken = [channelOf('load-cell', -weight + off, 10), channelOf('tof', height + off, 20)];
        expect(judgePickup(storedOf(weight, height), taken, rates).verdict).toBe('absent');
      }),
      runs,
    );
  });
});
