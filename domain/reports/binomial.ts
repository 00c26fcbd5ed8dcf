/**
 * P(X ≤ k) of so many trials that each fail with the same chance p, in (0, 1): the terms are added up from the first, each from the one before
 * it, so that small ones keep their digits. Of no trials nothing is ruled out.
 */
export function binomialAtMost(k: number, { trials, p }: { trials: number; p: number }): number {
  if (trials <= k) return 1;
  let term = (1 - p) ** trials;
  let sum = term;
  for (let i = 1; i <= k; i++) {
    term *= ((trials - i + 1) / i) * (p / (1 - p));
    sum += term;
  }
  return sum;
}
