import { assumption, type SensorFault } from './fault.js';
import { moved } from './readings.js';

/** A cell never tared is off by up to 10 % of its span (zero ± 0.1 mV/V of 1.0 mV/V, of 20 kg), grams. */
export const untaredG = [300, 2_000] as const;

/** The cell has lost its zero: a controller was reset to what it came with, or a plate was changed and not tared. */
export const sensorUntared = {
  name: 'sensor-untared',
  of: 'sensor',
  cause: 'sensor-untared',
  rate: { value: 0.01, per: 'door-year', basis: assumption },
  cures: {},
  curesBasis: 'a new zero makes up for all of it',
  befalls: ['load-cell'],
  show(window, { profile, severity, sign }) {
    return moved(window, profile, sign * (untaredG[0] + (untaredG[1] - untaredG[0]) * severity));
  },
} as const satisfies SensorFault;
