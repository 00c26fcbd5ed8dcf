import { assumption, type SensorFault } from './fault.js';

/** It sends nothing any more: hung, or its cable is off. */
export const sensorSilent = {
  name: 'sensor-silent',
  of: 'sensor',
  cause: 'sensor-silent',
  rate: { value: 0.02, per: 'door-year', basis: assumption },
  cures: { 'restart-sensor': 0.6, 'restart-controller': 0.4 },
  curesBasis: `${assumption}; a sensor that hangs starts again, a cable that is off does not`,
  befalls: ['tof', 'ultrasonic', 'load-cell', 'curtain'],
  show: () => undefined,
} as const satisfies SensorFault;
