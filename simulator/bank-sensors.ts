import { isBinary, kindsOf, profileOf } from '../domain/sensing/profiles/index.js';
import { beamWindow } from './bank-sensors-binary.js';
import { levelWindow } from './bank-sensors-level.js';
import type { WireWindow } from './bank-json.js';
import type { Random } from './random.js';

/** A thing that lies in a compartment. */
export interface Item {
  id: string;
  thicknessMm: number;
  grams: number;
}

/** How a sensor looks at its compartment; stuck, it repeats itself. */
export type Look = (contents: readonly Item[], isStuck: boolean) => Pick<WireWindow, 'samples' | 'signalKcps'>;

/**
 * One sensor of one compartment: what it says follows the contents, under the noise of its profile. Healthy unless it is
 * silenced; then it sends no window at all, or one that is stuck.
 */
export class VirtualSensor {
  readonly name: string;
  silence: 'none' | 'no-window' | 'stuck' = 'none';
  private readonly fixed: Pick<WireWindow, 'kind' | 'unit' | 'intervalMs'>;
  private readonly look: Look;
  /** What a load cell is tared by. A distance and a beam have no zero: they are sent as the sensor gives them. */
  private tareG = 0;

  constructor(kind: string, size: string, random: Random) {
    const profile = profileOf(kind);
    if (!profile) throw new Error(`a bank's profile names the kind "${kind}", for which there is no sensor profile`);
    this.name = kind;
    this.fixed = { kind, unit: profile.unit, intervalMs: profile.intervalMs };
    this.look = isBinary(profile) ? beamWindow(profile, random) : levelWindow(profile, size, random);
  }

  /** One burst, as it stands in the compartment with these contents. */
  window(contents: readonly Item[]): WireWindow | undefined {
    if (this.silence === 'no-window') return undefined;
    const seen = this.look(contents, this.silence === 'stuck');
    const samples = this.tareG === 0 ? seen.samples : seen.samples.map((grams) => tared(grams, this.tareG));
    return { sensor: this.name, ...this.fixed, ...seen, samples, status: 0 };
  }

  /** What it sees now is taken for empty. */
  recalibrate(contents: readonly Item[]): void {
    const { samples = [] } = this.fixed.unit === 'g' ? (this.window(contents) ?? {}) : {};
    if (samples.length > 0) this.tareG += Math.round(samples.reduce((sum, grams) => sum + grams, 0) / samples.length);
  }

  /** Started again, one that repeated itself is alive; one that says nothing lacks more than a start. */
  restart(): void {
    if (this.silence === 'stuck') this.silence = 'none';
  }
}

/** To a milligram, as the cell's own steps are kept. */
const tared = (grams: number, tareG: number): number => Math.round((grams - tareG) * 1000) / 1000;

/** The sensors of a compartment, by the bank's profile: `tof+load-cell` is two. */
export function sensorsOf(profile: string, size: string, random: Random): VirtualSensor[] {
  return kindsOf(profile).map((kind) => new VirtualSensor(kind, size, random.fork(kind)));
}

/**
 * From how much on a kind of sensor claims to see a change, as the documentation says: 15 mm, 30 mm, 9.98 g, and 0.2 mm of a
 * single thing. Written a second time here on purpose: a product that claims less must be seen to.
 */
const seenFrom: Record<string, { of: 'thicknessMm' | 'grams'; from: number; isOfOne?: true }> = {
  tof: { of: 'thicknessMm', from: 15 },
  ultrasonic: { of: 'thicknessMm', from: 30 },
  'load-cell': { of: 'grams', from: 9.98 },
  curtain: { of: 'thicknessMm', from: 0.2, isOfOne: true },
};

/** Are these together less than what any sensor of this profile claims to see? Then nothing is promised of them. */
export function isBelowSensors(doorProfile: string, items: readonly Item[], timesOver = 1): boolean {
  return doorProfile.split('+').every((kind) => {
    const claim = seenFrom[kind];
    if (!claim) return true;
    const changes = items.map((item) => item[claim.of]);
    const change = claim.isOfOne ? Math.max(0, ...changes) : changes.reduce((sum, one) => sum + one, 0);
    return change < timesOver * claim.from;
  });
}
