import { describe, expect, it } from 'vitest';
import { waitsUntilMs } from '../../../domain/guard/keypad.js';

describe('the keypad', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1_000],
    [3, 2_000],
    [5, 8_000],
    [10, 256_000],
    [11, 300_000],
    [1_000, 300_000],
  ])('after %d wrong tries answers nobody for %d ms', (wrongTries, waitsMs) => {
    const lastAtMs = 1_000_000;
    expect(waitsUntilMs({ wrongTries, lastAtMs })).toBe(waitsMs === 0 ? 0 : lastAtMs + waitsMs);
  });
});
