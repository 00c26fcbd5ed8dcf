import { isBinary } from '../../domain/sensing/profiles/index.js';
import { assumption, type SensorFault } from './fault.js';
import { changed } from './readings.js';

/** Times the noise of a sound sensor, from the mildest to the worst case (the brief of the fault mix: an assumption). */
export const noiseTimes = [2, 6] as const;

/** It scatters more than it did, in its samples and therefore in their mean: the added noise has the profile's rho. */
export const sensorNoisy = {
  name: 'sensor-noisy',
  of: 'sensor',
  cause: 'sensor-noisy',
  rate: { value: 0.03, per: 'door-year', basis: assumption },
  cures: { 'restart-sensor': 0.3 },
  curesBasis: `${assumption}; noise comes of the supply, the cable or age, and seldom of a state that a start ends`,
  befalls: ['tof', 'ultrasonic', 'load-cell', 'curtain'],
  show(window, { profile, severity, random }) {
    const times = noiseTimes[0] + (noiseTimes[1] - noiseTimes[0]) * severity;
    if (isBinary(profile)) {
      const more = profile.flickerRate * (times - 1);
      return { ...window, samples: window.samples.map((value) => (random.chance(more) ? 1 - value : value)) };
    }
    const { sigma, rho } = profile;
    const added = sigma * Math.sqrt(times ** 2 - 1); // Variances add up.
    let noise = random.normal();
    return changed(window, profile, (value) => {
      noise = rho * noise + Math.sqrt(1 - rho ** 2) * random.normal();
      return value + added * noise;
    });
  },
} as const satisfies SensorFault;
