import type { Door } from './door.js';
import { addToSums, type RunningSums } from './sensing/difference.js';

/** The sums of a door, with the cycle that is still under question added as far as it is known. */
export function sumsWithPending(door: Door): RunningSums {
  const pending = door.stay?.sampling;
  return pending ? addToSums(door.sums, pending.reading) : door.sums;
}
