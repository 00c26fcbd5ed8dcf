/**
 * The arithmetic of control charts, with every quantity an argument. A chart's in-control run length is how many looks
 * pass, on average, between two false alarms of it.
 */

/** One step of Page's cumulative sum (E. S. Page, Biometrika 41, 1954). Two-sided: a second sum is fed with −z. */
export const cusum = (sum: number, z: number, k: number): number => Math.max(0, sum + z - k);

/** One step of an exponentially weighted mean (S. W. Roberts, Technometrics 1, 1959), weight in (0, 1]. */
export const ewma = (mean: number, value: number, weight: number): number => mean + weight * (value - mean);

export interface Cusum {
  /** What each look takes off, in standard deviations: half of the shift that is to be found. */
  k: number;
  /** Where it alarms. */
  h: number;
}

/**
 * The run length of one side of a CUSUM of independent standard normal looks that are shifted by so many standard
 * deviations: D. Siegmund, "Sequential Analysis" (1985), with his 1.166 for the overshoot on both sides.
 */
export function siegmundRunLength({ k, h }: Cusum, shift = 0): number {
  const [drift, b] = [shift - k, h + 1.166];
  return drift === 0 ? b ** 2 : (Math.exp(-2 * drift * b) + 2 * drift * b - 1) / (2 * drift ** 2);
}

/** The limit at which a CUSUM of two sides has this in-control run length: each side alone has twice of it. */
export function cusumLimit(runLength: number, k: number): number {
  let [low, high] = [0, 100];
  for (let step = 0; step < 40; step += 1) {
    const h = (low + high) / 2;
    if (siegmundRunLength({ k, h }) < 2 * runLength) low = h;
    else high = h;
  }
  return high;
}

/**
 * The limit of a CUSUM of log-likelihood ratios: its in-control run length is e to the limit, or more (G. Lorden, Ann.
 * Math. Statist. 42, 1971), whatever the distribution that the ratios are of.
 */
export const ratioLimit = (runLength: number): number => Math.log(runLength);

/** How many looks in a row, each of this chance by itself, are seen once in so many looks, or less often. */
export const rowLimit = (runLength: number, chance: number): number =>
  Math.ceil(Math.log(runLength) / -Math.log(chance) - roundingMax);
/** What two logarithms may be off by together: without it a chance of 0.1 took five looks for ten thousand. */
const roundingMax = 1e-9;
