import { assumption, type SensorFault } from './fault.js';

/** Light that gets through the dirt, in the unit of the converter; a clear beam brings 900, a blocked one 20: assumption. */
const light = { through: 120, sigma: 3 } as const;

/** Dust or a label lies in the beam: blocked, whatever is inside, though some light still comes through. */
export const curtainDirty = {
  name: 'curtain-dirty',
  of: 'sensor',
  cause: 'sensor-blind',
  rate: { value: 0.05, per: 'door-year', basis: assumption },
  cures: {},
  curesBasis: 'nobody wipes a beam from afar',
  befalls: ['curtain'],
  show(window, { random }) {
    const signalKcps = window.samples.map(() => Math.round(light.through + light.sigma * random.normal()));
    return { ...window, samples: window.samples.map(() => 1), signalKcps };
  },
} as const satisfies SensorFault;
