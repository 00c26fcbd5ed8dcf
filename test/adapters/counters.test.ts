import { expect, it } from 'vitest';
import { logCounters } from '../../adapters/counters.js';

function counted(detail?: Record<string, string | number>): string[] {
  const lines: string[] = [];
  logCounters((line) => void lines.push(line)).count('refused', detail);
  return lines;
}

it('a count is one line of JSON, by whose field a metric filter counts', () => {
  expect(counted({ refusal: 'too-late', wrongTries: 3 })).toEqual([
    '{"refusal":"too-late","wrongTries":3,"counter":"refused"}',
  ]);
  expect(counted()).toEqual(['{"counter":"refused"}']);
});

it('no detail can pose as the counter', () => {
  expect(counted({ counter: 'other' })).toEqual(['{"counter":"refused"}']);
});

it.each([
  ['a code', '12345678'],
  ['a code in words', 'the code 12345678 was wrong'],
  ['a phone number', '+15555550100'],
  ['an address', 'ada@example.com'],
])('%s is not written', (_title, value) => {
  expect(counted({ value })).toEqual(['{"value":"[withheld]","counter":"refused"}']);
});

it('ids are written, whatever digits they have', () => {
  const value = 'A07-a2b34567cd234567';
  expect(counted({ value })).toEqual([`{"value":"${value}","counter":"refused"}`]);
});

it('a line is short, whatever is counted', () => {
  const detail = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`field-${i}`, 'x'.repeat(500)]));
  expect(counted(detail)[0]!.length).toBeLessThan(800);
});
