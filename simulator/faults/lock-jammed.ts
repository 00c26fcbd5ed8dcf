import { assumption, type DoorFault } from './fault.js';

/** The lock does not let go, pulse after pulse. */
export const lockJammed = {
  name: 'lock-jammed',
  of: 'door',
  cause: 'wont-open',
  rate: {
    value: 0.0004,
    per: 'opening',
    basis: `${assumption}: the fifth of 0.2 % that does not clear by the third pulse`,
  },
  cures: { 'pulse-lock': 0.6, 'restart-lock-rail': 0.4 },
  curesBasis: `${assumption}; a bolt under load comes free by short pulses, a rail's driver by its restart, a bent bolt by neither`,
  letsGo: () => false,
} as const satisfies DoorFault;
