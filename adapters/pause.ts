/** A conflict is over in a few milliseconds; ten times in a row it is a crowd, which full jitter takes apart best. */
const baseMs = 10;
const mostMs = 500;

/** Waits a random part of a span that doubles with every attempt (from 1): 0 to 20 ms first, 0 to 500 ms at the most. */
export function jitteredPause(attempt: number): Promise<void> {
  const spanMs = Math.min(mostMs, baseMs * 2 ** attempt);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * spanMs));
}
