/**
 * The arithmetic of a sequential test on a difference of two locations, with every quantity an argument.
 * A. Wald, "Sequential Tests of Statistical Hypotheses", Ann. Math. Statist. 16 (1945).
 */

/** How often a verdict may be wrong: the error that a question calls costly, and the other. Both in (0, 0.5). */
export interface ErrorRates {
  costly: number;
  other: number;
}

/** One wrong "present" to a resident in a million empty deposits; one parcel in ten thousand not seen (design). */
export const defaultErrorRates: ErrorRates = { costly: 1e-6, other: 1e-4 };

/** Where the log-likelihood ratio decides: `present` from `upper` on, `absent` from `lower` down. */
export interface Thresholds {
  upper: number;
  lower: number;
}

/** Wald's thresholds: alpha is the rate of false "present", beta of false "absent". Throws RangeError outside (0, 0.5). */
export function thresholdsOf({ alpha, beta }: { alpha: number; beta: number }): Thresholds {
  for (const rate of [alpha, beta]) {
    if (!(rate > 0 && rate < 0.5)) throw new RangeError(`error rate must be in (0, 0.5), given ${rate}`);
  }
  return { upper: Math.log((1 - beta) / alpha), lower: Math.log(beta / (1 - alpha)) };
}

/** The noise of single samples: standard deviation in the profile's unit, and lag-1 autocorrelation in [0, 1). */
export interface Noise {
  sigma: number;
  rho: number;
}

/** Variance of (location after − location before). An exactly known baseline has `nBefore: Infinity`. */
export function varianceOfDifference({ sigma, rho }: Noise, { nBefore, nAfter }: { nBefore: number; nAfter: number }) {
  return sigma ** 2 * (1 / effectiveSamples(nBefore, rho) + 1 / effectiveSamples(nAfter, rho));
}

/** Correlated samples tell less: n of an AR(1) series are worth n (1 − rho) / (1 + rho) independent ones. */
export function effectiveSamples(n: number, rho: number): number {
  return (n * (1 - rho)) / (1 + rho);
}

/**
 * The noise of a window's location, as of one sample: the median of normal samples has 1.2533 (the root of pi / 2) times
 * the standard deviation of their mean.
 */
export function locationNoise(profile: Noise & { location: 'mean' | 'median' }): Noise {
  return { sigma: profile.location === 'median' ? profile.sigma * 1.2533 : profile.sigma, rho: profile.rho };
}

/** Log-likelihood ratio of "changed by delta" against "not changed", of a change d seen with this variance. */
export function llrOf({ d, delta, variance }: { d: number; delta: number; variance: number }): number {
  return (delta * d - delta ** 2 / 2) / variance;
}

/**
 * Log-likelihood ratio of "blocked" against "clear", of n samples of which this share says "blocked" and `flickerRate`
 * say the opposite of what is so: Wald's binomial test, on as many samples as their correlation leaves.
 */
export function binaryLlr(
  { share, n }: { share: number; n: number },
  { flickerRate, rho }: { flickerRate: number; rho: number },
): number {
  return effectiveSamples(n, rho) * (2 * share - 1) * Math.log((1 - flickerRate) / flickerRate);
}

/** The smallest delta whose ratio can rise to `ceiling`, however long one samples after: delta² n_eff / (2 sigma²). */
export function smallestDelta({ sigma, rho }: Noise, nBefore: number, ceiling: number): number {
  return sigma * Math.sqrt((2 * ceiling) / effectiveSamples(nBefore, rho));
}
