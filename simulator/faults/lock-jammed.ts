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
  cures: { 'pulse-lock': 0.6, 'restart-lock-rail': 0.4, 'long-pulse': 0.25 },
  curesBasis: `${assumption}; a bolt under load comes free by short pulses, a rail's driver by its restart, a bent bolt by neither. Of what is left by both, one in four is a load too great for a short pulse, which a pull that lasts overcomes: a motor's torque is short where the latch is under preload (Securitron, Mortise UnLatch, installation instructions 4.1 and 4.2), and a maker of locks has a command of its own that drives one until it stalls (tedee, BLE API, open lock, FORCE). The other three are bent, and stay for a visit`,
  letsGo: () => false,
} as const satisfies DoorFault;
