import { describe, expect, it } from 'vitest';
import { calendarOf, count, duration, number, percent, rounded } from '../../../../functions/api/reports/words.js';
import { ticks } from '../../../../functions/api/reports/ticks.js';

const minuteMs = 60_000;

it.each([
  [0, '0 min'],
  [29_000, '0 min'],
  [45 * minuteMs, '45 min'],
  [60 * minuteMs, '1 h'],
  [9 * 60 * minuteMs + 30 * minuteMs, '9 h 30 min'],
  [9 * 60 * minuteMs + 59.6 * minuteMs, '10 h'],
  [13 * 60 * minuteMs + 20 * minuteMs, '13 h'],
  [23 * 60 * minuteMs + 40 * minuteMs, '1 d'],
  [34 * 60 * minuteMs, '1 d 10 h'],
])('%i ms are %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

it.each([
  [0, '0 %'],
  [0.0004, '< 0.1 %'],
  [0.0123, '1.2 %'],
  [0.9999, '> 99.9 %'],
  [1, '100 %'],
])('a share of %s is %s', (share, words) => {
  expect(percent(share).replaceAll('\u00a0', ' ')).toBe(words);
});

it('numbers are short, and one of a thing is one', () => {
  expect([number(1234.56), number(2), rounded(1.005, 4), rounded(2.5, 0)]).toEqual(['1,234.6', '2', 1.005, 3]);
  expect([count(1, 'door'), count(0, 'door'), count(2, 'lies', 'lie')]).toEqual(['1 door', '0 doors', '2 lie']);
});

describe('the days of a report', () => {
  const lateMs = Date.UTC(2026, 10, 1, 23, 30);

  it('are those of the site’s clocks', () => {
    const [utc, berlin] = [calendarOf('UTC'), calendarOf('Europe/Berlin')];
    expect([utc.day(lateMs), berlin.day(lateMs)]).toEqual(['Sun 1 Nov', 'Mon 2 Nov']);
    expect([utc.date(lateMs), berlin.date(lateMs)]).toEqual(['2026-11-01', '2026-11-02']);
    expect(berlin.instant(lateMs)).toBe('2 Nov 2026, 00:30');
  });

  it('end with the last that is in it', () => {
    const [fromMs, toMs] = [Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 8)];
    expect(calendarOf('UTC').period({ fromMs, toMs })).toBe('1 Nov 2026 to 7 Nov 2026');
  });
});

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [4, [0, 1, 2, 3, 4]],
  [14, [0, 5, 10, 15]],
  [40, [0, 10, 20, 30, 40]],
  [41, [0, 10, 20, 30, 40, 50]],
  [100, [0, 20, 40, 60, 80, 100]],
  [1234, [0, 500, 1000, 1500]],
])('an axis to %i has the ticks %j', (most, expected) => {
  expect(ticks(most)).toEqual(expected);
});
