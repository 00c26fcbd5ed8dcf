import { describe, expect, it } from 'vitest';
import {
  afterBounce,
  afterCatch,
  isBounce,
  isNewBounce,
  lastShutIn,
  type LatchBounces,
} from '../../../domain/faults/latch-bounce.js';
import type { OutboxEntry } from '../../../domain/outbox.js';

const second = 1_000;
const hour = 3_600_000;
const shut = { doorCycle: 7, atMs: 100 * second };

describe('a door that opens again as soon as it was shut', () => {
  it('has sprung open, within a second and what two messages of one bank lie apart', () => {
    const after = (ms: number) => isBounce(shut, { doorCycle: 8, atMs: shut.atMs + ms });
    expect([-1_000, 0, 200, 900, 2_000].map(after)).toEqual([true, true, true, true, true]);
    expect([-1_001, 2_001, 60 * second].map(after)).toEqual([false, false, false]);
  });

  it('is judged by the cycle before it alone, and where nothing is known of that not at all', () => {
    expect(isBounce({ ...shut, doorCycle: 6 }, { doorCycle: 8, atMs: shut.atMs })).toBe(false);
    expect(isBounce({ ...shut, doorCycle: 8 }, { doorCycle: 8, atMs: shut.atMs })).toBe(false);
    expect(isBounce(undefined, { doorCycle: 8, atMs: shut.atMs })).toBe(false);
  });
});

describe('where the last cycle ended', () => {
  const entry = (occurredAtMs: number, doorCycle: number | undefined, change: Partial<OutboxEntry> = {}) =>
    ({
      occurredAtMs,
      events: doorCycle === undefined ? [{ type: 'door-released' }] : [{ type: 'cycle-added', seen: { doorCycle } }],
      ...change,
    }) as unknown as OutboxEntry;

  it('is told by the first commit of the latest cycle: a look that was asked for afterwards is later', () => {
    const outbox = [entry(10, 6), entry(20, 7), entry(35, 7), entry(40, undefined)];
    expect(lastShutIn(outbox)).toEqual({ doorCycle: 7, atMs: 20 });
    expect(lastShutIn([entry(20, 7), entry(30, 6)])).toEqual({ doorCycle: 7, atMs: 20 });
  });

  it('is not known of what happened before the bank’s last start, nor where no cycle is', () => {
    expect(lastShutIn([entry(20, 7, { isOfUnknownAge: true })])).toBeUndefined();
    expect(lastShutIn([entry(20, undefined)])).toBeUndefined();
    expect(lastShutIn([])).toBeUndefined();
  });
});

describe('a latch', () => {
  /** Bounces at these hours, each in a cycle of its own; at which of them it was found to stand. */
  const found = (...hours: number[]): number[] => {
    let latch: LatchBounces | undefined;
    return hours.filter((at, i) => {
      const before = latch;
      latch = afterBounce(latch, { doorCycle: i + 1, atMs: at * hour });
      return isNewBounce(before, latch);
    });
  };

  it('that did not catch once was pushed too softly; twice within a day, and each time after, it is found', () => {
    expect(found(1)).toEqual([]);
    expect(found(1, 25, 26)).toEqual([25, 26]);
    expect(found(1, 25.1, 26)).toEqual([26]); // More than a day apart: it begins anew.
  });

  it('that was found and has not caught since is found each time, however long after', () => {
    expect(found(1, 2, 50, 200)).toEqual([2, 50, 200]);
  });

  it('is forgotten when it has caught ten times running, and not before', () => {
    const bounced = { cycle: 2, lastAtMs: 2 * hour, times: 2 };
    const caught = (times: number, latch?: LatchBounces): LatchBounces | undefined =>
      times === 0 || !latch ? latch : caught(times - 1, afterCatch(latch));
    expect(caught(9, bounced)).toEqual({ ...bounced, caught: 9 });
    expect(caught(10, bounced)).toBeUndefined();
    const again = afterBounce(caught(9, bounced), { doorCycle: 12, atMs: 90 * hour });
    expect(again).toEqual({ cycle: 12, lastAtMs: 90 * hour, times: 3 });
    expect(isNewBounce(bounced, again)).toBe(true);
  });

  it('bounces once in a cycle, told when the door stands ajar and again when it closes', () => {
    const once = afterBounce(undefined, { doorCycle: 8, atMs: 1 });
    expect(afterBounce(once, { doorCycle: 8, atMs: 300 })).toBe(once);
  });
});
