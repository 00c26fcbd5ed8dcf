import { isBinary } from '../../domain/sensing/profiles/index.js';
import { assumption, type SensorFault } from './fault.js';
import { changed } from './readings.js';

/** The share of samples that are spikes, from the mildest to the worst case: assumption. */
export const spikeShare = [0.05, 0.3] as const;
/** A load cell's spikes go down (24 h log of an HX711, newscrewdriver 2023-07-13), by so many grams: assumption. */
const spikeG = [100, 2_000] as const;

/** Single samples are plainly wrong: a distance anywhere in its range, a weight far too small. */
export const sensorSpiky = {
  name: 'sensor-spiky',
  of: 'sensor',
  cause: 'sensor-spiky',
  rate: { value: 0.02, per: 'door-year', basis: assumption },
  cures: { 'restart-sensor': 0.4 },
  curesBasis: assumption,
  befalls: ['tof', 'ultrasonic', 'load-cell'],
  show(window, { profile, severity, random }) {
    if (isBinary(profile)) return window;
    const share = spikeShare[0] + (spikeShare[1] - spikeShare[0]) * severity;
    return changed(window, profile, (value) => {
      if (!random.chance(share)) return value;
      return profile.unit === 'g' ? value - random.between(...spikeG) : random.between(...profile.range);
    });
  },
} as const satisfies SensorFault;
