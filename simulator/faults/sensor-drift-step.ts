import { assumption, type SensorFault } from './fault.js';
import { moved, smallestChange } from './readings.js';

/** How far the level jumps, in smallest changes of the kind: assumption. */
export const stepChanges = [1, 4] as const;

/** The level has jumped and stays there: somebody knocked against the sensor, or moved its plate. */
export const sensorDriftStep = {
  name: 'sensor-drift-step',
  of: 'sensor',
  cause: 'sensor-drift',
  rate: { value: 0.02, per: 'door-year', basis: `${assumption}: two fifths of 0.05 drifts out of range` },
  cures: {},
  curesBasis: 'a new zero makes up for all of it',
  befalls: ['tof', 'ultrasonic', 'load-cell'],
  show(window, { profile, severity, sign }) {
    const changes = stepChanges[0] + (stepChanges[1] - stepChanges[0]) * severity;
    return moved(window, profile, sign * changes * smallestChange(profile));
  },
} as const satisfies SensorFault;
