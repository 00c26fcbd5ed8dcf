import { describe, expect, it } from 'vitest';

import { addToSums } from '../../../domain/sensing/difference.js';
import type { CycleReading, RunningSums } from '../../../domain/sensing/difference.js';
import { defaultErrorRates, judgeDeposit, judgePickup } from '../../../domain/sensing/verdict.js';
import { channelOf } from './noise.js';

const rates = { costly: 1e-6, other: 1e-4 };

const grams = (d: number, n = 10) => channelOf('load-cell', d, n);
const closer = (mm: number, n = 20, sensor = 'tof') => channelOf('tof', -mm, n, sensor);
const sumOfCycles = (...cycles: CycleReading[]): RunningSums => cycles.reduce<RunningSums>(addToSums, {});

describe('a deposit', () => {
  it('is judged at 1e-6 for a false present and 1e-4 for a false absent', () => {
    expect(defaultErrorRates).toEqual({ costly: 1e-6, other: 1e-4 });
    const { upper, lower, method } = judgeDeposit({}, [grams(0)], rates);
    expect(upper).toBeCloseTo(13.81541, 5);
    expect(lower).toBeCloseTo(-9.21034, 5);
    expect(method).toBe('sequential-difference');
  });

  // Load cell: variance 0.056 g², ratio (9.98 d − 49.8002) / 0.056.
  it.each([
    [5000, 'present'],
    [9.98, 'present'],
    [5.07, 'present'],
    [5.06, 'undecided'],
    [4.94, 'undecided'],
    [4.93, 'absent'],
    [0, 'absent'],
    [-50, 'absent'],
  ])('of %f g on a load cell is %s', (d, verdict) => {
    expect(judgeDeposit({}, [grams(d)], rates).verdict).toBe(verdict);
  });

  // Time of flight: variance 6.25 · 13/7 · 0.1 = 1.16071 mm², ratio (15 s − 112.5) / 1.16071.
  it.each([
    [200, 'present'],
    [8.57, 'present'],
    [8.56, 'undecided'],
    [6.79, 'undecided'],
    [6.78, 'absent'],
    [0, 'absent'],
    [-40, 'absent'],
  ])('of %f mm under a distance sensor is %s', (mm, verdict) => {
    expect(judgeDeposit({}, [closer(mm)], rates).verdict).toBe(verdict);
  });

  it('gives the ratio, each share, samples, health and method as evidence', () => {
    const { llr, shares } = judgeDeposit({}, [grams(5.06), closer(7)], rates);
    expect(shares[0]).toMatchObject({ sensor: 'load-cell', kind: 'load-cell', n: 20, health: 1 });
    expect(shares[0]?.llr).toBeCloseTo(12.475, 3);
    expect(shares[1]).toMatchObject({ sensor: 'tof', kind: 'tof', n: 40, health: 1 });
    expect(shares[1]?.llr).toBeCloseTo(-2.302585, 5);
    expect(llr).toBeCloseTo(10.1724, 3);
  });

  it('counts what came before a re-open: put in first, nothing changed after', () => {
    expect(judgeDeposit(sumOfCycles([grams(300)]), [grams(0)], rates).verdict).toBe('present');
    expect(judgeDeposit(sumOfCycles([grams(0)]), [grams(300)], rates).verdict).toBe('present');
  });

  it('put in and taken out again is absent', () => {
    expect(judgeDeposit(sumOfCycles([grams(300)]), [grams(-300)], rates).verdict).toBe('absent');
  });

  it('is never absent to a sensor that missed an earlier cycle, and still present when a parcel comes now', () => {
    const missed = sumOfCycles([grams(300, 0)]);
    expect(judgeDeposit(missed, [grams(0)], rates)).toMatchObject({ verdict: 'undecided', llr: 0 });
    expect(judgeDeposit(missed, [grams(300)], rates).verdict).toBe('present');
    expect(judgeDeposit(sumOfCycles([closer(0)]), [grams(0)], rates).verdict).toBe('undecided');
  });

  it('with no channel that says anything is undecided at 0', () => {
    for (const reading of [[], [grams(500, 0)], [closer(0, 0), grams(0, 0)]]) {
      expect(judgeDeposit({}, reading, rates)).toMatchObject({ verdict: 'undecided', llr: 0 });
    }
  });

  it('of an envelope is present on the scales, although the distance does not change', () => {
    expect(judgeDeposit({}, [grams(10), closer(0)], rates).verdict).toBe('present');
    expect(judgeDeposit({}, [grams(0), closer(0)], rates).verdict).toBe('absent');
  });

  it('on which scales and distance contradict each other is undecided', () => {
    expect(judgeDeposit({}, [grams(0), closer(100)], rates).verdict).toBe('undecided');
  });

  it('a distance sensor alone may say absent, and so beside silent scales', () => {
    expect(judgeDeposit({}, [closer(0)], rates).verdict).toBe('absent');
    expect(judgeDeposit({}, [grams(0, 0), closer(0)], rates).verdict).toBe('absent');
    expect(judgeDeposit({}, [grams(0), closer(0)], rates, { 'load-cell': 0 }).verdict).toBe('absent');
  });
});

describe('a pickup', () => {
  const stored = sumOfCycles([grams(500)]);

  it('swaps the rates: a false absent is the costly error', () => {
    const { upper, lower } = judgePickup(stored, [grams(-500)], rates);
    expect(upper).toBeCloseTo(9.21034, 5);
    expect(lower).toBeCloseTo(-13.81541, 5);
  });

  // Two cycles: variance 0.112 g², ratio (9.98 r − 49.8002) / 0.112, thresholds 9.2103 and −13.8154.
  it.each([
    [0, 'absent'],
    [4.83, 'absent'],
    [4.84, 'undecided'],
    [5.09, 'undecided'],
    [5.1, 'present'],
    [20, 'present'],
    [-6, 'absent'],
  ])('with %f g left of 500 g is %s', (left, verdict) => {
    expect(judgePickup(stored, [grams(left - 500)], rates).verdict).toBe(verdict);
  });

  it('the envelope taken and the box left is present', () => {
    const both = sumOfCycles([grams(800), closer(120)]);
    expect(judgePickup(both, [grams(-20), closer(0)], rates).verdict).toBe('present');
    expect(judgePickup(sumOfCycles([closer(120)]), [closer(-15)], rates).verdict).toBe('present');
  });

  it('the box taken and the envelope left is present on the scales', () => {
    const both = sumOfCycles([grams(820), closer(120)]);
    expect(judgePickup(both, [grams(-800), closer(-120)], rates).verdict).toBe('present');
  });

  /** Stood at so many grams before and after: as the deposit left it, 900 g. */
  const at = (g: number) => [{ ...grams(0), before: { n: 10, mean: g }, after: { n: 10, mean: g } }];

  it('a look inside and nothing taken is present', () => {
    expect(judgePickup(stored, at(900), rates).verdict).toBe('present');
  });

  // 9.98 g is a smallest item, and five kelvins move the zero by 5 g: 14.98 g may be so by themselves.
  it.each([
    [914.9, 'present'],
    [885.1, 'present'],
    [915.1, 'undecided'],
    [884.9, 'undecided'],
    [400, 'undecided'],
  ] as const)('a cell that stood at 900 g, stands at %f g and saw nothing change: %s', (g, verdict) => {
    expect(judgePickup(stored, at(g), rates).verdict).toBe(verdict);
  });

  it.each([
    // A change by half of the smallest item, 4.99 g, is one of its own: 500 g came, and 494 are left.
    [4.9, 'undecided'],
    [5, 'present'],
    [6, 'present'],
  ] as const)('elsewhere, with %f g less after than before: %s', (g, verdict) => {
    const changed = [{ ...grams(0), before: { n: 10, mean: 960 }, after: { n: 10, mean: 960 - g } }];
    expect(judgePickup(stored, changed, rates).verdict).toBe(verdict);
  });

  it('of which no level was kept, of a stay from before there were any, is believed as it was', () => {
    const old: RunningSums = { 'load-cell': { d: 500, variance: 0.056 } };
    expect(judgePickup(old, at(400), rates).verdict).toBe('present');
  });

  it('where it stood before does not matter to one that sees the parcel go: what moved meanwhile cancels', () => {
    const taken = [{ ...grams(0), before: { n: 10, mean: 960 }, after: { n: 10, mean: 460 } }];
    expect(judgePickup(stored, taken, rates).verdict).toBe('absent');
    const half = [{ ...grams(0), before: { n: 10, mean: 960 }, after: { n: 10, mean: 760 } }];
    expect(judgePickup(stored, half, rates).verdict).toBe('present');
  });

  it('a look inside is not absent where no sensor ever saw the parcel', () => {
    const vouched = sumOfCycles([closer(0)]);
    const judgement = judgePickup(vouched, [closer(0)], rates);
    expect(judgement.verdict).toBe('undecided');
    expect(judgement.llr).toBeLessThan(judgement.lower);
  });

  it('is absent only if as much as a smallest item was surely taken', () => {
    // Own cycle alone, variance 0.056 g²: 5.06 g taken is not sure at 1e-6, 5.07 g is.
    const light = sumOfCycles([grams(5.065)]);
    expect(judgePickup(light, [grams(-5.06)], rates).verdict).toBe('undecided');
    expect(judgePickup(light, [grams(-5.07)], rates).verdict).toBe('absent');
  });

  it('in two goes is absent at the last', () => {
    const half = addToSums(stored, [grams(-200)]);
    expect(judgePickup(stored, [grams(-200)], rates).verdict).toBe('present');
    expect(judgePickup(half, [grams(-300)], rates).verdict).toBe('absent');
  });

  it('is never absent to a sensor that missed the deposit', () => {
    for (const sums of [{}, sumOfCycles([grams(500, 0)]), sumOfCycles([closer(60)])]) {
      expect(judgePickup(sums, [grams(-20)], rates)).toMatchObject({ verdict: 'undecided', llr: 0 });
    }
  });

  it('is undecided with no channel that says anything', () => {
    expect(judgePickup(stored, [grams(-500, 0)], rates)).toMatchObject({ verdict: 'undecided', llr: 0 });
    expect(judgePickup(stored, [], rates)).toMatchObject({ verdict: 'undecided', llr: 0 });
  });

  it('of an emptied door is absent under a distance sensor alone, and with both', () => {
    expect(judgePickup(sumOfCycles([closer(60)]), [closer(-60)], rates).verdict).toBe('absent');
    const both = sumOfCycles([grams(500), closer(60)]);
    expect(judgePickup(both, [grams(-500), closer(-60)], rates).verdict).toBe('absent');
  });
});

describe('sensor health', () => {
  it('health reaches both questions', () => {
    expect(judgeDeposit({}, [grams(500)], rates, { 'load-cell': 0.5 }).verdict).toBe('undecided');
    const stored = sumOfCycles([grams(500)]);
    expect(judgePickup(stored, [grams(-500)], rates, { 'load-cell': 0.5 }).verdict).toBe('undecided');
  });
});
