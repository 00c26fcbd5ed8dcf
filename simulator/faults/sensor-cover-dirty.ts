import { assumption, type SensorFault } from './fault.js';

/** What dirt on the cover glass reads as, with a good status, millimetres (0 to 25 mm: the project's design notes). */
export const dirtyMm = [0, 25] as const;

/** The cover glass is dirty: light comes back from the dirt, a few millimetres away, and the status is good. */
export const sensorCoverDirty = {
  name: 'sensor-cover-dirty',
  of: 'sensor',
  cause: 'sensor-blind',
  rate: { value: 0.02, per: 'door-year', basis: assumption },
  cures: {},
  curesBasis: 'nobody wipes a glass from afar',
  befalls: ['tof'],
  show(window, { severity, random }) {
    const level = dirtyMm[0] + (dirtyMm[1] - dirtyMm[0]) * severity;
    const read = () => Math.min(dirtyMm[1], Math.max(dirtyMm[0], Math.round(level + random.normal())));
    return { ...window, samples: window.samples.map(read) };
  },
} as const satisfies SensorFault;
