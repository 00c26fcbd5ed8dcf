import type { BinaryProfile } from '../domain/sensing/profiles/index.js';
import type { Look } from './bank-sensors.js';
import type { Random } from './random.js';

/** What a receiver gets of a clear beam and of a blocked one, and how it trembles, in the unit of its converter: assumption. */
const light = { clear: 900, blocked: 20, sigma: 3 } as const;

/**
 * Beams that contents break. Samples flicker as the profile says: a chain of two states that is wrong in `flickerRate` of
 * its samples, with the lag-1 correlation rho. The light received goes along, so that a stuck beam can be told.
 */
export function beamWindow(profile: BinaryProfile, random: Random): Look {
  const { flickerRate, rho, samplesPerWindow, thinnestMm } = profile;
  let isWrong = false;

  return (contents) => {
    const isBlocked = contents.some(({ thicknessMm }) => thicknessMm >= thinnestMm);
    const level = isBlocked ? light.blocked : light.clear;
    const samples: number[] = [];
    const signalKcps: number[] = [];
    for (let i = 0; i < samplesPerWindow; i++) {
      isWrong = random.chance(flickerRate * (1 - rho) + (isWrong ? rho : 0));
      samples.push(Number(isBlocked !== isWrong));
      signalKcps.push(Math.round(level + light.sigma * random.normal()));
    }
    return { samples, signalKcps };
  };
}
