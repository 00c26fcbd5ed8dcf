import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { septets } from '../../../domain/messages/gsm7.js';
import { messages, render, type MessageName } from '../../../domain/messages/index.js';

const params = { siteName: 'Maple Court', compartmentId: 'A07', code: '12345678' };
const names = Object.keys(messages) as MessageName[];

describe('the table of messages', () => {
  test('reminders would rather not come than come twice; all else would rather come twice', () => {
    const atMostOnce = names.filter((name) => messages[name].prefers === 'at-most-once');
    expect(atMostOnce).toEqual(['reminder', 'parcel-overdue']);
  });
  test('the courier is told of an empty deposit by SMS only, and of nothing else', () => {
    expect(names.filter((name) => messages[name].to === 'courier')).toEqual(['deposit-found-empty']);
    expect(messages['deposit-found-empty'].channels).toEqual(['sms']);
  });
});

describe('the words', () => {
  test.each<[MessageName, object, string, string]>([
    [
      'parcel-stored',
      {},
      'Your parcel is at Maple Court',
      'Your parcel is in door A07 at Maple Court. Your code is 12345678. Enter it at the locker to open the door.',
    ],
    [
      'code-reissued',
      {},
      'A new code for your parcel at Maple Court',
      'The new code for your parcel in door A07 at Maple Court is 12345678. The code sent before no longer works.',
    ],
    [
      'parcel-left-behind',
      { evidence: 'present' },
      'Please look again into your door at Maple Court',
      'There is still something in door A07 at Maple Court. Please take it out. Code 12345678 opens the door again.',
    ],
    [
      'parcel-left-behind',
      { evidence: 'unclear' },
      'Please look again into your door at Maple Court',
      'We could not see if door A07 at Maple Court is empty. Please look again. Code 12345678 opens the door.',
    ],
    [
      'deposit-found-empty',
      {},
      'No parcel detected',
      'No parcel detected. Please re-open and deposit. Door A07, Maple Court.',
    ],
    [
      'reminder',
      { step: 1 },
      'Reminder: your parcel at Maple Court',
      'Reminder: your parcel is waiting in door A07 at Maple Court. Your code is 12345678.',
    ],
    [
      'reminder',
      { step: 3 },
      'Reminder: your parcel at Maple Court',
      'Reminder 3: your parcel is waiting in door A07 at Maple Court. Your code is 12345678.',
    ],
    [
      'parcel-overdue',
      {},
      'Your parcel at Maple Court is overdue',
      'Your parcel in door A07 at Maple Court is overdue and may be sent back. Please collect it today. Your code is 12345678.',
    ],
  ])('%s %j', (name, more, subject, body) => {
    expect(render(name, 'en', { ...params, ...more })).toEqual({ subject, body });
  });
  test('nothing seen is not said to be something left: without evidence it is unclear', () => {
    expect(render('parcel-left-behind', 'en', params)).toEqual(
      render('parcel-left-behind', 'en', { ...params, evidence: 'unclear' }),
    );
  });
  test('the courier needs no code for a door that is open to the courier anyway', () => {
    const { body } = render('deposit-found-empty', 'en', { siteName: 'Maple Court', compartmentId: 'A07' });
    expect(body).toBe('No parcel detected. Please re-open and deposit. Door A07, Maple Court.');
  });
  test.each([undefined, '', '1234567', '123456789', '1234567x'])('a resident is never sent the code %j', (code) => {
    expect(() => render('parcel-stored', 'en', { ...params, code })).toThrow(/code of eight digits/);
  });
  test.each(['en', 'en-GB', 'EN', 'xx', '', '__proto__', 'constructor'])(
    'in language %j it is said in English',
    (tag) => {
      expect(render('parcel-stored', tag, params).subject).toBe('Your parcel is at Maple Court');
    },
  );
});

describe('every message', () => {
  const longest = { siteName: 'M'.repeat(60), compartmentId: 'A1234567', code: '88888888', step: 8 };

  test.each(names.flatMap((name) => [[name, 'present'] as const, [name, 'unclear'] as const]))(
    '%s (%s) fits one SMS part with the longest names',
    (name, evidence) => {
      const { body } = render(name, 'en', { ...longest, evidence });
      expect(body).toContain('M'.repeat(40));
      expect(body).toContain('A1234567');
      expect(septets(body)).toBeLessThanOrEqual(160);
    },
  );
  test('fits, whatever the site is called, and shows the code in the body alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 200 }), (name, siteName) => {
        const { subject, body } = render(name, 'en', { ...longest, siteName, code: '90817263' });
        expect(septets(body)).toBeLessThanOrEqual(160);
        expect(subject).toMatch(/^[A-Z][ -~]{1,98}$/);
        expect(subject).not.toContain('90817263');
        expect(body.includes('90817263')).toBe(name !== 'deposit-found-empty');
      }),
    );
  });
  test('has a subject under 100 characters even where one letter becomes two', () => {
    const { subject } = render('parcel-left-behind', 'en', { ...params, siteName: 'Æ'.repeat(40) });
    expect(subject).toMatch(/^Please look again into your door at (AE)+A?$/);
    expect(subject).toHaveLength(99);
  });
});
