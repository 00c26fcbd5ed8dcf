/**
 * The only source of chance in a simulation: the same seed gives the same numbers, on every machine.
 * Generator: sfc32 (C. Doty-Humphrey, PractRand), 128 bits of state, seeded by FNV-1a of a text.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** True in this share of cases; a share of 0 draws nothing, so that a mishap turned off changes nothing else. */
  chance(share: number): boolean;
  /** Uniform in [min, max). */
  between(min: number, max: number): number;
  /** Whole, in [0, n). */
  below(n: number): number;
  pick<T>(from: readonly T[]): T;
  /** Standard normal (Marsaglia's polar method). */
  normal(): number;
  /** exp(μ + σ·normal). */
  logNormal(mu: number, sigma: number): number;
  exponential(mean: number): number;
  /** A generator of its own for a part of the story, so that one part's draws do not shift another's. */
  fork(name: string): Random;
}

export function randomOf(seed: string | number): Random {
  const uniform = sfc32(String(seed));
  let spare: number | undefined;
  const random: Random = {
    next: uniform,
    chance: (share) => share > 0 && uniform() < share,
    between: (min, max) => min + (max - min) * uniform(),
    below: (n) => Math.floor(uniform() * n),
    pick(from) {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from[Math.floor(uniform() * from.length)]!;
    },
    normal() {
      if (spare !== undefined) {
        const kept = spare;
        spare = undefined;
        return kept;
      }
      for (;;) {
        const x = 2 * uniform() - 1;
        const y = 2 * uniform() - 1;
        const square = x * x + y * y;
        if (square === 0 || square >= 1) continue;
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        spare = y * factor;
        return x * factor;
      }
    },
    logNormal: (mu, sigma) => Math.exp(mu + sigma * random.normal()),
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    fork: (name) => randomOf(`${seed}/${name}`),
  };
  return random;
}

function sfc32(seed: string): () => number {
  let a = fnv1a(`${seed}#a`);
  let b = fnv1a(`${seed}#b`);
  let c = fnv1a(`${seed}#c`);
  let counter = 1;
  const step = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 15; warmUp++) step(); // Twelve rounds mix the seed through; a few more cost nothing.
  return step;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
