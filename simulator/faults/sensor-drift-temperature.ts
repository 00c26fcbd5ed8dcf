import { isBinary } from '../../domain/sensing/profiles/index.js';
import { referenceC } from '../climate.js';
import { assumption, type SensorFault } from './fault.js';
import { moved } from './readings.js';

/** Times the worst coefficient of a sound sensor of the kind: assumption. */
export const coefficientTimes = [3, 8] as const;

/** The level follows the temperature far more than a sound one does: damp in the housing, a plate that binds. */
export const sensorDriftTemperature = {
  name: 'sensor-drift-temperature',
  of: 'sensor',
  cause: 'sensor-drift',
  rate: { value: 0.005, per: 'door-year', basis: `${assumption}: a tenth of 0.05 drifts out of range` },
  cures: {},
  curesBasis: 'a new zero holds until the weather changes; the part is replaced',
  befalls: ['tof', 'ultrasonic', 'load-cell'],
  show(window, { profile, severity, sign, temperatureC }) {
    if (isBinary(profile)) return window;
    const times = coefficientTimes[0] + (coefficientTimes[1] - coefficientTimes[0]) * severity;
    return moved(window, profile, sign * times * profile.temperatureCoefficient * (temperatureC - referenceC));
  },
} as const satisfies SensorFault;
