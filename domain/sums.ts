import { lastDecided } from './cycles.js';
import type { Door } from './door.js';
import { addEarlier, addToSums, type RunningSums } from './sensing/difference.js';

/** The sums of a door, with the cycle that is still under question added as far as it is known. */
export function sumsWithPending(door: Door): RunningSums {
  const pending = door.stay?.sampling;
  if (!pending) return door.sums;
  const isPast = pending.doorCycle < lastDecided(door.cycles);
  return (isPast ? addEarlier : addToSums)(door.sums, pending.reading);
}
