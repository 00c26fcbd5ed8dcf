/**
 * Which door cycles were decided: a small bit set above the cycles that were all decided. Cycles may come twice and in any
 * order, also across a reservation; a number as bit set (48 cycles) keeps it to a few bytes in the item.
 */
export interface DecidedCycles {
  /** Every cycle up to this one was decided, or is past, and decides nothing. */
  base: number;
  /** Bit k: cycle base + 1 + k was decided. */
  mask: number;
}

/** A double holds 53 exact bits. A number further ahead than this is a fault of the controller: it would make real ones past. */
const width = 48;

export const isPlausible = (cycles: DecidedCycles, doorCycle: number): boolean =>
  doorCycle <= lastDecided(cycles) + width;

export function wasDecided({ base, mask }: DecidedCycles, doorCycle: number): boolean {
  const bit = doorCycle - base - 1;
  return bit < 0 || (bit < width && Math.floor(mask / 2 ** bit) % 2 === 1);
}

export function withDecided(cycles: DecidedCycles, doorCycle: number): DecidedCycles {
  if (wasDecided(cycles, doorCycle)) return cycles;
  const { base, mask } = cycles;
  const shift = Math.max(0, doorCycle - base - width);
  const kept = shift >= width ? 0 : Math.floor(mask / 2 ** shift);
  return compacted({ base: base + shift, mask: kept + 2 ** (doorCycle - base - shift - 1) });
}

/** Every cycle up to this one is past. */
export function withPast({ base, mask }: DecidedCycles, doorCycle: number): DecidedCycles {
  const shift = Math.max(0, doorCycle - base);
  return compacted({ base: base + shift, mask: shift >= width ? 0 : Math.floor(mask / 2 ** shift) });
}

/** The base moves up over what is decided without a gap. */
function compacted({ base, mask }: DecidedCycles): DecidedCycles {
  return mask % 2 === 1 ? compacted({ base: base + 1, mask: Math.floor(mask / 2) }) : { base, mask };
}

/** Is any cycle after this one not heard of, though a later one was? */
export function hasGap(cycles: DecidedCycles, after: number): boolean {
  const last = lastDecided(cycles);
  for (let doorCycle = after + 1; doorCycle < last; doorCycle++) if (!wasDecided(cycles, doorCycle)) return true;
  return false;
}

/** The highest cycle decided. */
export function lastDecided({ base, mask }: DecidedCycles): number {
  return mask === 0 ? base : base + 1 + Math.floor(Math.log2(mask));
}
