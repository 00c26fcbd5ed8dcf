import type { LevelProfile } from '../domain/sensing/profiles/index.js';
import type { Look } from './bank-sensors.js';
import { referenceC } from './climate.js';
import { rounded } from './faults/readings.js';
import type { Random } from './random.js';

/** From sensor to floor by size of compartment, millimetres: inner heights as in `domain/allocation.ts`. */
const floorMm: Record<string, number> = { S: 200, M: 400, L: 400, XL: 600 };
/** ToF bias ±20 mm a unit (ST, VL53L1X data brief); of an ultrasonic sensor it is the mounting, and an assumption. */
const biasMm = 20;
/** A cell that was tared by hand stands within a hundred grams of zero: assumption. */
const tareG = 100;
/** A load cell's spikes are negative (24 h log of an HX711); their size is an assumption. */
const spikeG = -300;
/** Change of a sound sensor's level a kelvin, by unit of it: a ToF by −0.1 to 0.3 mm (assumption), a cell by up to 1 g. */
const perKelvin = { tof: [-0.1, 0.3], cell: [-1, 1] } as const;
/** Sound gains 0.175 % a kelvin (331.45 + 0.6 T m/s): the warmer, the nearer, where nobody corrects it. */
const ultrasonicPerKelvin = -0.00175;

/** A level that contents change, under AR(1) noise with the sigma and rho of the profile and its share of wrong samples. */
export function levelWindow(profile: LevelProfile, size: string, random: Random): Look {
  const { unit, sigma, rho, samplesPerWindow, direction, outlierRate } = profile;
  const isDistance = unit === 'mm';
  const emptyLevel = isDistance
    ? (floorMm[size] ?? 400) + random.between(-biasMm, biasMm)
    : random.between(-tareG, tareG);
  const warmth = warmthOf(profile, random.fork('warmth'));
  const innovation = Math.sqrt(1 - rho * rho) * sigma;
  let noise = 0;

  const sampleOf = (level: number): number => {
    noise = rho * noise + innovation * random.normal();
    const isWrong = outlierRate > 0 && random.chance(outlierRate);
    return rounded(isWrong ? wrongOf(level) : level + noise, profile);
  };
  /** An echo of a wall is nearer, an echo of an echo comes from twice as far: where between is an assumption. */
  const wrongOf = (level: number): number =>
    isDistance ? random.between(profile.range[0], 2 * level) : level + spikeG;

  return (contents, temperatureC) => {
    const change = contents.reduce((sum, { thicknessMm, grams }) => sum + (isDistance ? thicknessMm : grams), 0);
    const level = warmth(emptyLevel + direction * change, temperatureC - referenceC);
    const samples: number[] = []; // A loop: `Array.from` takes several times as long, and there are a thousand of these a scan.
    for (let taken = 0; taken < samplesPerWindow; taken++) samples.push(sampleOf(level));
    return { samples };
  };
}

/** How this unit's level moves with the temperature. */
function warmthOf({ kind }: LevelProfile, random: Random): (level: number, kelvin: number) => number {
  if (kind === 'ultrasonic') return (level, kelvin) => level * (1 + ultrasonicPerKelvin * kelvin);
  const [least, most] = kind === 'load-cell' ? perKelvin.cell : perKelvin.tof;
  const coefficient = random.between(least, most);
  return (level, kelvin) => level + coefficient * kelvin;
}
