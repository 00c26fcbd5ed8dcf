import { assumption, type WiringFault } from './fault.js';

/** Two doors' locks hang on each other's terminals: a pulse for one lets the other spring open. */
export const locksSwapped = {
  name: 'locks-swapped',
  of: 'wiring',
  swaps: 'lock',
  cause: 'wrong-door-opened',
  rate: { value: 0.02, per: 'bank-year', basis: `${assumption}: after work on a bank's wires` },
  cures: {},
  curesBasis: 'wires are verified by a walk along the doors',
} as const satisfies WiringFault;
