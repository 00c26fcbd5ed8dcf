import { assumption, type WiringFault } from './fault.js';

/** Two doors' sensors hang on each other's terminals, since somebody worked on the wires. */
export const sensorsSwapped = {
  name: 'sensors-swapped',
  of: 'wiring',
  swaps: 'sensors',
  cause: 'sensor-swapped',
  rate: { value: 0.02, per: 'bank-year', basis: `${assumption}: after work on a bank's wires` },
  cures: {},
  curesBasis: 'nobody plugs a wire from afar; a new mapping from afar is not in version 1',
} as const satisfies WiringFault;
