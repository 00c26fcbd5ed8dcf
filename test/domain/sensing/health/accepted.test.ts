import { describe, expect, it } from 'vitest';
import { smallestTold, tellsSmallest, withNoiseAccepted } from '../../../../domain/sensing/health/accepted.js';
import { conditionOf } from '../../../../domain/sensing/health/condition.js';
import { limitsFor, observe, type SensorState } from '../../../../domain/sensing/health/index.js';
import { newState } from '../../../../domain/sensing/health/state.js';
import { profileOf, type LevelProfile } from '../../../../domain/sensing/profiles/index.js';
import { addToSums, readCycle } from '../../../../domain/sensing/difference.js';
import { judgeDeposit, judgePickup } from '../../../../domain/sensing/verdict.js';
import { autoregressiveFrom, loadCellWindow, ripple, tofWindow, uniformFrom } from '../noise.js';
import { commissioned, Watched } from './watched.js';

const rates = { costly: 1e-6, other: 1e-4 };
const [noisy, spiky, drift] = [4, 8, 16];
const level = (kind: string) => profileOf(kind) as LevelProfile;
/** A sensor whose variance is so many times what its kind is stated to have. */
const at = (varianceNow: number, change: Partial<SensorState> = {}): SensorState => ({
  ...newState(0),
  varianceNow,
  faults: noisy,
  ...change,
});

describe('the smallest change that a noisy sensor tells over a stay', () => {
  // By hand, from sigma · f · sqrt(2 · 1.5 · ln(0.9999 / 1e-6) / (n / 4 · (1 − rho) / (1 + rho))), of which ln(…) is 13.8154: tof
  // 2.5 mm · sqrt(41.4463 / 2.6923) = 9.809 mm · f; load cell 0.2 g · sqrt(41.4463 / 0.35714) = 2.1545 g · f; ultrasonic
  // 3 · 1.2533 mm · sqrt(41.4463 / 3.3333) = 13.258 mm · f. Factors go up in steps of 1.25.
  it.each([
    ['tof', 1, 15],
    ['tof', 1.5, 15], // 1.25: 12.26 mm.
    ['tof', 2.4, 15.326], // 1.5625.
    ['load-cell', 14, 9.98], // 3.8147: 8.22 g.
    ['load-cell', 15, 10.273], // 4.7684.
    ['ultrasonic', 3.8, 30], // 1.9531: 25.9 mm.
    ['ultrasonic', 4, 32.367], // 2.4414.
  ] as const)('of %s at %f times its variance is %f', (kind, variance, told) => {
    expect(smallestTold(at(variance), level(kind), rates)).toBeCloseTo(told, 2);
  });
});

it('where a quarter of its samples are spikes that were accepted, three quarters are left to tell it by', () => {
  // 2.1545 g · 3.8147 over the root of 0.75: 9.490 g; with a third, 10.066 g.
  expect(smallestTold(at(14, { spikesAccepted: 0.25 }), level('load-cell'), rates)).toBe(9.98);
  expect(smallestTold(at(14, { spikesAccepted: 1 / 3 }), level('load-cell'), rates)).toBeCloseTo(10.066, 2);
});

describe('spikes that are accepted', () => {
  const wild = (spikesNow: number, faults = spiky) => at(1, { spikesNow, spikes: 12, faults });

  // Of twenty samples the filter drops a fiftieth of plain noise.
  it('are as many as there are now, up to a quarter of the samples, and their chart begins anew', () => {
    expect(withNoiseAccepted(wild(0.27), level('tof'))).toMatchObject({ spikesAccepted: 0.27, spikes: 0 });
    expect(withNoiseAccepted(wild(0.2701), level('tof'))).toBeUndefined();
    expect(withNoiseAccepted(wild(0.1, spiky | drift), level('tof'))).toBeUndefined();
    expect(withNoiseAccepted(wild(0.1, spiky | noisy), level('tof'))).toBeUndefined();
    expect(withNoiseAccepted(wild(0.1, noisy), level('tof'))?.spikesAccepted).toBeUndefined();
  });

  const hours = (sensor: Watched, n: number, share: number, seed: number) => {
    const uniform = uniformFrom(seed);
    return sensor.hours(n, 400, { each: (value) => (uniform() < share ? 30 + 1_200 * uniform() : value) });
  };

  it('are no fault from the next look on; more are found, and fewer are remembered no longer', () => {
    const sensor = hours(commissioned('tof', 400), 100, 0.15, 1);
    expect(sensor.faults).toEqual(['spiky']);
    sensor.state = withNoiseAccepted(sensor.state!, sensor.profile)!;
    expect(hours(sensor, 1, 0.15, 2).faults).toEqual([]);
    expect(hours(sensor, 2_000, 0.15, 3).faults).toEqual([]);
    const steady = sensor.state;
    expect(hours(sensor, 72, 0.3, 4).faults).toContain('spiky');
    sensor.state = steady;
    expect(hours(sensor, 100, 0, 5).state!.spikesAccepted).toBeUndefined();
  });
});

describe('noise that is accepted', () => {
  it('is that of now, and its chart begins anew', () => {
    expect(withNoiseAccepted(at(9, { noise: 12 }), level('load-cell'))).toMatchObject({ accepted: 9, noise: 0 });
  });

  it.each([
    ['another fault stands beside it', at(9, { faults: noisy | drift }), 'load-cell'],
    ['it is not found to be noisy', at(9, { faults: 0 }), 'load-cell'],
    ['it scatters so that its windows say nothing: five sigmas', at(25.1), 'tof'],
    ['a beam is wrong in more than a tenth of its samples', at(10.1), 'curtain'],
    // Of 0.06 of samples, independent ones are wrong in pairs in 0.0036; at a correlation of 0.3 in 0.06 · (0.06 + 0.3 · 0.94), 0.02052.
    ['its wrong samples come together, by more than 0.3', at(6, { wrongPairs: 0.0206 }), 'curtain'],
  ] as const)('is none where %s', (_, state, kind) => {
    expect(withNoiseAccepted(state, profileOf(kind)!)).toBeUndefined();
  });

  it.each([0, 0.0036, 0.0204])('of a beam it is how often it is wrong, with a share of %f of pairs', (wrongPairs) => {
    expect(withNoiseAccepted(at(6, { wrongPairs, noise: 12 }), profileOf('curtain')!)).toMatchObject({
      accepted: 6,
      noise: 0,
    });
  });

  // 10.667 · (1 − 2f) · ln((1 − f) / f) of f = 0.01 · times / 0.7, against 1.5 · 13.8155 = 20.723: 20.92 at 6, 20.69 at 6.1.
  it.each([
    [1, true],
    [6, true],
    [6.1, false],
  ])('at %f times the stated flicker a window of a beam tells: %s', (accepted, tells) => {
    expect(tellsSmallest(at(1, { accepted, faults: 0 }), profileOf('curtain')!, rates)).toBe(tells);
  });

  it('counts in verdicts for as long as it is accepted, though a look or two may be quieter', () => {
    const quiet = at(5, { accepted: 9, faults: 0 });
    expect(conditionOf(quiet, level('load-cell'))).toEqual({ health: 1, sigmaFactor: 1.25 ** 6 }); // The root of 9 / 0.7, 3.59: 3.81.
  });

  /** Hourly looks at a window whose noise is so many sigmas; what is found. */
  function watch(before: SensorState, sigmas: number, looks: number) {
    const profile = level('tof');
    const limits = limitsFor(1, { sensors: 40, scanIntervalMs: 3_600_000 });
    const found: string[] = [];
    let state = before;
    for (let i = 1; i <= looks; i++) {
      const window = tofWindow(ripple(500, 20, sigmas * 2.5), {});
      const look = { atMs: i * 3_600_000, window, moment: 'scan', door: 'closed' } as const;
      const given = { ...look, isCertainlyEmpty: false, scanIntervalMs: 3_600_000 };
      const seen = observe(state, given, { profile, limits });
      state = seen.state;
      found.push(...seen.findings.map(({ fault, status }) => `${fault} ${status}`));
    }
    return { state, found: [...new Set(found)] };
  }

  it('is no fault from the next look on, and a rise beyond it is found as the first was', () => {
    const raised = watch(at(1, { faults: 0 }), 2.5, 48);
    expect(raised.found).toContain('noisy standing');
    const accepted = withNoiseAccepted(raised.state, level('tof'))!;
    expect(watch(accepted, 2.5, 1).found).toEqual(['noisy over']);
    const steady = watch(accepted, 2.5, 200);
    expect(steady.found).toEqual(['noisy over']);
    expect(watch(steady.state, 6, 48).found).toContain('noisy standing');
  });

  it('of a beam is no fault either, a rise beyond it is found, and it is forgotten where the beam is as it was', () => {
    const beam = (seed: number, rate: number) => {
      const uniform = uniformFrom(seed);
      return { each: (blocked: number) => (uniform() < rate ? 1 - blocked : blocked) };
    };
    const sensor = new Watched('curtain').hours(100, 0, beam(1, 0.05));
    expect(sensor.faults).toEqual(['noisy']);
    sensor.state = withNoiseAccepted(sensor.state!, sensor.profile)!;
    expect(sensor.hours(1, 0, beam(2, 0.05)).faults).toEqual([]);
    expect(sensor.hours(2_000, 0, beam(3, 0.05)).faults).toEqual([]);
    const worse = sensor.state;
    expect(sensor.hours(48, 0, beam(4, 0.2)).faults).toEqual(['noisy']);
    sensor.state = worse!;
    expect(sensor.hours(100, 0, beam(5, 0.01)).state?.accepted).toBeUndefined();
  });

  it('of a beam is a fault again within days where as many samples are wrong in bursts', () => {
    /** A chain of two states: wrong in a twentieth of all samples, and together with the next by this correlation. */
    const beam = (seed: number, rho: number) => {
      const uniform = uniformFrom(seed);
      let isWrong = false;
      const isNext = () => uniform() < (isWrong ? 0.05 + rho * 0.95 : 0.05 * (1 - rho));
      return { each: (blocked: number) => ((isWrong = isNext()) ? 1 - blocked : blocked) };
    };
    const sensor = new Watched('curtain').hours(100, 0, beam(1, 0));
    sensor.state = withNoiseAccepted(sensor.state!, sensor.profile)!;
    const before = sensor.hours(300, 0, beam(2, 0.2)).state!;
    expect(sensor.faults).toEqual([]);
    const foundAfter = [3, 4, 5, 6, 7].map((seed) => {
      sensor.state = before;
      const bursts = beam(seed, 0.7);
      return sensor.until('noisy', 1_000, () => sensor.hours(1, 0, bursts));
    });
    // The chart gains 0.43 a look at this rate, and alarms at 12.5: 29 looks, and as many until the bursts are known for what they are.
    expect(foundAfter.filter((looks) => looks > 96)).toEqual([]);
    expect(withNoiseAccepted(sensor.state, sensor.profile)).toBeUndefined();
  });

  it('is forgotten where the sensor is quiet again', () => {
    const accepted = at(9, { accepted: 9, faults: 0 });
    expect(watch(accepted, 3, 100).state.accepted).toBe(9);
    expect(watch(accepted, 1, 100).state.accepted).toBeUndefined();
  });
});

/**
 * Scales of 5.5 times the stated noise, about the most that is accepted, with rho as stated: about a line through ten samples that is seen as
 * a third of the variance, 10.2, and counts as that over 0.7. 2,000 stays of a smallest item, from one seed.
 */
it('whose noise was accepted, and is the most that is, no verdict is wrong, and the first look mostly tells', () => {
  const [noise, sensors] = [autoregressiveFrom(7, 0.75), { scales: { health: 1, sigmaFactor: 1.25 ** 6 } }];
  const window = (grams: number) =>
    loadCellWindow(
      Array.from({ length: 10 }, () => grams + 1.1 * noise()),
      { sensor: 'scales' },
    );
  const told: Record<string, number> = {};
  const count = (question: string, { verdict }: { verdict: string }) =>
    void (told[`${question}: ${verdict}`] = (told[`${question}: ${verdict}`] ?? 0) + 1);
  for (let i = 0; i < 2_000; i++) {
    const [nothing, came] = [0, 9.98].map((grams) => readCycle([window(0)], [window(grams)], sensors));
    const [gone, left] = [0, 9.98].map((grams) => readCycle([window(9.98)], [window(grams)], sensors));
    const sums = addToSums({}, came!);
    count('nothing came', judgeDeposit({}, nothing!, rates));
    count('it came', judgeDeposit({}, came!, rates));
    count('it went', judgePickup(sums, gone!, rates));
    count('it was left', judgePickup(sums, left!, rates));
  }
  const wrong = ['nothing came: present', 'it came: absent', 'it went: present', 'it was left: absent'];
  expect(wrong.filter((one) => one in told)).toEqual([]);
  for (const right of ['nothing came: absent', 'it came: present', 'it went: absent', 'it was left: present'])
    expect([right, (told[right] ?? 0) > 1_000]).toEqual([right, true]);
});

/** A quarter of the samples are anywhere in the sensor's range, or that of scales up to 2 kg too light: the most that is accepted. 4,000 stays, from one seed. */
it.each([
  ['tof', 400, 15, 0.95],
  ['ultrasonic', 400, 30, 0.95],
  ['load-cell', 12, 9.98, 0.7], // Of ten samples oftener less than half are left.
] as const)(
  'whose spikes were accepted, %s calls nothing wrongly, and the first look mostly tells',
  (kind, floor, item, mostly) => {
    const [sensor, uniform, profile] = [new Watched(kind), uniformFrom(8), level(kind)];
    const [low, high] = profile.unit === 'mm' ? profile.range : [floor - 2_000, floor - 100];
    const each = (value: number) => (uniform() < 0.25 ? low + (high - low) * uniform() : value);
    const side = (has: number) => [sensor.window(floor + profile.direction * has, { each })];
    const told: Record<string, number> = {};
    const count = (question: string, { verdict }: { verdict: string }) =>
      void (told[`${question}: ${verdict}`] = (told[`${question}: ${verdict}`] ?? 0) + 1);
    for (let i = 0; i < 4_000; i++) {
      const came = readCycle(side(0), side(item));
      const sums = addToSums({}, came);
      count('nothing came', judgeDeposit({}, readCycle(side(0), side(0)), rates));
      count('it came', judgeDeposit({}, came, rates));
      count('it went', judgePickup(sums, readCycle(side(item), side(0)), rates));
      count('it was left', judgePickup(sums, readCycle(side(item), side(item)), rates));
    }
    const wrong = ['nothing came: present', 'it came: absent', 'it went: present', 'it was left: absent'];
    expect(wrong.filter((one) => one in told)).toEqual([]);
    for (const right of ['nothing came: absent', 'it came: present'])
      expect([right, (told[right] ?? 0) > 4_000 * mostly]).toEqual([right, true]);
  },
);
