import { lengthMs, type Period } from './period.js';

/** A door that was held for a parcel, from its claim to the end of its stay, or so far. */
export interface Taking extends Period {
  /** Unique among all that are looked at together. */
  door: string;
}

export interface Taken {
  /** Doors taken, over the time of the period. */
  mean: number;
  most: number;
  /** For so long no door was free. */
  fullMs: number;
}

/**
 * How many of `doors` doors were taken over a period, by takings of which no two are of one door at once (`oneAtATime`).
 * Where there are no doors they are never all taken.
 */
export function takenOver(takings: readonly Taking[], doors: number, period: Period): Taken {
  let [taken, most, area, fullMs] = [0, 0, 0, 0];
  let sinceMs = period.fromMs;
  for (const { atMs, by } of changesOf(takings, period)) {
    area += taken * (atMs - sinceMs);
    if (doors > 0 && taken >= doors) fullMs += atMs - sinceMs;
    taken += by;
    most = Math.max(most, taken);
    sinceMs = atMs;
  }
  const wholeMs = lengthMs(period);
  return { mean: wholeMs > 0 ? area / wholeMs : 0, most, fullMs };
}

/** In the order of time, what ends before what begins; the last is the end of the period. */
function changesOf(takings: readonly Taking[], { fromMs, toMs }: Period): { atMs: number; by: number }[] {
  const changes = takings.flatMap((taking) => {
    const [from, to] = [Math.max(taking.fromMs, fromMs), Math.min(taking.toMs, toMs)];
    return from < to
      ? [
          { atMs: from, by: 1 },
          { atMs: to, by: -1 },
        ]
      : [];
  });
  return [...changes.sort((a, b) => a.atMs - b.atMs || a.by - b.by), { atMs: toMs, by: 0 }];
}

/** A door holds one parcel: whenever the next one came, the one before had gone, whatever is known of it. */
export function oneAtATime(takings: readonly Taking[]): Taking[] {
  const nextFromMs = new Map<string, number>();
  return [...takings]
    .sort((a, b) => b.fromMs - a.fromMs)
    .map((taking) => {
      const toMs = Math.min(taking.toMs, nextFromMs.get(taking.door) ?? Infinity);
      nextFromMs.set(taking.door, taking.fromMs);
      return { ...taking, toMs };
    });
}
