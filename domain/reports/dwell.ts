/** How long one parcel has lain in its door: to its end, or so far. */
export interface Dwell {
  forMs: number;
  hasEnded: boolean;
}

export interface DwellReport {
  /** Parcels that were fetched, returned or written off. */
  ended: number;
  /** Parcels that lie there still: how long is not known yet, and counts as "at least". */
  lying: number;
  meanMs?: number | undefined;
  /** A share of all parcels is gone within `ms`; none where more than the rest of them lie there still. */
  quantiles: { share: number; ms?: number | undefined }[];
  /** Parcels that ended, by how long they had lain: from `fromMs` to before `toMs`; the last has no end. */
  histogram: { fromMs: number; toMs?: number | undefined; parcels: number }[];
}

const shares = [0.5, 0.75, 0.9, 0.95, 0.99];
const binMs = 12 * 3_600_000;
/** Four days in half days, and what lies longer. */
const bins = 8;

export function dwellReport(dwells: readonly Dwell[]): DwellReport {
  const curve = stillThere(dwells);
  const ended = dwells.filter(({ hasEnded }) => hasEnded);
  return {
    ended: ended.length,
    lying: dwells.length - ended.length,
    meanMs: meanDwellMs(dwells),
    quantiles: shares.map((share) => ({ share, ms: curve.find((step) => step.share <= 1 - share + 1e-12)?.atMs })),
    histogram: Array.from({ length: bins + 1 }, (_bin, i) => {
      const [fromMs, toMs] = [i * binMs, i < bins ? (i + 1) * binMs : undefined];
      const isIn = ({ forMs }: Dwell) => forMs >= fromMs && forMs < (toMs ?? Infinity);
      return { fromMs, toMs, parcels: ended.filter(isIn).length };
    }),
  };
}

/**
 * The mean time in a door: the area under the curve of what is still there, to the longest time seen. Of nothing that has
 * ended there is none. Where the longest times are of parcels that lie there still, it is a little too short.
 */
export function meanDwellMs(dwells: readonly Dwell[]): number | undefined {
  if (!dwells.some(({ hasEnded }) => hasEnded)) return undefined;
  const longestMs = dwells.reduce((most, { forMs }) => Math.max(most, forMs), 0);
  let [area, share, sinceMs] = [0, 1, 0];
  for (const step of stillThere(dwells)) {
    area += share * (step.atMs - sinceMs);
    [share, sinceMs] = [step.share, step.atMs];
  }
  return area + share * (longestMs - sinceMs);
}

/**
 * The share of parcels that is still there after each time at which one went. Parcels that lie there still count for as long
 * as they have been seen and no longer, so that neither leaving them out makes times too short nor their unfinished times do
 * (E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53, 1958).
 */
export function stillThere(dwells: readonly Dwell[]): { atMs: number; share: number }[] {
  // What was last seen in the very instant in which another went was still there in it.
  const ordered = [...dwells].sort((a, b) => a.forMs - b.forMs || Number(b.hasEnded) - Number(a.hasEnded));
  const steps: { atMs: number; share: number }[] = [];
  let share = 1;
  ordered.forEach(({ forMs, hasEnded }, i) => {
    if (!hasEnded) return;
    share *= 1 - 1 / (ordered.length - i);
    if (steps.at(-1)?.atMs === forMs) steps.pop();
    steps.push({ atMs: forMs, share });
  });
  return steps;
}
