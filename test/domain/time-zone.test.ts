import { describe, expect, it, test } from 'vitest';
import { instantsAt, isTimeZone, wallTimeMs } from '../../domain/time-zone.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const shown = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

describe('a time zone', () => {
  it('is one that the runtime knows, each of its own list among them', () => {
    const all = Intl.supportedValuesOf('timeZone');
    expect(all.length).toBeGreaterThan(400);
    expect(all.filter((name) => !isTimeZone(name))).toEqual([]);
    expect(['UTC', 'Etc/GMT+5', 'Europe/Kyiv', 'America/Argentina/Buenos_Aires'].filter(isTimeZone)).toHaveLength(4);
  });

  test.each([
    '',
    ' UTC',
    'UTC\n',
    '+05:00',
    '05:00',
    'Europe/Atlantis',
    'Berlin',
    'x'.repeat(65),
    '__proto__',
    '../UTC',
  ])('is not %j', (name) => expect(isTimeZone(name)).toBe(false));

  it('that this runtime does not know counts as UTC', () => {
    expect(shown(wallTimeMs(utc('2026-07-01T12:00:00'), 'Mars/Olympus'))).toBe('2026-07-01T12:00:00');
  });
});

describe('the clock on the wall', () => {
  test.each([
    ['2026-01-15T12:00:00', 'Europe/Berlin', '2026-01-15T13:00:00'],
    ['2026-07-15T12:00:00', 'Europe/Berlin', '2026-07-15T14:00:00'],
    ['2026-01-15T12:00:00', 'America/New_York', '2026-01-15T07:00:00'],
    ['2026-01-15T12:00:00', 'Australia/Sydney', '2026-01-15T23:00:00'],
    ['2026-07-15T12:00:00', 'Australia/Sydney', '2026-07-15T22:00:00'],
    ['2026-07-15T12:00:00', 'Asia/Kathmandu', '2026-07-15T17:45:00'],
    ['2026-12-31T23:30:00', 'Europe/Berlin', '2027-01-01T00:30:00'],
    ['2026-07-15T00:00:00', 'Asia/Tokyo', '2026-07-15T09:00:00'],
  ])('at %s UTC in %s shows %s', (instant, zone, wall) => {
    expect(shown(wallTimeMs(utc(instant), zone))).toBe(wall);
  });

  test.each([
    // zone, local time, first instant, last instant
    ['Europe/Berlin', '2026-01-15T08:00:00', '2026-01-15T07:00:00', '2026-01-15T07:00:00'],
    // Put forward at 02:00: 02:30 is never shown, 03:00 follows at once.
    ['Europe/Berlin', '2026-03-29T01:59:59', '2026-03-29T00:59:59', '2026-03-29T00:59:59'],
    ['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T01:00:00', '2026-03-29T01:00:00'],
    ['Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T01:00:00', '2026-03-29T01:00:00'],
    // Put back at 03:00: 02:30 is shown twice, an hour apart.
    ['Europe/Berlin', '2026-10-25T02:30:00', '2026-10-25T00:30:00', '2026-10-25T01:30:00'],
    ['Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T02:00:00', '2026-10-25T02:00:00'],
    ['America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:00:00', '2026-03-08T07:00:00'],
    ['America/New_York', '2026-11-01T01:30:00', '2026-11-01T05:30:00', '2026-11-01T06:30:00'],
    // The southern year is the other way round.
    ['Australia/Sydney', '2026-04-05T02:30:00', '2026-04-04T15:30:00', '2026-04-04T16:30:00'],
    ['Australia/Sydney', '2026-10-04T02:30:00', '2026-10-03T16:00:00', '2026-10-03T16:00:00'],
    // Half an hour forward, at 02:00.
    ['Australia/Lord_Howe', '2026-10-04T02:15:00', '2026-10-03T15:30:00', '2026-10-03T15:30:00'],
    // A whole day that never was.
    ['Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T10:00:00', '2011-12-30T10:00:00'],
  ])('in %s shows %s from %s on, and nothing earlier from %s on', (zone, wall, first, last) => {
    const { firstMs, lastMs } = instantsAt(utc(wall), zone);
    expect([shown(firstMs), shown(lastMs)]).toEqual([first, last]);
  });
});
