import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlausible, lastDecided, wasDecided, withDecided } from '../../domain/cycles.js';

describe('decided cycles', () => {
  it('remember 12 before 11, and nothing else', () => {
    const cycles = withDecided({ base: 10, mask: 0 }, 12);
    expect([10, 11, 12, 13].map((cycle) => wasDecided(cycles, cycle))).toEqual([true, false, true, false]);
    const both = withDecided(cycles, 11);
    expect([11, 12, 13].map((cycle) => wasDecided(both, cycle))).toEqual([true, true, false]);
    expect(lastDecided(both)).toBe(12);
  });

  it('let the oldest go when a stay has more than 48', () => {
    const cycles = [2, 50].reduce(withDecided, { base: 0, mask: 0 });
    expect(cycles.base).toBe(2);
    expect([1, 2, 3, 49, 50, 51].map((cycle) => wasDecided(cycles, cycle))).toEqual([
      ...[true, true, false, false, true, false],
    ]);
  });

  it('never forget a decided cycle, and never invent the one after the last', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 }), (sequence) => {
        const cycles = sequence.reduce(withDecided, { base: 0, mask: 0 });
        expect(sequence.every((cycle) => wasDecided(cycles, cycle))).toBe(true);
        expect(wasDecided(cycles, Math.max(0, ...sequence) + 1)).toBe(false);
      }),
    );
  });

  it('take no number that no door can have reached: it would make the real ones count as past', () => {
    const cycles = { base: 3, mask: 6 };
    expect(isPlausible(cycles, 54)).toBe(true);
    expect(isPlausible(cycles, 55)).toBe(false);
    const jumped = withDecided(cycles, 54);
    expect([4, 5, 6, 7, 53].filter((cycle) => wasDecided(jumped, cycle))).toEqual([4, 5, 6]);
  });
});
