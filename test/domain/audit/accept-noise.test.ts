import { expect, it } from 'vitest';
import { asAsked } from '../../../domain/audit/accept-noise.js';
import type { DoorSensors, KnownSensor } from '../../../domain/audit/door-sensors.js';
import { conditionOf } from '../../../domain/sensing/health/condition.js';
import { limitsFor, observe, withFault, type SensorState } from '../../../domain/sensing/health/index.js';
import { newState } from '../../../domain/sensing/health/state.js';
import { profileOf, type LevelProfile, type SensorKind } from '../../../domain/sensing/profiles/index.js';
import { autoregressiveFrom, loadCellWindow } from '../sensing/noise.js';

const rates = { costly: 1e-6, other: 1e-4 };
const [silent, noisy, blind] = [2, 4, 32];
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
  [
    'a sensor alone that is noisy and does not see',
    'load-cell',
    { it: sensor('load-cell', 9, noisy | blind) },
    undefined,
  ],
  ['a beam alone, six times as often wrong as stated', 'curtain', { it: sensor('curtain', 6, noisy) }, 6],
  ['a beam alone that is wrong still more often', 'curtain', { it: sensor('curtain', 6.2, noisy) }, undefined],
  [
    'the same beside sound scales, which tell what it does not any more',
    'tof+curtain+load-cell',
    { it: sensor('curtain', 6.2, noisy), floor: sensor('load-cell') },
    6.2,
  ],
  [
    'a distance sensor beside a beam that was accepted, and tells no more by itself',
    'tof+curtain',
    { it: sensor('tof', 4, noisy), beam: { ...sensor('curtain', 7), accepted: 7 } },
    undefined,
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

/**
 * A parcel of the smallest size is left, and called gone: r, over two cycles, falls under the line at which its ratio is minus
 * ln((1 - 1e-4) / 1e-6), 13.8154. Its true variance is four times that of a mean of ten AR(1) samples, which are worth
 * 10 / (1 + 2 · sum of (1 - k/10) · 0.75^k), 2.11; the verdict's is four times (0.2 g · factor)² over 10 · 0.25 / 1.75.
 */
it('scales of which the noise is accepted, whatever it is, call a parcel gone that is there no oftener than stated', () => {
  const profile = profileOf('load-cell') as LevelProfile;
  const limits = limitsFor(1, { sensors: 40, scanIntervalMs: 3_600_000 });
  const told: [number, boolean][] = [];
  for (let times = 2; times <= 7; times += 0.25) {
    const noise = autoregressiveFrom(11, 0.75);
    let state: SensorState = newState(0);
    for (let hour = 1; hour <= 300; hour++) {
      const window = loadCellWindow(Array.from({ length: 10 }, () => 0.2 * times * noise()));
      const look = { atMs: hour * 3_600_000, window, moment: 'scan', door: 'closed' } as const;
      const given = { ...look, isCertainlyEmpty: false, scanIntervalMs: 3_600_000 };
      state = observe(state, given, { profile, limits }).state;
    }
    const before = { sensors: { it: { ...state, kind: 'load-cell' } }, acceptsNoiseOf: 'it' } as unknown as DoorSensors;
    const after = asAsked(before, { profile: 'load-cell', rates })?.sensors['it'];
    if (after?.accepted === undefined) continue;
    const { health, sigmaFactor = 1 } = conditionOf(withFault(after, 'noisy', 'over'), profile);
    expect(health).toBe(1);
    const line = 9.98 / 2 - (13.8154 * 4 * (0.2 * sigmaFactor) ** 2 * 1.75) / 2.5 / 9.98;
    const z = (9.98 - line) / Math.sqrt((4 * (0.2 * times) ** 2) / 2.11);
    told.push([times, Math.exp(-(z ** 2) / 2) / (z * Math.sqrt(2 * Math.PI)) <= 1e-6]); // The normal tail, from above.
  }
  expect(told.length).toBeGreaterThan(5);
  expect(told.filter(([, isAsStated]) => !isAsStated)).toEqual([]);
});
