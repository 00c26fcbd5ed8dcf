import { describe, expect, test } from 'vitest';
import { refusals } from '../../../domain/decide/decision.js';
import { screenAnswers, screenLines } from '../../../domain/messages/screen.js';

describe('the screen of a bank', () => {
  test.each([...refusals, ...screenAnswers])('%s fits it, with a door named and without', (code) => {
    for (const compartmentId of ['A1234567', undefined]) {
      const lines = screenLines(code, { compartmentId });
      expect(lines.length).toBeGreaterThanOrEqual(1);
      expect(lines.length).toBeLessThanOrEqual(4);
      for (const line of lines) expect(line).toMatch(/^[ -~]{1,40}$/);
    }
  });
  test('no two answers read the same', () => {
    const all = [...refusals, ...screenAnswers].map((code) => screenLines(code, {}).join('\n'));
    expect(new Set(all).size).toBe(all.length);
  });
  test('an empty deposit is told in these words', () => {
    expect(screenLines('no-parcel', { compartmentId: 'A07' })).toEqual([
      'No parcel detected.',
      'Please re-open and deposit.',
    ]);
  });
  test('a door is named where there is one', () => {
    expect(screenLines('pickup-open', { compartmentId: 'A07' })[0]).toBe('Door A07 is opening.');
    expect(screenLines('pickup-open', {})[0]).toBe('The door is opening.');
  });
});
