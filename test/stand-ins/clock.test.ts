import { describe, expect, test } from 'vitest';
import { Clock } from '../../local/stand-ins/clock.js';
import { atEnd } from './harness.js';

const HOUR = 3_600_000;

function clockAt(options: ConstructorParameters<typeof Clock>[0] = {}): Clock {
  const clock = new Clock(options);
  atEnd(() => clock.close());
  return clock;
}

/** Resolves when the timer fires. */
const fired = (clock: Clock, atMs: number) =>
  new Promise<number>((resolve) => clock.setTimer(atMs, () => resolve(clock.nowMs())));

const realPause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('advancing', () => {
  test('everything due on the way fires in order, each at its own instant', async () => {
    const clock = clockAt();
    const from = clock.nowMs();
    const seen: [string, number][] = [];
    const note = (name: string) => () => void seen.push([name, Math.floor((clock.nowMs() - from) / HOUR)]);
    clock.setTimer(from + 3 * HOUR, note('third'));
    clock.setTimer(from + HOUR, note('first'));
    clock.setTimer(from + 2 * HOUR, note('second'));
    clock.setTimer(from + 5 * HOUR, note('not yet'));
    await clock.advance(4 * HOUR);
    expect(seen).toEqual([
      ['first', 1],
      ['second', 2],
      ['third', 3],
    ]);
    expect(clock.nowMs() - from).toBeGreaterThanOrEqual(4 * HOUR);
    expect(clock.nowMs() - from).toBeLessThan(5 * HOUR);
  });

  test('what a timer starts comes to rest before the clock goes on', async () => {
    const clock = clockAt();
    const from = clock.nowMs();
    const seen: string[] = [];
    clock.setTimer(from + HOUR, async () => {
      await realPause(30);
      seen.push('work of the first');
      clock.setTimer(from + 1.5 * HOUR, () => void seen.push('set by the first'));
    });
    clock.setTimer(from + 2 * HOUR, () => void seen.push('second'));
    await clock.advance(3 * HOUR);
    expect(seen).toEqual(['work of the first', 'set by the first', 'second']);
  });

  test('it waits for open work, and says what is open when it has waited too long', async () => {
    const clock = clockAt();
    const release = clock.busy('door cycle');
    await expect(clock.advance(HOUR, 20)).rejects.toThrow('{"door cycle":1}');
    release();
    const before = clock.nowMs();
    await clock.advance(HOUR);
    expect(clock.nowMs() - before).toBeGreaterThanOrEqual(HOUR);
  });

  test('a timer called off does not fire', async () => {
    const clock = clockAt();
    let count = 0;
    const cancel = clock.setTimer(clock.nowMs() + HOUR, () => count++);
    cancel();
    await clock.advance(2 * HOUR);
    expect(count).toBe(0);
  });

  test('a timer that throws is said and does not stop the others', async () => {
    const said: string[] = [];
    const clock = clockAt({ log: (line) => void said.push(line) });
    const from = clock.nowMs();
    clock.setTimer(from + HOUR, () => {
      throw new Error('no');
    });
    const other = fired(clock, from + 2 * HOUR);
    await clock.advance(3 * HOUR);
    await other;
    expect(said).toEqual(['a timer failed: Error: no']);
  });
});

describe('by itself', () => {
  test('at speed 1 it never jumps', async () => {
    const clock = clockAt();
    let hasFired = false;
    clock.setTimer(clock.nowMs() + HOUR, () => (hasFired = true));
    await realPause(40);
    expect(hasFired).toBe(false);
    expect(Math.abs(clock.nowMs() - Date.now())).toBeLessThan(5);
  });

  test('when nothing is open it jumps to what is waited for', async () => {
    const clock = clockAt({ speed: 1e9 });
    const dueAtMs = clock.nowMs() + 24 * HOUR;
    expect(await fired(clock, dueAtMs)).toBeGreaterThanOrEqual(dueAtMs);
  });

  test('while anything is open it goes at the pace of real time', async () => {
    const clock = clockAt({ speed: 1e9 });
    const [from, realFrom] = [clock.nowMs(), Date.now()];
    const due = fired(clock, from + HOUR);
    const release = clock.busy('call'); // Opened when the next jump was settled already.
    await realPause(40);
    expect(clock.nowMs() - from).toBeLessThanOrEqual(Date.now() - realFrom + 1);
    release();
    expect(await due).toBeGreaterThanOrEqual(from + HOUR);
  });

  test('on average it passes at most speed × elapsed', async () => {
    const realFrom = Date.now();
    const clock = clockAt({ speed: 1_000 });
    const from = clock.nowMs();
    for (const seconds of [10, 20, 30, 40]) {
      const at = await fired(clock, from + seconds * 1_000);
      expect(at - from).toBeLessThanOrEqual(1_000 * (Date.now() - realFrom + 1));
    }
  });

  test('it does not jump while it may not, and what it did not jump is not made up for', async () => {
    const clock = clockAt({ speed: 1e9 });
    let isAlone = true;
    clock.mayJump = () => isAlone;
    let hasFired = false;
    const due = fired(clock, clock.nowMs() + HOUR).then(() => (hasFired = true));
    isAlone = false; // A stranger came when the next jump was settled already.
    await realPause(40);
    expect(hasFired).toBe(false);
    isAlone = true;
    await due;
  });

  test('it never goes back: an earlier run ahead of real time is gone on from', () => {
    const kept: number[] = [];
    const clock = clockAt({ aheadMs: 5 * HOUR, onJump: (aheadMs) => void kept.push(aheadMs) });
    expect(clock.nowMs() - Date.now()).toBeGreaterThan(5 * HOUR - 100);
    return clock.advance(HOUR).then(() => expect(kept.at(-1)).toBeGreaterThanOrEqual(6 * HOUR - 100));
  });
});

test('a stop in the middle of an advance leaves the clock where it had come to', async () => {
  const kept: number[] = [];
  const clock = clockAt({ onJump: (aheadMs) => void kept.push(aheadMs) });
  const from = clock.nowMs();
  clock.setTimer(from + HOUR, () => clock.close());
  await expect(clock.advance(24 * HOUR)).rejects.toThrow('the clock was stopped on the way');
  expect(clock.nowMs() - from).toBeLessThan(2 * HOUR);
  expect(kept.at(-1)).toBeLessThan(2 * HOUR);
});

test('of timers at one instant the one set first fires first', async () => {
  const clock = clockAt();
  const atMs = clock.nowMs() + HOUR;
  const seen: number[] = [];
  for (let number = 0; number < 20; number++) clock.setTimer(atMs, () => void seen.push(number));
  await clock.advance(2 * HOUR);
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});

test('an instant that is no number and a speed under 1 are refused', () => {
  const clock = clockAt();
  expect(() => clock.setTimer(Number.NaN, () => undefined)).toThrow(RangeError);
  expect(() => clock.setSpeed(0.5)).toThrow('speed must be 1 or more');
  expect(() => clock.setSpeed(Number.NaN)).toThrow(RangeError);
  expect(() => clock.advance(-1)).toThrow(RangeError);
});

test('ten thousand timers fire in the order of their instants', async () => {
  const clock = clockAt();
  const from = clock.nowMs() + HOUR;
  const seen: number[] = [];
  // 7,919 is prime to 10,000, so every instant comes once, and out of order.
  for (let step = 0; step < 10_000; step++) {
    const offset = (step * 7_919) % 10_000;
    clock.setTimer(from + offset / 1_000, () => void seen.push(offset));
  }
  await clock.advance(HOUR + 5_000);
  expect(seen).toHaveLength(10_000);
  expect(seen.every((offset, at) => offset === at)).toBe(true);
});
