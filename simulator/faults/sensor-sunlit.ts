import { assumption, type SensorFault } from './fault.js';
import { badStatus } from './sensor-failing.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The hours of the day, UTC, in which the sun gets in; and the days until it stands higher: assumptions. */
export const sunlitHours = [12, 15] as const;
const passesDays = [3, 14] as const;
/** Ambient light in the sun, thousands of counts a second: assumption, far above the few of an office. */
const sunKcps = 4_000;

/** The sun falls on it for some hours a day: no range in so much light, and the sensor says so. It is well by the evening. */
export const sensorSunlit = {
  name: 'sensor-sunlit',
  of: 'sensor',
  cause: 'sensor-blind',
  rate: { value: 0.01, per: 'door-year', basis: assumption },
  cures: {},
  curesBasis: 'the sun goes by itself; a shade is put up by hand',
  passesAfterMs: [passesDays[0] * dayMs, passesDays[1] * dayMs],
  befalls: ['tof'],
  show(window, { profile, nowMs, random }) {
    const hour = (nowMs % dayMs) / hourMs;
    if (hour < sunlitHours[0] || hour >= sunlitHours[1]) return window;
    const value = profile.errorValues.at(-1) ?? 0;
    const ambientKcps = window.samples.map(() => Math.round(sunKcps * (1 + 0.05 * random.normal())));
    return { ...window, samples: window.samples.map(() => value), ambientKcps, status: badStatus };
  },
} as const satisfies SensorFault;
