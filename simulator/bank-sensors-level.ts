import type { LevelProfile } from '../domain/sensing/profiles/index.js';
import type { Look } from './bank-sensors.js';
import type { Random } from './random.js';

/** From sensor to floor by size of compartment, millimetres: inner heights as in `domain/allocation.ts`. */
const floorMm: Record<string, number> = { S: 200, M: 400, L: 400, XL: 600 };
/** ToF bias ±20 mm a unit (ST, VL53L1X data brief); of an ultrasonic sensor it is the mounting, and an assumption. */
const biasMm = 20;
/** A cell that was tared by hand stands within a hundred grams of zero: assumption. */
const tareG = 100;
/** A load cell's spikes are negative (24 h log of an HX711); their size is an assumption. */
const spikeG = -300;

/** A level that contents change, under AR(1) noise with the sigma and rho of the profile and its share of wrong samples. */
export function levelWindow(profile: LevelProfile, size: string, random: Random): Look {
  const { unit, sigma, rho, resolution, samplesPerWindow, direction, outlierRate } = profile;
  const isDistance = unit === 'mm';
  const emptyLevel = isDistance
    ? (floorMm[size] ?? 400) + random.between(-biasMm, biasMm)
    : random.between(-tareG, tareG);
  let noise = 0;

  const rounded = (value: number): number => Math.round(Math.round(value / resolution) * resolution * 1000) / 1000;
  const sampleOf = (level: number): number => {
    noise = rho * noise + Math.sqrt(1 - rho * rho) * sigma * random.normal();
    const isWrong = outlierRate > 0 && random.chance(outlierRate);
    return rounded(isWrong ? wrongOf(level) : level + noise);
  };
  /** An echo of a wall is nearer, an echo of an echo comes from twice as far: where between is an assumption. */
  const wrongOf = (level: number): number =>
    isDistance ? random.between(profile.range[0], 2 * level) : level + spikeG;

  return (contents, isStuck) => {
    const change = contents.reduce((sum, { thicknessMm, grams }) => sum + (isDistance ? thicknessMm : grams), 0);
    const level = emptyLevel + direction * change;
    const samples = Array.from({ length: samplesPerWindow }, () => sampleOf(level));
    return { samples: isStuck ? samples.fill(rounded(level)) : samples };
  };
}
