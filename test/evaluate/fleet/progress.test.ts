import { expect, it } from 'vitest';
import { progressOf } from '../../../evaluate/fleet/progress.js';

const minuteMs = 60_000;

it('says how far it is and how long it will take at this pace, in words that fit', () => {
  expect(progressOf(1, 5, 40_000)).toBe('1 of 5 groups of banks played in 40 s, about 3 min left');
  expect(progressOf(3, 29, 12 * minuteMs)).toBe('3 of 29 groups of banks played in 12 min, about 104 min left');
  expect(progressOf(1, 29, 5 * minuteMs)).toBe('1 of 29 groups of banks played in 5 min, about 2.3 h left');
  expect(progressOf(5, 5, 3 * minuteMs)).toBe('5 of 5 groups of banks played in 3 min');
});
