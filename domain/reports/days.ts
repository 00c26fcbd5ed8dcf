import { instantsAt, wallTimeMs } from '../time-zone.js';
import { dayMs, type Period } from './period.js';

/** The days of a period by the site's own clocks, from midnight to midnight; the first and last are cut off at its ends. */
export function daysOf({ fromMs, toMs }: Period, timeZone: string): Period[] {
  const days: Period[] = [];
  const wallMs = wallTimeMs(fromMs, timeZone);
  let midnightMs = Math.floor(wallMs / dayMs) * dayMs;
  for (let startMs = fromMs; startMs < toMs;) {
    midnightMs += dayMs;
    const endMs = Math.min(toMs, instantsAt(midnightMs, timeZone).firstMs);
    if (endMs > startMs) days.push({ fromMs: startMs, toMs: endMs });
    startMs = Math.max(startMs, endMs);
  }
  return days;
}
