/**
 * P(N ≥ n) of a Poisson variable. Why Poisson: where parcels come at random and each lies for a time of its own, the number
 * that lie at one instant is Poisson with mean arrival rate × mean time, whatever the times' distribution is (M/G/∞: L. Takács,
 * Introduction to the Theory of Queues, 1962, ch. 3). The terms of the smaller side are added up, so that small tails keep
 * their digits.
 */
export function poissonTail(mean: number, n: number): number {
  if (n <= 0) return 1;
  if (mean <= 0) return 0;
  return n > mean ? upFrom(mean, n) : 1 - downFrom(mean, n - 1);
}

/** The fewest doors of which all are taken for at most this share of the time, if parcels that find none are not counted out. */
export function doorsFor(mean: number, fullShareMax: number): number {
  let [tooFew, enough] = [-1, 1];
  while (poissonTail(mean, enough) > fullShareMax) [tooFew, enough] = [enough, 2 * enough];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (poissonTail(mean, middle) > fullShareMax) tooFew = middle;
    else enough = middle;
  }
  return enough;
}

/**
 * The means that a count does not rule out: the exact limits of F. Garwood (Biometrika 28, 1936), each one-sided. Of a count
 * of 0 the upper one is 3.0 at 95 %, the "rule of three".
 */
export const meanAtMost = (count: number, confidence = 0.95): number =>
  meanAt((mean) => 1 - poissonTail(mean, count + 1), 1 - confidence, count);

export const meanAtLeast = (count: number, confidence = 0.95): number =>
  count === 0 ? 0 : meanAt((mean) => 1 - poissonTail(mean, count), confidence, count);

/** Where a share that falls with the mean is `share`, by halving. */
function meanAt(shareOf: (mean: number) => number, share: number, count: number): number {
  let [low, high] = [0, 2 * count + 20];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (shareOf(middle) > share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function upFrom(mean: number, n: number): number {
  let term = pointMass(mean, n);
  let sum = 0;
  for (let k = n; term > sum * 1e-16; term *= mean / ++k) sum += term;
  return sum;
}

function downFrom(mean: number, n: number): number {
  let term = pointMass(mean, n);
  let sum = 0;
  for (let k = n; k >= 0 && term > sum * 1e-16; term *= k-- / mean) sum += term;
  return sum;
}

/** By logarithms: neither factor of a large count fits a number. */
function pointMass(mean: number, n: number): number {
  let logFactorial = 0;
  for (let k = 2; k <= n; k++) logFactorial += Math.log(k);
  return Math.exp(n * Math.log(mean) - mean - logFactorial);
}
