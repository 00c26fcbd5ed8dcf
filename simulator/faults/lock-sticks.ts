import { assumption, type DoorFault } from './fault.js';

/** The lock fails at the first pulse and lets go at the second or third: a parcel that leans on the door, a dry bolt. */
export const lockSticks = {
  name: 'lock-sticks',
  of: 'door',
  cause: 'wont-open',
  rate: { value: 0.0016, per: 'opening', basis: `${assumption}: 0.2 % fail at first, 80 % of them clear by the third` },
  cures: { 'pulse-lock': 1 },
  curesBasis: 'it clears by itself within the three pulses of 20 s',
  passesAfterMs: [15_000, 45_000],
  letsGo: () => false,
} as const satisfies DoorFault;
