import { expect, it } from 'vitest';
import { asAsked } from '../../../domain/audit/accept-noise.js';
import type { DoorSensors, KnownSensor } from '../../../domain/audit/door-sensors.js';
import { newState } from '../../../domain/sensing/health/state.js';
import type { SensorKind } from '../../../domain/sensing/profiles/index.js';

const rates = { costly: 1e-6, other: 1e-4 };
const [silent, noisy] = [2, 4];
const sensor = (kind: SensorKind, varianceNow = 1, faults = 0): KnownSensor => ({
  ...newState(0),
  ...{ kind, varianceNow, faults },
});
const accepted = (profile: string, sensors: Record<string, KnownSensor>, name = 'it') =>
  asAsked({ sensors, acceptsNoiseOf: name } as unknown as DoorSensors, { profile, rates })?.sensors[name]?.accepted;

it.each<[string, string, Record<string, KnownSensor>, number | undefined]>([
  ['scales alone, which tell two sheets all the same', 'load-cell', { it: sensor('load-cell', 9, noisy) }, 9],
  ['scales alone, which do not any more', 'load-cell', { it: sensor('load-cell', 16, noisy) }, undefined],
  ['a distance sensor alone, at twice its noise', 'tof', { it: sensor('tof', 4, noisy) }, undefined],
  [
    'a distance sensor beside sound scales',
    'tof+load-cell',
    { it: sensor('tof', 4, noisy), floor: sensor('load-cell') },
    4,
  ],
  [
    'one beside scales that say nothing',
    'tof+load-cell',
    { it: sensor('tof', 4, noisy), floor: sensor('load-cell', 1, silent) },
    undefined,
  ],
  [
    'one beside scales that are too noisy themselves',
    'tof+load-cell',
    { it: sensor('tof', 4, noisy), floor: sensor('load-cell', 16) },
    undefined,
  ],
  ['one whose door should have scales, and has none', 'tof+load-cell', { it: sensor('tof', 1.5, noisy) }, undefined],
  [
    'scales beside a distance sensor, which is coarser',
    'tof+load-cell',
    { it: sensor('load-cell', 16, noisy), top: sensor('tof') },
    undefined,
  ],
  [
    'a distance sensor beside a beam at the floor',
    'tof+curtain',
    { it: sensor('tof', 4, noisy), beam: sensor('curtain') },
    4,
  ],
])('%s', (_, profile, sensors, variance) => {
  expect(accepted(profile, sensors)).toBe(variance);
});

it('of a sensor that is not known, nothing is accepted, whatever it is called', () => {
  for (const name of ['another', 'constructor', '__proto__'])
    expect(accepted('load-cell', { it: sensor('load-cell', 9, noisy) }, name)).toBeUndefined();
});

it('nothing is accepted that nobody asked for', () => {
  const door = { sensors: { it: sensor('load-cell', 9, noisy) } } as unknown as DoorSensors;
  expect(asAsked(door, { profile: 'load-cell', rates })).toBe(door);
  expect(asAsked(undefined, { profile: 'load-cell', rates })).toBeUndefined();
});
