/**
 * Instants and the clock on the wall. The rules of each IANA time zone are the runtime's own (`Intl.DateTimeFormat`, which is
 * a pure function of an instant and a zone). Local times stand here as the Unix milliseconds that UTC would give them.
 */
const dayMs = 86_400_000;
/** `Europe/Berlin`, `UTC`, `Etc/GMT+5`; no bare offset, which has no summer time. */
export const timeZonePattern = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** Is it a time zone that the runtime knows? */
export function isTimeZone(name: string): boolean {
  if (!timeZonePattern.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** What the clock shows at this instant. */
export const wallTimeMs = (instantMs: number, timeZone: string): number => instantMs + offsetMs(instantMs, timeZone);

/**
 * The first instant at which the clock shows this local time or a later one, and the instant from which on it never
 * shows an earlier one. They differ where the clock is put back over it; in the gap where it is put forward, both are
 * the gap's end. Right where the zone's offset changes at most once in the two days around it.
 */
export function instantsAt(wallMs: number, timeZone: string): { firstMs: number; lastMs: number } {
  const before = offsetMs(wallMs - dayMs, timeZone);
  const after = offsetMs(wallMs + dayMs, timeZone);
  const [early, late] = [wallMs - before, wallMs - after];
  const isBefore = offsetMs(early, timeZone) === before;
  const isAfter = offsetMs(late, timeZone) === after;
  if (!isBefore && !isAfter) {
    const gapEndMs = changeBetween(late, early, timeZone);
    return { firstMs: gapEndMs, lastMs: gapEndMs };
  }
  return { firstMs: isBefore ? early : late, lastMs: isAfter ? late : early };
}

/** The instant in (from, to] at which the offset changes, by halving: whole seconds. */
function changeBetween(fromMs: number, toMs: number, timeZone: string): number {
  let [low, high] = [fromMs, toMs];
  const old = offsetMs(low, timeZone);
  while (high - low > 1_000) {
    const middle = low + Math.floor((high - low) / 2_000) * 1_000;
    if (offsetMs(middle, timeZone) === old) low = middle;
    else high = middle;
  }
  return high;
}

/** Asked thousands of times of the same nights, and a format is slow: the offsets of each zone, by their quarter of an hour. */
const offsets = new Map<string, Map<number, number>>();
const mostOffsets = 10_000;

function offsetMs(instantMs: number, timeZone: string): number {
  const ofZone = offsets.get(timeZone) ?? new Map<number, number>();
  offsets.set(timeZone, ofZone);
  // Since 2023 every change of a zone in the IANA database is at a full quarter of an hour of UTC (Casey's was a minute past).
  const quarterMs = Math.floor(instantMs / 900_000) * 900_000;
  const known = ofZone.get(quarterMs);
  if (known !== undefined) return known;
  if (ofZone.size >= mostOffsets) ofZone.clear();
  const offset = shownMs(quarterMs, timeZone) - quarterMs;
  ofZone.set(quarterMs, offset);
  return offset;
}

function shownMs(instantMs: number, timeZone: string): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of clockIn(timeZone).formatToParts(instantMs)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Making a format costs a thousand times what asking one does. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** A zone that this runtime does not know counts as UTC: a reminder at a wrong hour is better than a parcel not taken. */
function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const numeric = 'numeric' as const;
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', calendar: 'gregory', ...fields });
  clocks.set(timeZone, clock);
  return clock;
}
