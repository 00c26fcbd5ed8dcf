import { assumption, type SensorFault } from './fault.js';

/** No driver's good status; which number stands for what differs from kind to kind: a choice. */
export const badStatus = 4;

/** It answers, and says with every sample that it has none: the error value of its driver, and a status that is not good. */
export const sensorFailing = {
  name: 'sensor-failing',
  of: 'sensor',
  cause: 'sensor-blind',
  rate: { value: 0.01, per: 'door-year', basis: assumption },
  cures: { 'restart-sensor': 0.6, 'restart-controller': 0.4 },
  curesBasis: assumption,
  befalls: ['tof', 'ultrasonic', 'load-cell', 'curtain'],
  show(window, { profile }) {
    const value = profile.errorValues.at(-1);
    const samples = value === undefined ? window.samples : window.samples.map(() => value);
    return { ...window, samples, status: badStatus };
  },
} as const satisfies SensorFault;
