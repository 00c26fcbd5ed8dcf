import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { afterQuietHours, isQuiet, quietHoursSchema } from '../../domain/quiet-hours.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const shown = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
const [night, gapEnd, gapStart, noon] = ['22:00-08:00', '22:00-02:30', '02:30-08:00', '12:00-14:00'];
const hoursOf = (text: string) => ({ start: text.slice(0, 5), end: text.slice(6) });

describe('quiet hours', () => {
  test.each([
    // An ordinary night in Berlin, UTC+1: from 22:00 up to, and not with, 08:00.
    ['Europe/Berlin', night, '2026-01-15T20:59:59', '2026-01-15T20:59:59'],
    ['Europe/Berlin', night, '2026-01-15T21:00:00', '2026-01-16T07:00:00'],
    ['Europe/Berlin', night, '2026-01-16T01:00:00', '2026-01-16T07:00:00'],
    ['Europe/Berlin', night, '2026-01-16T06:59:59', '2026-01-16T07:00:00'],
    ['Europe/Berlin', night, '2026-01-16T07:00:00', '2026-01-16T07:00:00'],
    // Not over midnight.
    ['Europe/Berlin', noon, '2026-01-15T11:30:00', '2026-01-15T13:00:00'],
    ['Europe/Berlin', noon, '2026-01-15T13:00:00', '2026-01-15T13:00:00'],
    // The night in which the clock is put forward ends at 08:00 summer time, an hour sooner.
    ['Europe/Berlin', night, '2026-03-28T22:00:00', '2026-03-29T06:00:00'],
    // The night in which it is put back ends at 08:00 winter time, an hour later.
    ['Europe/Berlin', night, '2026-10-24T21:00:00', '2026-10-25T07:00:00'],
    ['America/New_York', night, '2026-03-08T03:00:00', '2026-03-08T12:00:00'],
    ['America/New_York', night, '2026-11-01T04:30:00', '2026-11-01T13:00:00'],
    ['Australia/Sydney', night, '2026-04-04T11:30:00', '2026-04-04T22:00:00'],
    ['Australia/Sydney', night, '2026-10-03T12:30:00', '2026-10-03T21:00:00'],
    ['Asia/Kathmandu', night, '2026-06-01T18:00:00', '2026-06-02T02:15:00'],
    // An end in the gap is the gap's end: 02:30 is not shown, 03:00 is.
    ['Europe/Berlin', gapEnd, '2026-03-29T00:30:00', '2026-03-29T01:00:00'],
    ['Europe/Berlin', gapEnd, '2026-03-29T01:00:00', '2026-03-29T01:00:00'],
    // A start in the gap is the gap's end as well.
    ['Europe/Berlin', gapStart, '2026-03-29T00:59:59', '2026-03-29T00:59:59'],
    ['Europe/Berlin', gapStart, '2026-03-29T01:00:00', '2026-03-29T06:00:00'],
    // An end that is shown twice is the second: nobody is woken between the two.
    ['Europe/Berlin', gapEnd, '2026-10-25T00:29:00', '2026-10-25T01:30:00'],
    ['Europe/Berlin', gapEnd, '2026-10-25T00:45:00', '2026-10-25T01:30:00'],
    ['Europe/Berlin', gapEnd, '2026-10-25T01:30:00', '2026-10-25T01:30:00'],
    // A start that is shown twice is the first.
    ['Europe/Berlin', gapStart, '2026-10-25T00:29:59', '2026-10-25T00:29:59'],
    ['Europe/Berlin', gapStart, '2026-10-25T01:10:00', '2026-10-25T07:00:00'],
    ['Australia/Sydney', gapEnd, '2026-04-04T15:45:00', '2026-04-04T16:30:00'],
    ['Australia/Lord_Howe', '22:00-02:15', '2026-10-03T15:00:00', '2026-10-03T15:30:00'],
  ])('in %s, %s: %s becomes %s', (timeZone, hours, instant, after) => {
    const quiet = { timeZone, hours: hoursOf(hours) };
    expect(shown(afterQuietHours(utc(instant), quiet))).toBe(after);
    expect(isQuiet(utc(instant), quiet)).toBe(instant !== after);
  });

  it('there may be none', () => {
    expect(isQuiet(utc('2026-01-16T01:00:00'), { timeZone: 'Europe/Berlin', hours: null })).toBe(false);
  });

  it('end within a day and an hour, at an instant that is not quiet, whatever they are and wherever', () => {
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia');
    const minutes = fc.integer({ min: 0, max: 1439 });
    const text = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
    const instant = fc.integer({ min: utc('2020-01-01T00:00:00'), max: utc('2040-01-01T00:00:00') });
    fc.assert(
      fc.property(zone, minutes, minutes, instant, (timeZone, start, end, atMs) => {
        fc.pre(start !== end);
        const quiet = { timeZone, hours: { start: text(start), end: text(end) } };
        const after = afterQuietHours(atMs, quiet);
        expect(after - atMs).toBeGreaterThanOrEqual(0);
        expect(after - atMs).toBeLessThanOrEqual(25 * 3_600_000);
        // Hours of nearly a day leave a gap that the double hour may fill: then the next night begins at once.
        if ((start - end + 1440) % 1440 > 60) expect(isQuiet(after, quiet)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [{ start: '22:00', end: '08:00' }, true],
    [{ start: '00:00', end: '23:59' }, true],
    [{ start: '08:00', end: '08:00' }, false],
    [{ start: '24:00', end: '08:00' }, false],
    [{ start: '8:00', end: '22:00' }, false],
    [{ start: '22:60', end: '08:00' }, false],
    [{ start: '22:00' }, false],
    [{ start: '22:00', end: '08:00', days: 'all' }, false],
    ['22:00-08:00', false],
  ])('%j may be given: %s', (given, isTaken) => {
    expect(quietHoursSchema().safeParse(given).success).toBe(isTaken);
  });
});
