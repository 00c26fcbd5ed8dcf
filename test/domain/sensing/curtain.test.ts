import { describe, expect, it } from 'vitest';

import { summarise } from '../../../domain/sensing/clean.js';
import { doubtful } from '../../../domain/sensing/condition.js';
import { conditionOf } from '../../../domain/sensing/health/condition.js';
import { newState } from '../../../domain/sensing/health/state.js';
import { addToSums, addWindows, readCycle, unseenVariance } from '../../../domain/sensing/difference.js';
import type { CycleReading, RunningSums } from '../../../domain/sensing/difference.js';
import { binaryLlr } from '../../../domain/sensing/likelihood.js';
import { curtain } from '../../../domain/sensing/profiles/curtain.js';
import { judgeDeposit, judgePickup } from '../../../domain/sensing/verdict.js';
import { beams, channelOf, curtainOf, curtainWindow, ripple } from './noise.js';

const rates = { costly: 1e-6, other: 1e-4 };
const sumOfCycles = (...cycles: CycleReading[]): RunningSums => cycles.reduce<RunningSums>(addToSums, {});
const stored = sumOfCycles([curtainOf(0, 1)]);

describe('a window of a curtain', () => {
  it('is its count and the share that is blocked; that all samples agree is no sign of being stuck', () => {
    expect(summarise(curtainWindow(beams(0)), curtain)).toEqual({ n: 32, mean: 0 });
    expect(summarise(curtainWindow(beams(32)), curtain)).toEqual({ n: 32, mean: 1 });
    expect(summarise(curtainWindow(beams(8)), curtain)).toEqual({ n: 32, mean: 0.25 });
  });

  it('that sends its light along lives by it, and is stuck where it never moves', () => {
    const all = (signalKcps: number[]) => summarise(curtainWindow(beams(32), { signalKcps }), curtain).n;
    expect(all(ripple(900, 32, 3))).toBe(32);
    expect(all(Array<number>(32).fill(900))).toBe(0);
    expect(all([])).toBe(32);
  });

  it.each([
    ['another unit', curtainWindow(beams(32), { unit: 'mm' })],
    ['bad status', curtainWindow(beams(32), { status: 3 })],
    ['four samples', curtainWindow(beams(4, 4))],
    ['counts of beams, where yes or no was asked', curtainWindow(Array<number>(32).fill(7))],
    ['shares of beams', curtainWindow(Array<number>(32).fill(0.4))],
    ['mostly neither yes nor no', curtainWindow([...beams(15, 15), ...Array<number>(17).fill(-1)])],
    ['a minute and more of it', curtainWindow(beams(32), { intervalMs: 2_000 })],
    ['no interval', curtainWindow(beams(32), { intervalMs: 0 })],
  ])('%s says nothing', (_, window) => {
    expect(summarise(window, curtain)).toEqual({ n: 0, mean: 0 });
  });

  it('sampled five times faster counts for a fifth', () => {
    expect(summarise(curtainWindow(beams(32), { intervalMs: 2 }), curtain)).toEqual({ n: 6.4, mean: 1 });
  });
});

describe("the curtain's ratio, worked by hand: 32 samples of rho 0.5 are worth 10.667, each ln 99 = 4.59512", () => {
  it.each([
    [32, 49.0146],
    [24, 24.5073],
    [16, 0],
    [8, -24.5073],
    [0, -49.0146],
  ])('%i of 32 blocked: %f', (blocked, llr) => {
    expect(binaryLlr({ share: blocked / 32, n: 32 }, curtain)).toBeCloseTo(llr, 3);
  });
});

describe('a deposit before a curtain', () => {
  // 49.0146 · (2k/32 − 1): 13.815 from 21 of 32 on, −9.210 down to 12.
  it.each([
    [0, 'absent'],
    [12, 'absent'],
    [13, 'undecided'],
    [20, 'undecided'],
    [21, 'present'],
    [32, 'present'],
  ])('with %i of 32 samples blocked after a clear start is %s', (blocked, verdict) => {
    const reading = readCycle([curtainWindow(beams(0))], [curtainWindow(beams(blocked))]);
    expect(judgeDeposit({}, reading, rates).verdict).toBe(verdict);
  });

  it('is never announced by a beam that was blocked before: dirt, or a dead lamp', () => {
    for (const before of [1, 0.8, 0.5, undefined]) {
      const judged = judgeDeposit({}, [curtainOf(before, 1)], rates);
      expect([before, judged.verdict, judged.llr]).toEqual([before, 'undecided', 0]);
    }
  });

  it('is absent where it is clear after, whatever was seen before: that needs no earlier look', () => {
    for (const before of [0, 1, undefined]) {
      expect(judgeDeposit({}, [curtainOf(before, 0)], rates).verdict).toBe('absent');
    }
    const missed = sumOfCycles([curtainOf(undefined, undefined)]);
    expect(judgeDeposit(missed, [curtainOf(undefined, 0)], rates).verdict).toBe('absent');
  });

  it('that was doubted, and lies there untouched when the door is opened again, is present', () => {
    expect(judgeDeposit(sumOfCycles([curtainOf(0, 0.8)]), [curtainOf(1, 1)], rates).verdict).toBe('present');
    expect(judgeDeposit(sumOfCycles([curtainOf(0, 0.5)]), [curtainOf(1, 1)], rates).verdict).toBe('undecided');
  });

  it('is undecided to a curtain that says nothing', () => {
    expect(judgeDeposit({}, [curtainOf(0, undefined)], rates)).toMatchObject({ verdict: 'undecided', llr: 0 });
  });

  it('in doubt is settled by further windows', () => {
    const doubt = readCycle([curtainWindow(beams(0))], [curtainWindow(beams(16))]);
    expect(judgeDeposit({}, doubt, rates).verdict).toBe('undecided');
    expect(judgeDeposit({}, addWindows(doubt, [curtainWindow(beams(32))]), rates).verdict).toBe('present');
    expect(judgeDeposit({}, addWindows(doubt, [curtainWindow(beams(0))]), rates).verdict).toBe('absent');
  });
});

describe('a pickup before a curtain', () => {
  it('is absent where it is clear and was blocked before', () => {
    expect(judgePickup(stored, [curtainOf(1, 0)], rates).verdict).toBe('absent');
  });

  // The logarithm of 1/0.0004 is 7.824; "present" takes ln(1/0.0001), 9.21.
  it('that never cleared is as sure of content as dirt is unlikely in a stay: not enough alone, at the default rates', () => {
    const judged = judgePickup(stored, [curtainOf(1, 1)], rates);
    expect(judged.verdict).toBe('undecided');
    expect(judged.llr).toBeCloseTo(7.824, 3);
    expect(judgePickup(stored, [curtainOf(1, 1)], { ...rates, other: 1e-3 }).verdict).toBe('present');
  });

  it('is no surer than its window either: of 55 of 100 blocked samples, 10.67 × 0.1 × ln 99', () => {
    expect(judgePickup(stored, [curtainOf(1, 0.55)], rates).llr).toBeCloseTo(4.902, 2);
  });

  it('with something left is present where another sensor says so too', () => {
    const both = { curtain: stored['curtain']!, tof: { d: -60, variance: 1.2 } };
    expect(judgePickup(both, [curtainOf(1, 1), channelOf('tof', 30, 20)], rates).verdict).toBe('present');
  });

  // A postcard of 4.5 g is less than half of what scales claim, and nothing to a distance: the beam alone sees it.
  it('that may be dirty and is blocked is not overruled by two that see less: nothing is free while a beam is broken', () => {
    const sums = { ...stored, tof: { d: -60, variance: 1.2 }, 'load-cell': { d: 504.5, variance: 0.056 } };
    const taken = [channelOf('tof', 60, 20), channelOf('load-cell', -500, 10)];
    expect(judgePickup(sums, [...taken, curtainOf(1, 1)], rates).verdict).toBe('undecided');
    expect(judgePickup(sums, [...taken, curtainOf(1, 0)], rates).verdict).toBe('absent');
  });

  // Eight millimetres and three grams, as a padded envelope: a beam sees it come and go, the others see less than half of what they claim.
  it('that alone saw it come and go is enough: what the others did not see come, they have nothing to say of its going', () => {
    const sums = { ...stored, tof: { d: -7, variance: 1.2 }, 'load-cell': { d: 3, variance: 0.056 } };
    const gone = [channelOf('tof', 7, 20), channelOf('load-cell', -3, 10)];
    expect(judgePickup(sums, [...gone, curtainOf(1, 0)], rates).verdict).toBe('absent');
    const looked = [channelOf('tof', 0, 20), channelOf('load-cell', 0, 10)];
    expect(judgePickup(sums, [...looked, curtainOf(0, 0)], rates).verdict).toBe('undecided');
    expect(judgePickup(sums, [...looked, curtainOf(1, 1)], rates).verdict).toBe('undecided');
  });

  it.each([
    // Half of what scales claim is 4.99 g: from there on they felt it come, and that they feel less go counts against it.
    [4.9, -4.7, 'absent'],
    [5.1, -4.9, 'undecided'],
  ] as const)('%f g came to the scales and %f went, by a beam all of it: %s', (came, went, verdict) => {
    const sums = { ...stored, 'load-cell': { d: came, variance: 0.056 } };
    expect(judgePickup(sums, [channelOf('load-cell', went, 10), curtainOf(1, 0)], rates).verdict).toBe(verdict);
  });

  it('that saw nothing come has nothing to say of its going: the others saw both', () => {
    const sums = { curtain: { d: 0, variance: 0 }, tof: { d: -60, variance: 1.2 } };
    expect(judgePickup(sums, [channelOf('tof', 60, 20), curtainOf(0, 0)], rates).verdict).toBe('absent');
    const came = { ...sums, curtain: { d: 1, variance: 0 } }; // What broke the beam lay there, and was not seen to go.
    expect(judgePickup(came, [channelOf('tof', 60, 20), curtainOf(0, 0)], rates).verdict).toBe('undecided');
  });

  it('is not enough where the scales missed a cycle: what they did not see come may be more', () => {
    const sums = { ...stored, 'load-cell': { d: 0, variance: unseenVariance } };
    expect(judgePickup(sums, [channelOf('load-cell', 0, 10), curtainOf(1, 0)], rates).verdict).toBe('undecided');
  });

  // 10.67 × 0.2 × ln 99 = 9.8: not enough for "blocked before" by itself, and no further window shows what was before.
  it('that was not quite steady before it cleared is absent: that the parcel came is known, and one that is clear holds nothing', () => {
    expect(judgePickup(stored, [curtainOf(0.6, 0)], rates).verdict).toBe('absent');
    expect(judgePickup({ curtain: { d: 0, variance: 0 } }, [curtainOf(0.6, 0)], rates).verdict).toBe('undecided');
    expect(judgePickup(stored, [curtainOf(0.4, 0)], rates).verdict).toBe('undecided'); // It had gone before.
    expect(judgePickup(stored, [curtainOf(0.6, 0.45)], rates).verdict).toBe('undecided'); // 4.9 is not 13.8.
  });

  it('is a matter of stays: in one visit a beam that stays blocked is as sure as it was', () => {
    expect(judgeDeposit(stored, [curtainOf(1, 1)], rates).verdict).toBe('present');
  });

  it('of nothing seen to be taken is not absent', () => {
    expect(judgePickup(stored, [curtainOf(0, 0)], rates).verdict).toBe('undecided');
    expect(judgePickup(stored, [curtainOf(undefined, 0)], rates).verdict).toBe('undecided');
  });

  it('is absent also where cycles were missed: it answers absolutely', () => {
    const missed = addToSums(stored, []);
    expect(missed['curtain']?.variance).toBe(unseenVariance);
    expect(judgePickup(missed, [curtainOf(1, 0)], rates).verdict).toBe('absent');
  });

  it('with a beam blocked since before the parcel came proves nothing', () => {
    const blind = sumOfCycles([curtainOf(1, 1)]);
    expect(judgePickup(blind, [curtainOf(1, 1)], rates)).toMatchObject({ verdict: 'undecided', llr: 0 });
  });
});

describe('what a curtain counts over door cycles', () => {
  it('is what came and went, without noise', () => {
    expect(stored).toEqual({ curtain: { d: 1, variance: 0 } });
    expect(addToSums(stored, [curtainOf(0.97, 0.03)])).toEqual({ curtain: { d: 0, variance: 0 } });
  });

  it('is unknown from a cycle on that it missed, or in which its samples were half and half', () => {
    for (const reading of [curtainOf(0, undefined), curtainOf(undefined, 1), curtainOf(0, 0.5)]) {
      expect(sumOfCycles([reading])['curtain']?.variance).toBe(unseenVariance);
    }
  });
});

describe('a curtain beside other channels', () => {
  it('that is blind does not keep a coarser one from its say', () => {
    expect(judgeDeposit({}, [curtainOf(1, 1), channelOf('tof', 0, 20)], rates).verdict).toBe('absent');
    expect(judgeDeposit({}, [curtainOf(1, 1), channelOf('tof', -100, 20)], rates).verdict).toBe('present');
  });

  it('sees the envelope that a distance sensor does not', () => {
    expect(judgeDeposit({}, [curtainOf(0, 1), channelOf('tof', 0, 20)], rates).verdict).toBe('present');
    expect(judgeDeposit({}, [curtainOf(0, 1), channelOf('ultrasonic', 0, 40)], rates).verdict).toBe('present');
  });

  it('and scales that contradict each other are undecided, until a third takes a side', () => {
    const [curtainYes, scalesNo] = [curtainOf(0, 1), channelOf('load-cell', 0, 10)];
    expect(judgeDeposit({}, [curtainYes, scalesNo], rates).verdict).toBe('undecided');
    expect(judgeDeposit({}, [curtainYes, scalesNo, channelOf('tof', -100, 20)], rates).verdict).toBe('present');
  });
});

describe('a window of a curtain, at its stated flicker, worked out exactly', () => {
  // A chain of two states, wrong in a share of 0.01 of the samples and again with 0.505 after a wrong one (rho 0.5).
  const wrongOf32 = distribution(32, 0.01, 0.5);
  const orMore = (k: number) => wrongOf32.slice(k).reduce((sum, p) => sum + p, 0);

  it('adds up', () => {
    expect(orMore(0)).toBeCloseTo(1, 12);
    expect(wrongOf32.reduce((sum, p, k) => sum + k * p, 0)).toBeCloseTo(0.32, 12);
  });

  it('is past the threshold of 1e-6 once in eight million on nothing: 21 of 32 wrong', () => {
    expect(orMore(21)).toBeGreaterThan(1e-7);
    expect(orMore(21)).toBeLessThanOrEqual(1e-6);
  });

  it('misses what is there, past the threshold of 1e-4, less than once in a million: 20 of 32 wrong', () => {
    expect(orMore(20)).toBeLessThanOrEqual(1e-6);
  });

  it('leaves a question open once in twenty thousand windows: 13 to 20 wrong', () => {
    expect(orMore(13) - orMore(21)).toBeLessThan(1e-4);
    expect(orMore(13) - orMore(21)).toBeGreaterThan(1e-5);
  });
});

/**
 * Six samples of a hundred are wrong, which was accepted: they count as if 0.06 / 0.7 of them were. One is then worth ln(0.91429 / 0.08571) =
 * 2.36712, a window that agrees 10.667 times that, 25.249, and one that is blocked in k of 32 that times (2k/32 − 1).
 */
describe('a beam of which six times the stated flicker was accepted', () => {
  const beam = conditionOf({ ...newState(0), accepted: 6 }, curtain);

  it('is sound, and its samples count for half: the root of 4.59512 / 2.36712', () => {
    expect(beam.health).toBe(1);
    expect(beam.sigmaFactor).toBeCloseTo(1.39328, 4);
  });

  // 13.815 from 25 of 32 on, −9.210 down to 10.
  it.each([
    [0, 'absent'],
    [10, 'absent'],
    [11, 'undecided'],
    [24, 'undecided'],
    [25, 'present'],
    [32, 'present'],
  ])('%i of 32 samples blocked after a clear start is %s', (blocked, verdict) => {
    const sensors = doubtful({ beams: beam })!;
    const reading = readCycle([curtainWindow(beams(0))], [curtainWindow(beams(blocked))], sensors);
    expect(judgeDeposit({}, reading, rates).verdict).toBe(verdict);
  });

  it('calls nothing a parcel and a parcel nothing no oftener than stated, though wrong samples hang together as stated', () => {
    const wrongOf32 = distribution(32, 0.06, 0.5);
    const orMore = (k: number) => wrongOf32.slice(k).reduce((sum, p) => sum + p, 0);
    expect(orMore(25)).toBeLessThanOrEqual(1e-6); // Present, of nothing; or, at a pickup, absent of a parcel.
    expect(orMore(22)).toBeLessThanOrEqual(1e-4); // Absent, of a parcel that came.
    expect(orMore(11)).toBeLessThan(0.01); // Asked for more.
  });
});

/** The probabilities of 0 to n wrong samples in a stationary chain of two states. */
function distribution(n: number, rate: number, rho: number): number[] {
  const [stays, falls] = [rate + rho * (1 - rate), rate * (1 - rho)];
  let [good, wrong] = [Array<number>(n + 1).fill(0), Array<number>(n + 1).fill(0)];
  [good[0], wrong[1]] = [1 - rate, rate];
  for (let i = 1; i < n; i += 1) {
    const [was, were] = [good, wrong];
    good = was.map((p, k) => p * (1 - falls) + (were[k] ?? 0) * (1 - stays));
    wrong = were.map((_, k) => (k === 0 ? 0 : (was[k - 1] ?? 0) * falls + (were[k - 1] ?? 0) * stays));
  }
  return good.map((p, k) => p + (wrong[k] ?? 0));
}
