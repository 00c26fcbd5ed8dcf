import { isBinary, type KnownProfile } from '../domain/sensing/profiles/index.js';
import type { Window } from '../domain/sensing/window.js';
import { beamWindow } from '../simulator/bank-sensors-binary.js';
import { levelWindow } from '../simulator/bank-sensors-level.js';
import { referenceC } from '../simulator/climate.js';
import type { Random } from '../simulator/random.js';

/** One simulated sensor on the bench, sound and as noisy as this profile says: each call is another window. */
export type BenchSensor = (changeBy: number, temperatureC?: number) => Window;

/**
 * Something lies before it that changes its level by so much, in the profile's unit: of a curtain, something so thick. The
 * product's own profile is asked afterwards; one with another noise in it is a sensor that is not as it is stated to be.
 */
export function benchSensor(profile: KnownProfile, random: Random): BenchSensor {
  const { kind, unit, intervalMs } = profile;
  const look = isBinary(profile) ? beamWindow(profile, random) : levelWindow(profile, 'M', random);
  return (changeBy, temperatureC = referenceC) => {
    const contents = changeBy > 0 ? [{ id: 'item', thicknessMm: changeBy, grams: changeBy }] : [];
    return { sensor: kind, kind, unit, intervalMs, status: 0, ...look(contents, temperatureC) };
  };
}
