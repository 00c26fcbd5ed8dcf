import { datesIn } from '../dates.js';

/** How numbers and instants are written for people who read a report. */
const hourMs = 3_600_000;

/** At most so many digits behind the point, and no noughts at the end. */
export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

export const hours = (ms: number): number => rounded(ms / hourMs, 2);

export interface Numbers {
  /** `1,234.5`. */
  number(value: number, digits?: number): string;
  /** `12.3 %`; what is not nothing is not written as nothing. */
  percent(share: number): string;
  /** `45 min`, `9 h 30 min`, `13 h`, `3 d 4 h`: as exactly as somebody would say it. */
  duration(ms: number): string;
  /** `1 parcel`, `2 parcels`. */
  count(n: number, one: string, many?: string): string;
  /** Which of two forms goes with so many. */
  form(n: number, one: string, many: string): string;
}

/** `day`: the sign of a day. */
export function numbersIn(locale: string, { day }: { day: string }): Numbers {
  const plural = new Intl.PluralRules(locale);
  const number = (value: number, digits = 1) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  // Of the number as it is written: 1.04 is written as 1.
  const form = (n: number, one: string, many: string) => (plural.select(rounded(n)) === 'one' ? one : many);
  return {
    number,
    form,
    count: (n, one, many = `${one}s`) => `${number(n)} ${form(n, one, many)}`,
    percent(share) {
      if (share > 0 && share < 0.0005) return `<\u00a0${number(0.1)}\u00a0%`;
      if (share < 1 && share > 0.9995) return `>\u00a0${number(99.9)}\u00a0%`;
      return `${number(100 * share)}\u00a0%`;
    },
    duration: (ms) => durationOf(ms, day),
  };
}

function durationOf(ms: number, day: string): string {
  const exact = Math.round(ms / 60_000);
  const minutes = exact < 600 ? exact : Math.round(exact / 60) * 60;
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days > 0) return hours > 0 ? `${days} ${day} ${hours} h` : `${days} ${day}`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

export interface Calendar {
  /** `Mon 2 Nov`. */
  day(instantMs: number): string;
  /** `2 Nov 2026`. */
  date(instantMs: number): string;
  /** `2 Nov 2026, 14:05`. */
  instant(instantMs: number): string;
}

/** By the site's own clocks. */
export function calendarIn(locale: string, timeZone: string): Calendar {
  const written = (options: Intl.DateTimeFormatOptions) => datesIn(locale, { timeZone, ...options });
  const day = written({ weekday: 'short', day: 'numeric', month: 'short' });
  return {
    day: (ms) => day(ms).replace(',', ''),
    date: written({ day: 'numeric', month: 'short', year: 'numeric' }),
    instant: written({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
  };
}

/** `2026-11-02`, for tables, by the site's own clocks. */
export function isoDateIn(timeZone: string): (instantMs: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (instantMs) => format.format(instantMs);
}
