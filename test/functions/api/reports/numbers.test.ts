import { describe, expect, it } from 'vitest';
import { calendarIn, isoDateIn, numbersIn, rounded } from '../../../../functions/api/reports/numbers.js';
import { ticks } from '../../../../functions/api/reports/ticks.js';

const minuteMs = 60_000;
const { count, duration, number, percent } = numbersIn('en-GB', { day: 'd' });
/** Spaces that do not break are spaces. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

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
  expect(plain(percent(share))).toBe(words);
});

it('numbers are short, and one of a thing is one', () => {
  expect([number(1234.56), number(2), rounded(1.005, 4), rounded(2.5, 0)]).toEqual(['1,234.6', '2', 1.005, 3]);
  expect([count(1, 'door'), count(0, 'door'), count(2, 'lies', 'lie')]).toEqual(['1 door', '0 doors', '2 lie']);
});

it.each([
  [
    'en-GB',
    [
      ['0', 'many'],
      ['1', 'one'],
      ['1', 'one'],
      ['1.1', 'many'],
      ['2', 'many'],
    ],
  ],
  [
    'fr-FR',
    [
      ['0', 'one'],
      ['1', 'one'],
      ['1', 'one'],
      ['1,1', 'one'],
      ['2', 'many'],
    ],
  ],
  [
    'es-ES',
    [
      ['0', 'many'],
      ['1', 'one'],
      ['1', 'one'],
      ['1,1', 'many'],
      ['2', 'many'],
    ],
  ],
])('in %s the form goes by the number that is written', (locale, expected) => {
  const of = numbersIn(locale, { day: 'd' });
  expect([0, 1, 1.04, 1.1, 1.96].map((n) => [of.number(n), of.form(n, 'one', 'many')])).toEqual(expected);
});

it.each([
  ['fr-FR', 'j', ['12 345,6', '0 casier', '2 casiers', '1 j 10 h', '1,2 %', '< 0,1 %']],
  ['es-ES', 'd', ['12.345,6', '0 casiers', '2 casiers', '1 d 10 h', '1,2 %', '< 0,1 %']],
])('in %s they are written as people write them there', (locale, day, expected) => {
  const of = numbersIn(locale, { day });
  const written = [of.number(12345.6), of.count(0, 'casier'), of.count(2, 'casier'), of.duration(34 * 60 * minuteMs)];
  expect([...written, of.percent(0.0123), of.percent(0.0001)].map(plain)).toEqual(expected);
});

describe('the days of a report', () => {
  const lateMs = Date.UTC(2026, 10, 1, 23, 30);

  it('are those of the site’s clocks', () => {
    const [utc, berlin] = [calendarIn('en-GB', 'UTC'), calendarIn('en-GB', 'Europe/Berlin')];
    expect([utc.day(lateMs), berlin.day(lateMs)]).toEqual(['Sun 1 Nov', 'Mon 2 Nov']);
    expect([isoDateIn('UTC')(lateMs), isoDateIn('Europe/Berlin')(lateMs)]).toEqual(['2026-11-01', '2026-11-02']);
    expect([berlin.date(lateMs), berlin.instant(lateMs)]).toEqual(['2 Nov 2026', '2 Nov 2026, 00:30']);
  });

  it('are written in the language of the page', () => {
    expect(calendarIn('es-ES', 'UTC').day(lateMs)).toBe('dom 1 nov');
  });

  it('are counted in French as they are spoken: the first of a month alone is an ordinal', () => {
    const french = calendarIn('fr-FR', 'UTC');
    expect(french.day(lateMs)).toBe('dim. 1er nov.');
    expect(french.date(lateMs)).toBe('1er nov. 2026');
    expect(french.instant(lateMs)).toBe('1er nov. 2026, 23:30');
    const [second, eleventh] = [2, 11].map((day) => french.date(Date.UTC(2026, 10, day)));
    expect([second, eleventh]).toEqual(['2 nov. 2026', '11 nov. 2026']);
    expect(calendarIn('en-GB', 'UTC').date(lateMs)).toBe('1 Nov 2026');
    expect(calendarIn('es-ES', 'UTC').date(lateMs)).toBe('1 nov 2026');
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
