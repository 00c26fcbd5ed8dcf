import { expect, it } from 'vitest';
import { daysOf } from '../../../domain/reports/days.js';

const hourMs = 3_600_000;
const at = (iso: string) => Date.parse(iso);
const hours = (from: string, to: string, timeZone: string) =>
  daysOf({ fromMs: at(from), toMs: at(to) }, timeZone).map(({ fromMs, toMs }) => (toMs - fromMs) / hourMs);

it.each([
  ['begins and ends within a day', '2026-06-01T06:00Z', '2026-06-03T12:00Z', 'UTC', [18, 24, 12]],
  ['is of the site’s own midnights', '2026-06-01T22:00Z', '2026-06-02T22:00Z', 'Europe/Berlin', [24]],
  ['has a day of 23 hours', '2026-03-27T23:00Z', '2026-03-30T22:00Z', 'Europe/Berlin', [24, 23, 24]],
  ['has a day of 25 hours', '2026-10-23T22:00Z', '2026-10-26T23:00Z', 'Europe/Berlin', [24, 25, 24]],
  // In Cairo the clock goes from midnight to one o'clock: the day begins at the end of the gap.
  ['has a day without a midnight', '2026-04-22T22:00Z', '2026-04-24T21:00Z', 'Africa/Cairo', [24, 23]],
])('a period that %s', (_what, from, to, timeZone, expected) => {
  expect(hours(from, to, timeZone)).toEqual(expected);
});

it('a period of no time has no days', () => {
  expect(daysOf({ fromMs: 5, toMs: 5 }, 'UTC')).toEqual([]);
});
