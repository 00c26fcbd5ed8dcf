import { sizes, type Size } from './inputs.js';

/**
 * Inner dimensions of a compartment, millimetres, longest first. S, M and L are the worked example of a public locker
 * API (GLS NXT OOH); XL is an assumption.
 */
const insideMm: Record<Size, readonly [number, number, number]> = {
  S: [600, 400, 200],
  M: [600, 400, 400],
  L: [800, 600, 400],
  XL: [1000, 600, 600],
};

export interface Wanted {
  size: Size;
  dimensionsMm?: readonly [number, number, number] | undefined;
  /** For a resident who cannot reach the other doors. */
  needsLowDoor?: boolean | undefined;
}

interface Offer {
  compartmentId: string;
  size: Size;
  accessible: boolean;
  /** Its lock is wearing out: it may be the next one not to open. */
  isWorn?: boolean | undefined;
  /** One of its sensors is not believed: what is put in may stay unseen. */
  isDoubted?: boolean | undefined;
}

/**
 * Doors that fit, best first. For most: worn locks last, doubtful sensors before them, then the smallest size, low doors last among equals because
 * residents need them who cannot reach the others, then by label. For a resident who needs a low door: low doors first, of
 * whatever size fits, with whatever lock and sensors; a high one only where no low one is left, because a parcel that somebody can help
 * with is better than none. A parcel whose dimensions fit no size fits no door.
 */
export function rankDoors<Door extends Offer>(free: readonly Door[], wanted: Wanted): Door[] {
  const smallest = sizeNeeded(wanted);
  if (smallest === undefined) return [];
  return free
    .filter(({ size }) => sizes.indexOf(size) >= smallest)
    .sort((a, b) => {
      const low = Number(a.accessible) - Number(b.accessible);
      const larger = sizes.indexOf(a.size) - sizes.indexOf(b.size);
      const worn = Number(a.isWorn ?? false) - Number(b.isWorn ?? false);
      const bad = worn || Number(a.isDoubted ?? false) - Number(b.isDoubted ?? false);
      const order = wanted.needsLowDoor ? -low || bad || larger : bad || larger || low;
      return order || (a.compartmentId < b.compartmentId ? -1 : 1);
    });
}

function sizeNeeded({ size, dimensionsMm }: Wanted): number | undefined {
  const asked = sizes.indexOf(size);
  if (!dimensionsMm) return asked;
  const parcel = [...dimensionsMm].sort((a, b) => b - a);
  const fitting = sizes.findIndex((candidate) => insideMm[candidate].every((side, i) => (parcel[i] ?? 0) <= side));
  return fitting === -1 ? undefined : Math.max(asked, fitting);
}
