import { isBinary, type KnownProfile } from '../domain/sensing/profiles/index.js';
import type { Window } from '../domain/sensing/window.js';
import { beamWindow } from '../simulator/bank-sensors-binary.js';
import { levelWindow } from '../simulator/bank-sensors-level.js';
import { referenceC } from '../simulator/climate.js';
import type { Random } from '../simulator/random.js';
import type { Watchable } from './watched-bank.js';

/**
 * A simulated sensor that is sound, and as noisy as this profile says. The product's own profile is asked afterwards: one with
 * another noise in it is a sensor that is not as it is stated to be.
 */
export function sensorOf(profile: KnownProfile, random: Random): Watchable {
  const { kind, unit, intervalMs } = profile;
  const look = isBinary(profile) ? beamWindow(profile, random) : levelWindow(profile, 'M', random);
  const window: Watchable['window'] = (contents, { temperatureC } = { nowMs: 0, temperatureC: referenceC }) => ({
    ...{ sensor: kind, kind, unit, intervalMs, status: 0 },
    ...look(contents, temperatureC),
  });
  return { name: kind, kind, window };
}

/** Each call is another window, with something before it that changes its level by so much in the profile's unit, or is so thick. */
export type BenchSensor = (changeBy: number) => Window;

export function benchSensor(profile: KnownProfile, random: Random): BenchSensor {
  const sensor = sensorOf(profile, random);
  return (changeBy) =>
    sensor.window(changeBy > 0 ? [{ id: 'item', thicknessMm: changeBy, grams: changeBy }] : []) as Window;
}
