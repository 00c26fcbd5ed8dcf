import { assumption, type DoorFault } from './fault.js';

const dayMs = 86_400_000;
/** From new wear to its end, days; how much slower and how often in vain it is by then: assumptions. */
export const wearDays = 60;
export const slowestMs = 400;
export const inVainShareMax = 0.5;

const wearOf = ({ nowMs, sinceMs }: { nowMs: number; sinceMs: number }) =>
  Math.min(1, (nowMs - sinceMs) / (wearDays * dayMs));

/** The lock wears out: every week it takes longer to let go, and more pulses are in vain. */
export const lockWears = {
  name: 'lock-wears',
  of: 'door',
  cause: 'lock-wear',
  rate: { value: 0.02, per: 'door-year', basis: assumption },
  cures: {},
  curesBasis: 'a worn lock is replaced, on a visit that can be planned',
  letsGo: (at, luck) => luck >= inVainShareMax * wearOf(at),
  slowerByMs: (at) => slowestMs * wearOf(at),
} as const satisfies DoorFault;
