import { assumption, type DoorFault } from './fault.js';

/** The door switch sticks: it says closed, also of a door that is open. */
export const switchStuck = {
  name: 'switch-stuck',
  of: 'door',
  cause: 'door-switch-stuck',
  rate: { value: 0.01, per: 'door-year', basis: assumption },
  cures: { 'pulse-lock': 0.1 },
  curesBasis: `${assumption}; the shock of a pulse may free a reed, as a rule it is replaced`,
  switchSays: () => false,
} as const satisfies DoorFault;
