import { assumption, type SensorFault } from './fault.js';
import { moved, smallestChange } from './readings.js';

const dayMs = 86_400_000;
/** How long it takes to get there, and how far that is in smallest changes of the kind: assumptions. */
export const rampDays = 20;
export const rampChanges = [1, 4] as const;

/** The level creeps away over weeks, a mounting that gives way or a glue that ages, and stays where it has come to. */
export const sensorDriftRamp = {
  name: 'sensor-drift-ramp',
  of: 'sensor',
  cause: 'sensor-drift',
  rate: { value: 0.025, per: 'door-year', basis: `${assumption}: half of 0.05 drifts out of range` },
  cures: {},
  curesBasis: 'a new zero takes away what has crept so far; what still comes, creeps on',
  befalls: ['tof', 'ultrasonic', 'load-cell'],
  show(window, { profile, severity, sign, sinceMs, nowMs }) {
    const changes = rampChanges[0] + (rampChanges[1] - rampChanges[0]) * severity;
    const way = Math.min(1, (nowMs - sinceMs) / (rampDays * dayMs));
    return moved(window, profile, sign * way * changes * smallestChange(profile));
  },
} as const satisfies SensorFault;
