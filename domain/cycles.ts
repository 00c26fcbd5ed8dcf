/**
 * Which door cycles were decided: a small bit set above the last cycle known when the door was reserved. Cycles may come
 * twice and in any order; a number arithmetic bit set (48 cycles in one stay) keeps it to a few bytes in the item.
 */
export interface DecidedCycles {
  /** Every cycle up to this one is past and decides nothing. */
  base: number;
  /** Bit k: cycle base + 1 + k was decided. */
  mask: number;
}

/** A double holds 53 exact bits; a stay with more cycles than this lets the oldest ones count as decided. */
const width = 48;

/** Door cycles count by one. A number this far ahead is a fault of the controller, and would make real ones count as past. */
const aheadMax = 500;

export const isPlausible = (cycles: DecidedCycles, doorCycle: number): boolean =>
  doorCycle <= lastDecided(cycles) + aheadMax;

export function wasDecided({ base, mask }: DecidedCycles, doorCycle: number): boolean {
  const bit = doorCycle - base - 1;
  return bit < 0 || (bit < width && Math.floor(mask / 2 ** bit) % 2 === 1);
}

export function withDecided(cycles: DecidedCycles, doorCycle: number): DecidedCycles {
  if (wasDecided(cycles, doorCycle)) return cycles;
  const { base, mask } = cycles;
  const shift = Math.max(0, doorCycle - base - width);
  const kept = shift >= width ? 0 : Math.floor(mask / 2 ** shift);
  return { base: base + shift, mask: kept + 2 ** (doorCycle - base - shift - 1) };
}

/** The highest cycle decided: the base of the next stay. */
export function lastDecided({ base, mask }: DecidedCycles): number {
  return mask === 0 ? base : base + 1 + Math.floor(Math.log2(mask));
}
