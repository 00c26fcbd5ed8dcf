import type { FaultName } from '../domain/sensing/health/index.js';
import type { Rate } from '../simulator/faults/fault.js';

/**
 * Whether what is sent under it is, window by window, what a sound sensor could send: a level that stands elsewhere, a beam that is
 * broken, another door's contents. Every other fault marks the very window that it begins in: equal values, errors, scatter, none.
 */
export const leavesNoMark = ({ fault, name }: { fault: FaultName; name: string }): boolean =>
  fault === 'drift' || fault === 'untared' || fault === 'swapped' || name === 'curtain-dirty';

/**
 * When a fault begins so that no look at the door can tell. In the cycle: between the window before and the window after, where
 * a level that jumps is to that sensor what a parcel is. Since the last parcel: wires that were swapped show by nothing but by
 * parcels that come and go. In the stay: the same, with a parcel inside that came before.
 */
export type Hidden = 'in the cycle' | 'since the last parcel' | 'in the stay';

const hoursPerYear = 365.25 * 24;
/** The virtual banks' doors; of a bank's wires those of two doors are swapped. */
const [doorsOfABank, doorsSwapped] = [10, 2];

/**
 * For how long at most, or on average, each lasts, hours. A door that stands open for a minute is told of as ajar; a door waits
 * for its next parcel for twelve hours and keeps it for fifteen and a half, on average (market figures, as in `watched-bank.ts`).
 */
const hoursOf: Readonly<Record<Hidden, number>> = {
  'in the cycle': 1 / 60,
  'since the last parcel': 12,
  'in the stay': 15.5,
};

/** The share of a year in which a door stands open: twice a parcel, for a minute at most. */
export const shareOpen = (2 * hoursOf['in the cycle']) / (hoursOf['since the last parcel'] + hoursOf['in the stay']);

/**
 * The chance that a fault of this rate has begun there, seen from one door cycle, where it begins at any time alike.
 */
export function chanceOf({ value, per }: Rate, begins: Hidden): number {
  if (per === 'opening') throw new RangeError('a fault of single openings does not begin between them');
  const perDoorYear = per === 'door-year' ? value : (value * doorsSwapped) / doorsOfABank;
  return (perDoorYear * hoursOf[begins]) / hoursPerYear;
}
