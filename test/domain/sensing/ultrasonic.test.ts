import { describe, expect, it } from 'vitest';

import { summarise } from '../../../domain/sensing/clean.js';
import { addToSums, differenceOf, readCycle } from '../../../domain/sensing/difference.js';
import { llrOf, locationNoise, smallestDelta, thresholdsOf } from '../../../domain/sensing/likelihood.js';
import { ultrasonic } from '../../../domain/sensing/profiles/ultrasonic.js';
import { judgeDeposit, judgePickup } from '../../../domain/sensing/verdict.js';
import { autoregressiveFrom, ripple, ultrasonicWindow, uniformFrom } from './noise.js';

const rates = { costly: 1e-6, other: 1e-4 };

/** Windows of 40 in noise of 3 mm and rho 0.5; a share is echoes of something else, from 20 to 600 mm. */
function hardware(seed: number, wrong: number, step = 1) {
  const [noise, uniform] = [autoregressiveFrom(seed, ultrasonic.rho), uniformFrom(seed + 1)];
  const sample = (mm: number) => (uniform() < wrong ? 20 + 580 * uniform() : mm + ultrasonic.sigma * noise());
  return (mm: number) => ultrasonicWindow(Array.from({ length: 40 }, () => Math.round(sample(mm) / step) * step));
}

describe('a window of an ultrasonic sensor', () => {
  it('is its median, and loses its wrong echoes', () => {
    const samples = [...ripple(380, 35, 3), 95, 110, 240, 760, 755];
    expect(summarise(ultrasonicWindow(samples), ultrasonic)).toEqual({ n: 35, mean: 380 });
  });

  it.each([
    ['no echo at all', Array<number>(40).fill(0)],
    ['echoes from beyond any door', ripple(6_500, 40, 10)],
    ['a soft lid that swallows more than half', [...Array<number>(21).fill(0), ...ripple(300, 19, 3)]],
    ['fourteen samples', ripple(380, 14, 3)],
    ['something that moves beneath it', ripple(380, 40, 60)],
    ['frozen', Array<number>(40).fill(380)],
  ])('%s says nothing', (_, samples) => {
    expect(summarise(ultrasonicWindow(samples), ultrasonic)).toEqual({ n: 0, mean: 0 });
  });
});

describe('the median', () => {
  it('of white noise varies as 1.2533 times the sigma of a mean says, within 3 %', () => {
    const [noise, runs] = [autoregressiveFrom(61, 0), 15_000];
    let squares = 0;
    for (let i = 0; i < runs; i += 1) {
      const samples = Array.from({ length: 40 }, () => 380 + 3 * noise());
      squares += (summarise(ultrasonicWindow(samples), ultrasonic).mean - 380) ** 2;
    }
    expect(Math.sqrt(squares / runs) / (3 / Math.sqrt(40)) / 1.2533).toBeGreaterThan(0.97);
    expect(Math.sqrt(squares / runs) / (3 / Math.sqrt(40)) / 1.2533).toBeLessThan(1.03);
  });

  it('worked by hand: 9 mm² · 1.5708 · 3 · (1/40 + 1/40) = 2.1205 mm²', () => {
    const reading = readCycle([ultrasonicWindow(ripple(400, 40, 3))], [ultrasonicWindow(ripple(370, 40, 3))]);
    expect(differenceOf(reading[0]!)).toEqual({ d: -30, variance: expect.closeTo(2.1205, 3) as number });
  });
});

describe('realised error rates with wrong echoes, at the change that noise alone would allow', () => {
  // 1e-3 and 1e-3; delta by hand: 3.7599 · √(2 · 1.5 · 6.9058 · 3 / 40) = 4.687 mm.
  const { upper, lower } = thresholdsOf({ alpha: 1e-3, beta: 1e-3 });
  const delta = -smallestDelta(locationNoise(ultrasonic), 40, 1.5 * upper);
  const share = (
    seed: number,
    { wrong, shift }: { wrong: number; shift: number },
    isError: (llr: number) => boolean,
  ) => {
    const [look, runs] = [hardware(seed, wrong, 0.01), 6_000];
    let errors = 0;
    for (let i = 0; i < runs; i += 1) {
      const [channel] = readCycle([look(380)], [look(380 + shift)]);
      const difference = channel && differenceOf(channel);
      if (difference && isError(llrOf({ ...difference, delta }))) errors += 1;
    }
    return errors / runs;
  };

  it.each([0, 0.05, 0.1])('a share of %f wrong: 1e-3 is kept within a factor of 2', (wrong) => {
    expect(delta).toBeCloseTo(-4.687, 2);
    expect(share(71, { wrong, shift: 0 }, (llr) => llr >= upper)).toBeLessThanOrEqual(2e-3);
    expect(share(72, { wrong, shift: delta }, (llr) => llr <= lower)).toBeLessThanOrEqual(2e-3);
  });
});

describe('5,000 doors under an ultrasonic sensor with 10 % wrong echoes', () => {
  const runs = 5_000;
  const look = hardware(81, 0.1);
  const tally = (verdictOf: () => string) => {
    const seen: Record<string, number> = {};
    for (let i = 0; i < runs; i += 1) {
      const verdict = verdictOf();
      seen[verdict] = (seen[verdict] ?? 0) + 1;
    }
    return seen;
  };
  const deposit = (mm: number) => judgeDeposit({}, readCycle([look(380)], [look(380 - mm)]), rates).verdict;
  const pickup = (leftMm: number) => {
    const sums = addToSums({}, readCycle([look(380)], [look(300)]));
    return judgePickup(sums, readCycle([look(300)], [look(380 - leftMm)]), rates).verdict;
  };

  it('closed on nothing are absent', () => expect(tally(() => deposit(0))).toEqual({ absent: runs }));
  it('with its smallest item, 30 mm, are present', () => expect(tally(() => deposit(30))).toEqual({ present: runs }));
  it('emptied are absent', () => expect(tally(() => pickup(0))).toEqual({ absent: runs }));
  it('with 30 mm left in them are present', () => expect(tally(() => pickup(30))).toEqual({ present: runs }));
});
