import { assumption, type SensorFault } from './fault.js';

const repeated = (aside: number | number[] | undefined, n: number): number[] | undefined =>
  aside === undefined ? undefined : Array<number>(n).fill(Array.isArray(aside) ? (aside[0] ?? 0) : aside);

/** It repeats one value for ever, and what it sends aside of it, as a VL53L1X does after a partial restart (ST forum, 143888). */
export const sensorStuck = {
  name: 'sensor-stuck',
  of: 'sensor',
  cause: 'sensor-stuck',
  rate: { value: 0.02, per: 'door-year', basis: assumption },
  cures: { 'restart-sensor': 0.8, 'restart-controller': 0.6 },
  curesBasis: `${assumption}; starting the sensor anew is what ends it on the bench, a loose contact it does not end`,
  befalls: ['tof', 'ultrasonic', 'load-cell', 'curtain'],
  show(window, { first }) {
    const said = first ?? window;
    const n = window.samples.length;
    const signalKcps = repeated(said.signalKcps, n);
    const ambientKcps = repeated(said.ambientKcps, n);
    return {
      ...window,
      samples: Array<number>(n).fill(said.samples[0] ?? 0),
      ...(signalKcps && { signalKcps }),
      ...(ambientKcps && { ambientKcps }),
    };
  },
} as const satisfies SensorFault;
