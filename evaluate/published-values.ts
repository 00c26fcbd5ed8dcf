/** Values that others have published, or that were worked out elsewhere by other means: what the product is held against. */

/**
 * Fixed tests: the smallest change, in standard deviations of a sample, that n samples a side call at these error rates. The
 * quantiles are z(1 − α) + z(1 − β) of the normal distribution, from tables.
 */
export const fixedTests = [
  { rates: '1e-3 and 1e-3', quantiles: 6.18, n: 1, smallest: 8.74 },
  { rates: '1e-3 and 1e-3', quantiles: 6.18, n: 20, smallest: 1.95 },
  { rates: '1e-4 and 1e-3', quantiles: 6.81, n: 4, smallest: 4.81 },
  { rates: '1e-6 and 1e-4', quantiles: 8.47, n: 10, smallest: 3.79 },
  { rates: '1e-6 and 1e-4', quantiles: 8.47, n: 20, smallest: 2.68 },
  { rates: '1e-6 and 1e-4', quantiles: 8.47, n: 50, smallest: 1.69 },
] as const;

/** The rates at which the following were worked out: 1e-6 for a false "present", 1e-4 for a false "absent". */
export const strictRates = { alpha: 1e-6, beta: 1e-4 } as const;

/**
 * Samples until a verdict, baseline known, at a distance of `delta` standard deviations: 200,000 runs of a simulation of its
 * own. `wald` is Wald's own formula, which leaves the overshoot over the threshold out.
 */
export const sampleNumbers = [
  { delta: 1, empty: 19.9, present: 29.1, wald: [18.4, 27.6] },
  { delta: 2, empty: 5.48, present: 7.8, wald: [4.6, 6.9] },
  { delta: 3, empty: 2.75, present: 3.77, wald: [2.05, 3.07] },
] as const;

/** With 20 samples before and up to 200 after: the share of parcels of so many standard deviations that is called present. */
export const presentShares = [
  { delta: 1, share: 0.17 },
  { delta: 1.5, share: 0.89 },
  { delta: 2, share: 0.998 },
] as const;

/**
 * A CUSUM of two sides, k = 0.5: looks until it alarms in control, and after a shift by one standard deviation. By Brook and
 * Evans' Markov chain; the NIST handbook, 6.3.2.3.1, has 168 and 465.
 */
export const cusumRunLengths = [
  { h: 4, inControl: 168, shifted: 8.4 },
  { h: 5, inControl: 465, shifted: 10.4 },
  { h: 8, inControl: 9_471, shifted: 16.4 },
  { h: 10, inControl: 69_950, shifted: 20.4 },
  { h: 12, inControl: 515_900, shifted: 24.4 },
] as const;

/** An exponentially weighted mean: looks until it is past L times its own standard deviation. */
export const ewmaRunLengths = [
  { weight: 0.1, l: 2.814, shift: 0, looks: 499 },
  { weight: 0.1, l: 2.814, shift: 0.5, looks: 31.3 },
  { weight: 0.1, l: 2.814, shift: 1, looks: 10.3 },
  { weight: 0.2, l: 2.962, shift: 0, looks: 499 },
  { weight: 0.2, l: 2.962, shift: 1, looks: 10.5 },
  { weight: 0.05, l: 2.615, shift: 1, looks: 11.4 },
] as const;
