import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { llrOf, thresholdsOf, varianceOfDifference } from '../../../domain/sensing/likelihood.js';
import type { SensorKind } from '../../../domain/sensing/profiles/index.js';
import { fuse, judgementOf } from '../../../domain/sensing/verdict.js';
import type { HealthBySensor, Witness } from '../../../domain/sensing/verdict.js';

const thresholds = thresholdsOf({ alpha: 1e-6, beta: 1e-4 });

function witness(sensor: string, llr: number, more: Partial<Witness> = {}): Witness {
  return { sensor, kind: 'load-cell', llr, n: 20, sheets: 2, ...more };
}

describe('one channel worked by hand: delta 10 g, sigma 2 g, 5 samples a side', () => {
  // Variance 2² · (1/5 + 1/5) = 1.6 g², ratio (10 d − 50) / 1.6 = 6.25 (d − 5); thresholds 13.8154 and −9.2103.
  it.each([
    [10, 'present', 31.25],
    [7.22, 'present', 13.875],
    [7.21, 'undecided', 13.8125],
    [5, 'undecided', 0],
    [3.53, 'undecided', -9.1875],
    [3.52, 'absent', -9.25],
    [0, 'absent', -31.25],
  ])('a change of %f g is %s', (d, verdict, llr) => {
    const variance = varianceOfDifference({ sigma: 2, rho: 0 }, { nBefore: 5, nAfter: 5 });
    const seen = llrOf({ d, delta: 10, variance });
    expect(seen).toBeCloseTo(llr, 9);
    expect(judgementOf(fuse([witness('floor', seen)], thresholds, {}), thresholds).verdict).toBe(verdict);
  });
});

describe('channels together', () => {
  const judge = (witnesses: Witness[], health: HealthBySensor = {}) =>
    judgementOf(fuse(witnesses, thresholds, health), thresholds);

  it('decide on a threshold itself', () => {
    expect(judge([witness('a', thresholds.upper)]).verdict).toBe('present');
    expect(judge([witness('a', thresholds.lower)]).verdict).toBe('absent');
  });

  it('add up', () => {
    expect(judge([witness('a', 7), witness('b', 7)])).toMatchObject({ verdict: 'present', llr: 14 });
    expect(judge([witness('a', 7), witness('b', 6)]).verdict).toBe('undecided');
    expect(judge([witness('a', -5), witness('b', -5)]).verdict).toBe('absent');
  });

  it('are bounded at 1.5 times the costlier threshold, 20.723, on both sides', () => {
    expect(judge([witness('a', 1e6)]).shares[0]?.llr).toBeCloseTo(20.72312, 4);
    expect(judge([witness('a', -1e6)]).shares[0]?.llr).toBeCloseTo(-20.72312, 4);
  });

  it('one sound channel alone reaches both thresholds', () => {
    expect(judge([witness('a', 1e6)]).verdict).toBe('present');
    expect(judge([witness('a', -1e6)]).verdict).toBe('absent');
  });

  it('one of doubtful health never outvotes two sound ones', () => {
    for (const health of [0.1, 0.5, 0.79]) {
      const denied = [witness('doubtful', 1e6), witness('b', -9.22), witness('c', -9.22)];
      expect(judge(denied, { doubtful: health }).verdict).not.toBe('present');
      const claimed = [witness('doubtful', -1e6), witness('b', 13.82), witness('c', 13.82)];
      expect(judge(claimed, { doubtful: health }).verdict).not.toBe('absent');
    }
  });

  it('however many, at whatever rates a site may set: one of doubtful health never turns what two sound ones say', () => {
    const rate = fc.double({ min: Math.log(1e-9), max: Math.log(0.05), noNaN: true }).map(Math.exp);
    const sound = fc.record({
      times: fc.double({ min: 1, max: 9, noNaN: true }),
      kind: fc.constantFrom<[SensorKind, number]>(['tof', 150], ['ultrasonic', 300], ['curtain', 2], ['load-cell', 2]),
    });
    const crowd = fc.record({
      alpha: rate,
      beta: rate,
      sound: fc.array(sound, { minLength: 2, maxLength: 7 }),
      doubtful: fc.record({
        llr: fc.double({ min: 0, max: 1e9, noNaN: true }),
        health: fc.double({ min: 0, max: 0.799 }),
      }),
      doubtfulSheets: fc.constantFrom(2, 150, 300),
    });
    fc.assert(
      fc.property(crowd, ({ alpha, beta, sound, doubtful, doubtfulSheets }) => {
        const at = thresholdsOf({ alpha, beta });
        const verdict = (sign: 1 | -1) => {
          // Two are of one kind: beside a finer sound one a coarse one does not deny in full, and is no second vote.
          const [[kind, sheets]] = [sound[0]!.kind];
          const others = sound.map(({ times, kind: own }, i) => {
            const [ownKind, ownSheets] = i < 2 || own[1] < sheets ? [kind, sheets] : own;
            const llr = times * (sign > 0 ? at.upper : at.lower);
            return witness(`s${i}`, llr, { kind: ownKind, sheets: ownSheets });
          });
          const against = witness('doubtful', -sign * doubtful.llr, { sheets: doubtfulSheets });
          return judgementOf(fuse([...others, against], at, { doubtful: doubtful.health }), at).verdict;
        };
        expect(verdict(1)).not.toBe('absent');
        expect(verdict(-1)).not.toBe('present');
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });

  it('are scaled by health and silenced at none', () => {
    const seen = [witness('a', 16)];
    expect(judge(seen, { a: 0.5 })).toMatchObject({ verdict: 'undecided', llr: 8, shares: [{ health: 0.5 }] });
    expect(judge(seen, { a: 0 })).toMatchObject({ verdict: 'undecided', llr: 0 });
    expect(judge(seen, { a: NaN })).toMatchObject({ verdict: 'undecided', llr: 0 });
    expect(judge(seen, { a: 7 })).toMatchObject({ verdict: 'present', llr: 16 });
  });

  it('a coarse channel beside a fine one denies at most ln 0.1, and claims in full', () => {
    const coarse = (llr: number) => witness('coarse', llr, { kind: 'tof', sheets: 150 });
    expect(judge([witness('fine', 1), coarse(-1e6)]).llr).toBeCloseTo(1 - 2.302585, 5);
    expect(judge([witness('fine', 1), coarse(15)]).llr).toBeCloseTo(16, 9);
    expect(judge([witness('fine', 1, { n: 0 }), coarse(-15)]).llr).toBeCloseTo(-15, 9);
  });

  it('only the finest that speaks denies in full, whichever it is', () => {
    const [us, tof, cell] = [
      witness('us', -30, { kind: 'ultrasonic', sheets: 300 }),
      witness('tof', -30, { kind: 'tof', sheets: 150 }),
      witness('cell', -30),
    ];
    const shares = (witnesses: Witness[], health = {}) =>
      fuse(witnesses, thresholds, health).map(({ llr }) => Number(llr.toFixed(3)));
    expect(shares([us])).toEqual([-20.723]);
    expect(shares([us, tof])).toEqual([-2.303, -20.723]);
    expect(shares([us, tof, cell])).toEqual([-2.303, -2.303, -20.723]);
    expect(shares([us, tof, cell], { cell: 0 })).toEqual([-2.303, -20.723, 0]);
    // One that is in doubt weakens no other; from 0.8 on a sensor is sound.
    expect(shares([us, tof, cell], { cell: 0.79 })).toEqual([-2.303, -20.723, -16.371]);
    expect(shares([us, tof, cell], { cell: 0.8 })).toEqual([-2.303, -2.303, -16.578]);
  });

  it('a channel that says nothing has a share of 0', () => {
    expect(judge([witness('mute', 50, { n: 0 })])).toMatchObject({ verdict: 'undecided', llr: 0 });
  });
});
