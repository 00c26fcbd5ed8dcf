import { atMost, rounded } from '../bench/report.js';
import type { CompartmentId } from '../domain/ids.js';
import {
  detectors,
  limitsFor,
  recalibrated,
  type FaultName,
  type SensorState,
} from '../domain/sensing/health/index.js';
import { profiles, type KnownProfile } from '../domain/sensing/profiles/index.js';
import { climateOf, referenceC } from '../simulator/climate.js';
import { randomOf } from '../simulator/random.js';
import { sensorOf } from './bench-sensor.js';
import type { Evaluated, Given } from './part.js';
import { hourMs, WatchedBank, WatchedDoor, type Raised } from './watched-bank.js';

const doorsPerBank = 10;
const budgetPerMonth = 1;
const hoursPerMonth = (365.25 * 24) / 12;
const dayMs = 24 * hourMs;

/** The temperature of a hall that is not heated, by day and year: an assumption, on the hard side. Kelvin. */
const unheated = { day: 4, year: 8 } as const;

/** What a sound sensor's readings are made of. Each bank has its own draws, and its sensors their own sign of warmth. */
export interface Noise {
  readonly name: string;
  readonly profileOf: (profile: KnownProfile) => KnownProfile;
  readonly temperatureC: (nowMs: number) => number;
  readonly isTemperatureTold: boolean;
}

const asStated = (profile: KnownProfile): KnownProfile => profile;
const steady = { profileOf: asStated, temperatureC: () => referenceC, isTemperatureTold: true };
const wave = (nowMs: number, periodMs: number): number => Math.sin((2 * Math.PI * nowMs) / periodMs);
const hall = (nowMs: number): number =>
  referenceC + unheated.day * wave(nowMs, dayMs) + unheated.year * wave(nowMs, 365.25 * dayMs);

const lobby = climateOf(randomOf('lobby'));

const noises: readonly Noise[] = [
  { ...steady, name: 'white', profileOf: (profile) => ({ ...profile, rho: 0 }) },
  { ...steady, name: 'AR(1), as the profiles state it' },
  { ...steady, name: 'the same in a lobby', temperatureC: lobby },
  { ...steady, name: 'that lobby, no temperature told', temperatureC: lobby, isTemperatureTold: false },
  { ...steady, name: 'the same in an unheated hall', temperatureC: hall },
  { ...steady, name: 'that hall, no temperature told', temperatureC: hall, isTemperatureTold: false },
];

export interface Counted {
  noise: string;
  months: number;
  alarms: Partial<Record<FaultName, number>>;
  perMonth: number;
}

/** A year of a bank in use in which nothing is wrong: whatever is accused is a false alarm. */
export function evaluateAlarms({ runs, progress }: Given): Evaluated {
  const months = (12 * runs) / 1_000;
  const counted = noises.map((noise) => {
    progress(`${rounded(months)} months of a bank of ${doorsPerBank * profiles.length} sound sensors: ${noise.name}`);
    return countAlarms(noise, months);
  });
  return {
    tables: [
      {
        title: `False alarms of a bank of ${doorsPerBank * profiles.length} sound sensors, against a budget of ${budgetPerMonth} a month`,
        head: ['noise', 'months', ...detectors.map(({ name }) => name), 'a month'],
        rows: counted.map((one) => [
          one.noise,
          String(rounded(one.months)),
          ...detectors.map(({ name }) => String(one.alarms[name] ?? 0)),
          String(rounded(one.perMonth)),
        ]),
      },
    ],
    checks: counted.map(({ noise, perMonth }) =>
      atMost(`false alarms, ${noise}`, perMonth, { max: budgetPerMonth, unit: 'a month' }),
    ),
    json: counted,
  };
}

/** So many months of one bank. */
export function countAlarms(noise: Noise, months: number): Counted {
  const random = randomOf(`alarms-${noise.name}`);
  const doors = Array.from({ length: doorsPerBank }, (_, i) => {
    const sensors = profiles.map((profile) => sensorOf(noise.profileOf(profile), random.fork(`${i}-${profile.kind}`)));
    return new WatchedDoor(`A${i + 1}` as CompartmentId, sensors);
  });
  const limits = limitsFor(budgetPerMonth, { sensors: doorsPerBank * profiles.length, scanIntervalMs: hourMs });
  const bank = new WatchedBank(doors, { ...noise, limits, random: random.fork('use') });
  const alarms: Counted['alarms'] = {};
  for (let hour = 0; hour < months * hoursPerMonth; hour += 1) {
    for (const raised of bank.hour()) {
      alarms[raised.fault] = (alarms[raised.fault] ?? 0) + 1;
      dismiss(raised);
    }
  }
  const all = Object.values(alarms).reduce((sum, one) => sum + one, 0);
  return { noise: noise.name, months, alarms, perMonth: all / months };
}

/**
 * As the playbook has it: what is accused is recalibrated, and what was held against it is forgotten, so that the next alarm
 * is one more. A swap is kept with the bank; it stays, and is counted once.
 */
function dismiss({ door, sensor, fault }: Raised): void {
  if (fault === 'swapped') return;
  const charts: Partial<SensorState> = { noise: 0, spikes: 0, frozen: 0, missed: 0, blind: 0, blindSurely: 0 };
  door.states[sensor] = { ...recalibrated(door.states[sensor]!), ...charts, faults: 0 };
}
