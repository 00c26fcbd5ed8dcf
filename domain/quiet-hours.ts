import * as z from 'zod/mini';
import { once } from './once.js';
import { instantsAt, wallTimeMs } from './time-zone.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;

const localTime = () => z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

/** From one local time to another, over midnight where the end is the earlier one. */
export const quietHoursSchema = once(() =>
  z
    .strictObject({ start: localTime(), end: localTime() })
    .check(
      z.refine(({ start, end }) => start !== end, 'begins and ends at the same time: give null for no quiet hours'),
    ),
);

export type QuietHours = z.infer<ReturnType<typeof quietHoursSchema>>;

/** By whose clocks, and which hours; `null` for none. */
export interface Quiet {
  timeZone: string;
  hours: QuietHours | null;
}

/**
 * The end of the quiet hours that this instant falls in; the instant itself where it falls in none. They begin the first
 * time that the clock shows their start, and end the last time it shows their end: where it is put back over either,
 * people sleep on, and where it is put forward over either, it is the instant of the change.
 */
export function afterQuietHours(instantMs: number, { timeZone, hours }: Quiet): number {
  if (!hours) return instantMs;
  const [start, end] = [minutesOf(hours.start), minutesOf(hours.end)];
  const today = Math.floor(wallTimeMs(instantMs, timeZone) / dayMs) * dayMs;
  for (const day of [today - dayMs, today]) {
    const { firstMs } = instantsAt(day + start * minuteMs, timeZone);
    const { lastMs } = instantsAt(day + end * minuteMs + (end < start ? dayMs : 0), timeZone);
    if (firstMs <= instantMs && instantMs < lastMs) return lastMs;
  }
  return instantMs;
}

export const isQuiet = (instantMs: number, quiet: Quiet): boolean => afterQuietHours(instantMs, quiet) !== instantMs;

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
