import { profileOf, type Profile } from '../domain/sensing/profiles/index.js';
import type { WireWindow } from './bank-json.js';
import type { Random } from './random.js';

/** A thing that lies in a compartment. */
export interface Item {
  id: string;
  thicknessMm: number;
  grams: number;
}

/** From sensor to floor by size of compartment, millimetres: inner heights as in `domain/allocation.ts`. */
const floorMm: Record<string, number> = { S: 200, M: 400, L: 400, XL: 600 };
/** ToF bias ±20 mm a unit (ST, VL53L1X data brief). */
const biasMm = 20;
/** A cell that was tared by hand stands within a hundred grams of zero: assumption. */
const tareG = 100;
/** One sample in ten thousand of a load cell is a spike, of a few hundred grams (its size is an assumption). */
const spikeRate = 1e-4;
const spikeG = -300;

/**
 * One sensor of one compartment: a level that follows the contents, under AR(1) noise with the sigma and rho of its
 * profile. Healthy unless it is silenced; then it sends no window at all, or one that is stuck.
 */
export class VirtualSensor {
  readonly name: string;
  readonly profile: Profile;
  private readonly emptyLevel: number;
  private readonly random: Random;
  private noise = 0;
  silence: 'none' | 'no-window' | 'stuck' = 'none';

  constructor(kind: string, size: string, random: Random) {
    const profile = profileOf(kind);
    if (!profile) throw new Error(`a bank's profile names the kind "${kind}", for which there is no sensor profile`);
    this.name = kind;
    this.profile = profile;
    this.random = random;
    this.emptyLevel =
      profile.unit === 'mm' ? (floorMm[size] ?? 400) + random.between(-biasMm, biasMm) : random.between(-tareG, tareG);
  }

  /** One burst, as it stands in the compartment with these contents. */
  window(contents: readonly Item[]): WireWindow | undefined {
    if (this.silence === 'no-window') return undefined;
    const { kind, unit, intervalMs, samplesPerWindow } = this.profile;
    const level = this.levelWith(contents);
    const samples = Array.from({ length: samplesPerWindow }, () => this.sample(level));
    if (this.silence === 'stuck') samples.fill(this.rounded(level));
    return { sensor: this.name, kind, unit, samples, intervalMs, status: 0 };
  }

  /** The level without noise. */
  private levelWith(contents: readonly Item[]): number {
    const { unit } = this.profile;
    const change = contents.reduce((sum, { thicknessMm, grams }) => sum + (unit === 'mm' ? thicknessMm : grams), 0);
    return this.emptyLevel + this.profile.direction * change;
  }

  private sample(level: number): number {
    const { sigma, rho, unit } = this.profile;
    this.noise = rho * this.noise + Math.sqrt(1 - rho * rho) * sigma * this.random.normal();
    const spike = unit === 'g' && this.random.chance(spikeRate) ? spikeG : 0;
    return this.rounded(level + this.noise + spike);
  }

  private rounded(value: number): number {
    const steps = Math.round(value / this.profile.resolution);
    return Math.round(steps * this.profile.resolution * 1000) / 1000;
  }
}

/** The sensors of a compartment, by the bank's profile: `tof+load-cell` is two. */
export function sensorsOf(profile: string, size: string, random: Random): VirtualSensor[] {
  return profile.split('+').map((kind) => new VirtualSensor(kind, size, random.fork(kind)));
}
