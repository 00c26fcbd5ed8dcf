import { describe, expect, it } from 'vitest';

import { clean, merge, summarise } from '../../../domain/sensing/clean.js';
import { loadCell } from '../../../domain/sensing/profiles/load-cell.js';
import { tof } from '../../../domain/sensing/profiles/tof.js';
import type { Profile } from '../../../domain/sensing/profiles/index.js';
import { loadCellWindow, ripple, tofWindow } from './noise.js';

const silent = { n: 0, mean: 0 };
const live = ripple(400, 20, 2);

describe('a window that can be believed', () => {
  it('is its mean and its count', () => {
    expect(summarise(tofWindow([398, 402, 400, 399, 401]), tof)).toEqual({ n: 5, mean: 400 });
  });

  it('loses a spike to the Hampel filter', () => {
    const spiky = [...ripple(100, 10, 0.2), -900];
    const { n, mean } = summarise(loadCellWindow(spiky), loadCell);
    expect(n).toBe(10);
    expect(mean).toBeCloseTo(100, 9);
  });

  it('keeps what lies within 3 × 1.4826 × MAD, and drops what lies beyond', () => {
    // Median 400 and MAD 2 (of 0 1 1 2 2 2 3 3 and the ninth): the limit is 8.8956.
    const samples = [400, 399, 401, 398, 402, 398, 397, 403];
    expect(summarise(tofWindow([...samples, 408.8]), tof).n).toBe(9);
    expect(summarise(tofWindow([...samples, 409]), tof).n).toBe(8);
    // Of eight, median 100 and MAD between the fourth and the fifth of 1 1 1 1 2 2 2 and the eighth, 1.5: 6.6717.
    const even = [98, 98, 99, 99, 101, 101, 102].map((mm) => mm + 300);
    expect(summarise(tofWindow([...even, 406.6]), tof).n).toBe(8);
    expect(summarise(tofWindow([...even, 406.7]), tof).n).toBe(7);
  });

  it('keeps honest single steps where rounding makes the MAD nothing', () => {
    const rounded = [400, 400, 400, 400, 400, 400, 400, 401, 399, 400];
    expect(summarise(tofWindow(rounded), tof)).toEqual({ n: 10, mean: 400 });
  });

  it('loses the samples of bad status, out of range and error value, and keeps the rest', () => {
    const samples = [...ripple(400, 10, 2), 8190, 29, 1301, NaN, 700];
    const status = samples.map((value) => (value === 700 ? 4 : 0));
    expect(summarise(tofWindow(samples, { status }), tof)).toEqual({ n: 10, mean: 400 });
  });

  it('loses an error value that lies within the range', () => {
    const profile: Profile = { ...tof, errorValues: [401] };
    expect(summarise(tofWindow([398, 401, 401, 402, 400, 399, 401, 401, 401, 400]), profile)).toEqual({
      n: 5,
      mean: 399.8,
    });
  });

  it.each([30, 1300])('takes %i mm, on the edge of the range', (edge) => {
    const inward = edge === 30 ? 1 : -1;
    expect(summarise(tofWindow([0, 0, 1, 2, 3].map((step) => edge + inward * step)), tof).n).toBe(5);
  });

  it('of constant distance lives by its signal rate, if that moves', () => {
    expect(summarise(tofWindow(Array<number>(20).fill(400), { signalKcps: ripple(900, 20, 8) }), tof).n).toBe(20);
  });

  it('is its median where the profile says so', () => {
    const byMedian: Profile = { ...tof, location: 'median' };
    expect(summarise(tofWindow([400, 401, 402, 402, 404]), byMedian).mean).toBe(402);
    expect(summarise(tofWindow([400, 401, 402, 403, 404, 404]), byMedian).mean).toBe(402.5);
  });
});

describe('a window that says nothing', () => {
  it.each([
    ['no samples', tofWindow([])],
    ['four samples', tofWindow([398, 402, 400, 399])],
    ['frozen: every value equal', tofWindow(Array<number>(20).fill(400))],
    [
      'frozen: every value and every auxiliary equal',
      tofWindow(Array<number>(20).fill(400), {
        signalKcps: Array<number>(20).fill(900),
        ambientKcps: Array<number>(20).fill(3),
      }),
    ],
    [
      'frozen, with one signal rate for all',
      tofWindow(Array<number>(20).fill(400), { signalKcps: 900, ambientKcps: 3 }),
    ],
    [
      'frozen between error values',
      tofWindow([400, 8190, 400, 400, 8191, 400, 400, 400], { signalKcps: [9, 1, 9, 9, 2, 9, 9, 9] }),
    ],
    ['saturated', tofWindow(ripple(8190, 20, 0.4).map(Math.round))],
    ['below the range, as a dirty glass reads', tofWindow(ripple(15, 20, 2))],
    ['bad status for all', tofWindow(live, { status: 4 })],
    ['bad status for most', tofWindow(live, { status: live.map((_, index) => (index < 11 ? 7 : 0)) })],
    ['a status list too short for most', tofWindow(live, { status: [0, 0, 0, 0, 0, 0] })],
    ['most not finite', tofWindow(live.map((value, index) => (index < 11 ? NaN : value)))],
    ['infinite', tofWindow(Array<number>(20).fill(Infinity))],
    ['another unit', tofWindow(live, { unit: 'g' })],
    ['ten thousand samples', tofWindow(ripple(400, 10_000, 2))],
    ['strings', tofWindow(live.map(String) as unknown as number[])],
    ['samples that are no list', tofWindow('400' as unknown as number[])],
  ])('%s', (_, window) => {
    expect(summarise(window, tof)).toEqual(silent);
  });

  it('64 samples are taken, 65 are not', () => {
    expect(summarise(tofWindow(ripple(400, 64, 2)), tof).n).toBe(64);
    expect(summarise(tofWindow(ripple(400, 65, 2)), tof)).toEqual(silent);
  });

  it('half of the samples left is enough, fewer are not', () => {
    const bad = (count: number) => live.map((_, index) => (index < count ? 4 : 0));
    expect(summarise(tofWindow(live, { status: bad(10) }), tof).n).toBe(10);
    expect(summarise(tofWindow(live, { status: bad(11) }), tof)).toEqual(silent);
  });
});

describe('several windows of one side', () => {
  it('weigh by their samples', () => {
    expect(
      merge([
        { n: 10, mean: 100 },
        { n: 30, mean: 104 },
      ]),
    ).toEqual({ n: 40, mean: 103 });
  });

  it('are not spoilt by a silent one', () => {
    expect(merge([silent, { n: 10, mean: 100 }, silent])).toEqual({ n: 10, mean: 100 });
    expect(merge([silent, silent])).toEqual(silent);
    expect(merge([])).toEqual(silent);
  });
});

describe('a window that scatters more than stated', () => {
  // Ripples of 20 have the variance step² / 2: of 2.5 mm stated, twice of it is 12.5 mm², a step of 5 mm.
  it.each([
    [4.9, 20],
    [5.1, 9.61],
    [7.5, 4.44],
    [15, 1.11],
  ])('by steps of %f mm has 20 samples worth %f: what exceeds twice the variance is taken at its word', (step, n) => {
    expect(summarise(tofWindow(ripple(400, 20, step)), tof).n).toBeCloseTo(n, 2);
  });

  it('of a sensor known to be noisier counts by the larger of the two', () => {
    const window = tofWindow(ripple(400, 20, 7.5));
    expect([1, 2, 4].map((factor) => summarise(window, tof, factor).n)).toEqual([4.44, 4.44, 1.25]);
    expect(summarise(tofWindow(live), tof, 2).n).toBe(5);
  });
});

describe('a window taken apart', () => {
  it('tells what was sent, answered, near, far and left', () => {
    const samples = [...ripple(400, 10, 2), 8190, NaN, 12, 13, 1400, 700];
    const status = samples.map((value) => (value === 700 ? 4 : 0));
    expect(clean(tofWindow(samples, { status }), tof)).toMatchObject({
      sent: 16,
      answered: 13,
      below: 2,
      above: 1,
      believable: ripple(400, 10, 2),
      sorted: [398, 398, 399, 399, 400, 400, 401, 401, 402, 402],
      left: ripple(400, 10, 2),
      variance: 2,
      isFrozen: false,
    });
  });

  it('of nothing that can be believed is not frozen: it says nothing at all', () => {
    expect(clean(tofWindow(Array<number>(20).fill(8190)), tof)).toMatchObject({ answered: 0, isFrozen: false });
  });

  it.each([
    ['another unit', { unit: 'g' }],
    ['more samples than a window may have', { samples: Array<number>(65).fill(400) }],
    ['a minute and more', { intervalMs: 3_200 }],
  ])('is none with %s', (_, change) => {
    expect(clean({ ...tofWindow(live), ...change }, tof)).toBeUndefined();
  });
});
