import type { Period } from '../../../domain/reports/period.js';

/** How numbers and instants are written for people who read a report. */
const hourMs = 3_600_000;

/** At most so many digits behind the point, and no noughts at the end. */
export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** `1,234.5`. */
export const number = (value: number, digits = 1): string =>
  new Intl.NumberFormat('en-GB', { maximumFractionDigits: digits }).format(value);

/** `12.3 %`; what is not nothing is not written as nothing. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return '<\u00a00.1\u00a0%';
  if (share < 1 && share > 0.9995) return '>\u00a099.9\u00a0%';
  return `${number(100 * share)}\u00a0%`;
}

/** `45 min`, `9 h 30 min`, `13 h`, `3 d 4 h`: as exactly as somebody would say it. */
export function duration(ms: number): string {
  const exact = Math.round(ms / 60_000);
  const minutes = exact < 600 ? exact : Math.round(exact / 60) * 60;
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

export const hours = (ms: number): number => rounded(ms / hourMs, 2);

/** `1 parcel`, `2 parcels`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;

export interface Calendar {
  /** `Mon 2 Nov`. */
  day(instantMs: number): string;
  /** `2 Nov 2026, 14:05`. */
  instant(instantMs: number): string;
  /** `2026-11-02`. */
  date(instantMs: number): string;
  /** `2 Nov 2026 to 30 Nov 2026`, both days in it. */
  period(period: Period): string;
}

/** By the site's own clocks. */
export function calendarOf(timeZone: string): Calendar {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  const day = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const instant = format({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  const whole = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return {
    day: (ms) => day.format(ms).replace(',', ''),
    instant: (ms) => instant.format(ms),
    date: (ms) => date.format(ms),
    period: ({ fromMs, toMs }) => `${whole.format(fromMs)} to ${whole.format(Math.max(fromMs, toMs - 1))}`,
  };
}
