import { assumption, type DoorFault } from './fault.js';

/** The magnet has fallen off: the switch says open, also of a door that is shut. */
export const magnetOff = {
  name: 'magnet-off',
  of: 'door',
  cause: 'magnet-off',
  rate: { value: 0.01, per: 'door-year', basis: assumption },
  cures: {},
  curesBasis: 'a magnet is glued on by hand',
  switchSays: () => true,
} as const satisfies DoorFault;
