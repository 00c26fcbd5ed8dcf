import { describe, expect, it } from 'vitest';
import {
  afterJam,
  afterPull,
  runLength,
  slowLimit,
  vainLimit,
  type LockWear,
  type Pull,
} from '../../../domain/faults/lock-wear.js';
import { siegmundRunLength } from '../../../domain/sensing/health/chart.js';
import { randomOf } from '../../../simulator/random.js';

/** People at a sound lock: about two seconds, spread by half as a logarithm; one in twenty dawdles into the next pulse. */
const usual = { latencyMs: 2_000, spread: 0.5, vainShare: 0.05 };
type People = typeof usual;

/** So many pulls, and at which of them the lock first counted as worn. */
function pulls(lock: LockWear | undefined, count: number, people: People, seed: string) {
  const random = randomOf(seed);
  let wornAt: number | undefined;
  for (let i = 1; i <= count; i++) {
    const isVain = random.chance(people.vainShare);
    const latencyMs = Math.exp(Math.log(people.latencyMs) + people.spread * random.normal());
    lock = afterPull(lock, { attempts: isVain ? 2 : 1, openLatencyMs: latencyMs + (isVain ? 20_000 : 0) });
    if (lock.isWorn) wornAt ??= i;
  }
  return { lock: lock!, wornAt };
}
const learnt = (seed: string): LockWear => pulls(undefined, 105, usual, seed).lock;
const afterEach = (lock: LockWear, count: number, pull: Pull): LockWear => {
  for (let i = 0; i < count; i++) lock = afterPull(lock, pull);
  return lock;
};

describe('the limits', () => {
  it('come from Siegmund’s formula, which gives the published run lengths', () => {
    // Montgomery, Introduction to Statistical Quality Control, section 9.1: k = 1/2, h = 5, one side.
    expect(siegmundRunLength({ k: 0.5, h: 5 })).toBeCloseTo(938.2, 1);
    expect(siegmundRunLength({ k: 0.5, h: 5 }, 1)).toBeCloseTo(10.34, 1);
  });

  it('keep the stated run length, also of a lock whose level was learnt a standard error too low', () => {
    expect(siegmundRunLength({ k: 0.5, h: slowLimit }, 0.1) / runLength).toBeCloseTo(1, 6);
    expect(slowLimit).toBeCloseTo(14.68, 1); // ln(1e6 · 2 · 0.4²) / 0.8 − 1.166
    expect(vainLimit).toBeCloseTo(13.816, 3); // ln(1e6), Lorden.
  });
});

describe('a lock', () => {
  it('that is sound is not accused in ten years of a door with a parcel a day', () => {
    for (let seed = 1; seed <= 20; seed++)
      expect(pulls(undefined, 7_300, usual, `sound-${seed}`).wornAt).toBeUndefined();
  });

  it('that takes longer than it did by one deviation is found within weeks', () => {
    const slower = { ...usual, latencyMs: usual.latencyMs * Math.exp(0.5) };
    for (let seed = 1; seed <= 20; seed++) {
      const { wornAt } = pulls(learnt(`slow-${seed}`), 200, slower, `then-${seed}`);
      expect(wornAt).toBeGreaterThan(5);
      expect(wornAt).toBeLessThan(120);
    }
  });

  it('that needs a second pulse every other time is found within a month', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { wornAt } = pulls(learnt(`vain-${seed}`), 200, { ...usual, vainShare: 0.5 }, `then-${seed}`);
      expect(wornAt).toBeLessThan(60);
    }
  });

  it('is compared with itself when new: one that people have always opened slowly is sound', () => {
    const slow = { ...usual, latencyMs: 9_000 };
    expect(pulls(undefined, 3_000, slow, 'always').wornAt).toBeUndefined();
  });

  it('is accused by no single pull, however long it took', () => {
    const lock = learnt('one');
    expect(afterEach({ ...lock, slow: 0 }, 1, { attempts: 1, openLatencyMs: 19_999 }).slow).toBeLessThanOrEqual(3.5);
    expect(afterEach({ ...lock, slow: 0 }, 4, { attempts: 1, openLatencyMs: 19_999 }).isWorn).toBeUndefined();
  });

  it('by its pulses alone is worn after ten second pulses in a row, each ln 4', () => {
    const lock = { ...learnt('ten'), vain: 0 };
    expect(afterEach(lock, 9, { attempts: 2 }).isWorn).toBeUndefined();
    expect(afterEach(lock, 9, { attempts: 2 }).vain).toBeCloseTo(9 * Math.log(4), 2);
    expect(afterEach(lock, 10, { attempts: 2 }).isWorn).toBe(true);
  });

  it('that did not open at all is charged for it when it does: once, however often it was told to', () => {
    const lock = { ...learnt('jam'), vain: 0 };
    const jammed = afterJam(afterJam(afterJam(lock)));
    expect(jammed).toMatchObject({ vain: 0 }); // It may be that nobody pulled, three times in a row.
    expect(afterPull(jammed, { attempts: 1 }).vain).toBeCloseTo(Math.log(4), 2);
    expect(afterEach(jammed, 2, { attempts: 1 }).vain).toBeCloseTo(Math.log(4) - Math.log(0.95 / 0.8), 2);
    expect(afterPull(afterJam(undefined), { attempts: 1 })).not.toHaveProperty('isJammed');
  });

  it('that failed ten times, and opened at the first pulse after each, is worn by that', () => {
    const failsThenOpens = (lock: LockWear) => afterPull(afterJam(lock), { attempts: 1 });
    let lock: LockWear = { ...learnt('ten-jams'), vain: 0 };
    for (let n = 1; n <= 9; n++) lock = failsThenOpens(lock);
    expect(lock.isWorn).toBeUndefined();
    expect(failsThenOpens(lock).isWorn).toBe(true);
  });

  it('stays worn until both of its charts have come back to nought', () => {
    const worn: LockWear = { ...learnt('worn'), slow: 0, vain: 3, isWorn: true };
    // One clean pull takes off ln(0.95 / 0.8), about 0.172: eighteen of them take off three.
    expect(afterEach(worn, 17, { attempts: 1 }).isWorn).toBe(true);
    expect(afterEach(worn, 18, { attempts: 1 }).isWorn).toBeUndefined();
    expect(afterEach({ ...worn, slow: 5 }, 18, { attempts: 1 }).isWorn).toBe(true);
  });

  it('of which nothing is measured is as it was', () => {
    const lock = learnt('nothing');
    expect(afterPull(lock, {})).toEqual(lock);
    expect(afterPull(lock, { openLatencyMs: 0 })).toEqual(lock);
  });

  it('whose pulse was in vain has no latency: the wait is not the lock’s', () => {
    expect(afterPull(undefined, { attempts: 2, openLatencyMs: 22_000 })).toMatchObject({ n: 0, mean: 0 });
    expect(afterPull(undefined, { attempts: 1, openLatencyMs: 2_000 })).toMatchObject({ n: 1, mean: 7.601 });
  });

  it('that opens in the same time each time is not accused of it', () => {
    expect(
      afterEach(afterPull(undefined, { attempts: 1, openLatencyMs: 900 }), 500, { attempts: 1, openLatencyMs: 900 }),
    ).toMatchObject({
      n: 100,
      slow: 0,
    });
  });

  it('is known by a few small numbers', () => {
    const { lock } = pulls(undefined, 5_000, usual, 'small');
    expect(JSON.stringify(lock).length).toBeLessThanOrEqual(70);
  });
});
