import { ServiceError } from './service.js';

export type Expression =
  { readonly kind: 'at'; readonly atMs: number } | { readonly kind: 'rate'; readonly everyMs: number };

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `at(2026-11-22T10:00:00)` in UTC and `rate(1 minute)`; everything else is refused as AWS refuses bad expressions. */
export function parseExpression(text: string): Expression {
  const at = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(text);
  if (at) {
    const atMs = Date.parse(`${at[1]}Z`);
    // Date.parse takes some days that no calendar has (February 30th is March 2nd to it).
    if (Number.isFinite(atMs) && new Date(atMs).toISOString().startsWith(at[1]!)) return { kind: 'at', atMs };
  }
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(text);
  const count = Number(rate?.[1]);
  if (rate && count > 0) return { kind: 'rate', everyMs: count * UNIT_MS[rate[2]!]! };
  if (text.startsWith('cron('))
    throw new ServiceError('ValidationException', `the local stand-in has no cron(): use rate() or at(), not ${text}`);
  throw new ServiceError('ValidationException', `Invalid Schedule Expression ${text}.`);
}
