import { assumption, type SensorFault } from './fault.js';

/** The converter stands at the end of its 24 bits: a broken wire of the bridge, or a cell bent beyond its load. Status good. */
export const sensorSaturated = {
  name: 'sensor-saturated',
  of: 'sensor',
  cause: 'sensor-blind',
  rate: { value: 0.01, per: 'door-year', basis: assumption },
  cures: { 'restart-sensor': 0.1 },
  curesBasis: `${assumption}; a wire does not mend, a converter that hangs at its end may`,
  befalls: ['load-cell'],
  show(window, { profile, sign }) {
    const value = profile.errorValues.find((end) => Math.sign(end) === sign) ?? 0;
    return { ...window, samples: window.samples.map(() => value) };
  },
} as const satisfies SensorFault;
