import { isBinary, kindsOf, profileOf, type KnownProfile, type SensorKind } from '../domain/sensing/profiles/index.js';
import { beamWindow } from './bank-sensors-binary.js';
import { levelWindow } from './bank-sensors-level.js';
import type { WireWindow } from './bank-json.js';
import { referenceC } from './climate.js';
import type { SensorFault } from './faults/fault.js';
import { moved, smallestChange } from './faults/readings.js';
import { Ailments, type Standing } from './faults/standing.js';
import type { Random } from './random.js';

/** A thing that lies in a compartment. */
export interface Item {
  id: string;
  thicknessMm: number;
  grams: number;
}

/** How a sound sensor looks at its compartment, at this temperature. */
export type Look = (contents: readonly Item[], temperatureC: number) => Pick<WireWindow, 'samples' | 'signalKcps'>;

/** When a sensor looks, and how warm it is: Unix milliseconds and degrees Celsius. */
export interface Surroundings {
  nowMs: number;
  temperatureC: number;
}
const indoors: Surroundings = { nowMs: 0, temperatureC: referenceC };

/** One sensor of one compartment: what it says follows the contents, under the noise of its profile and whatever ails it. */
export class VirtualSensor {
  readonly name: string;
  readonly kind: SensorKind;
  readonly ailments = new Ailments<SensorFault>();
  private readonly profile: KnownProfile;
  private readonly fixed: Pick<WireWindow, 'kind' | 'unit' | 'intervalMs'>;
  private readonly look: Look;
  private readonly firsts = new Map<string, WireWindow | undefined>();
  /** What the firmware adds to every reading, in the profile's unit. */
  private zero = 0;

  constructor(kind: string, size: string, random: Random) {
    const profile = profileOf(kind);
    if (!profile) throw new Error(`a bank's profile names the kind "${kind}", for which there is no sensor profile`);
    this.name = kind;
    this.kind = profile.kind;
    this.profile = profile;
    this.fixed = { kind, unit: profile.unit, intervalMs: profile.intervalMs };
    this.look = isBinary(profile) ? beamWindow(profile, random) : levelWindow(profile, size, random);
  }

  /** One burst, as it stands in the compartment with these contents; undefined: it says nothing. */
  window(contents: readonly Item[], around: Surroundings = indoors): WireWindow | undefined {
    const read = this.read(contents, around);
    return read && moved(read, this.profile, this.zero);
  }

  /** Something is wrong with it from now on. False: it is so already. Throws RangeError for a fault that its kind cannot have. */
  ail(one: Standing<SensorFault>, contents: readonly Item[], around: Surroundings = indoors): boolean {
    const { name, befalls } = one.fault;
    if (!befalls.includes(this.kind)) throw new RangeError(`a sensor of the kind ${this.kind} cannot have ${name}`);
    const first = this.read(contents, around);
    const isNew = this.ailments.add(one);
    if (isNew) this.firsts.set(name, first);
    return isNew;
  }

  /**
   * What lies inside now is taken for nothing. Only a cell has a zero of its own, and none is set by readings that are none:
   * a distance and a beam are sent as the sensor gives them.
   */
  recalibrate(contents: readonly Item[], around: Surroundings = indoors): void {
    if (isBinary(this.profile) || this.profile.unit !== 'g') return;
    const [least, most] = this.profile.range;
    const { samples = [], status } = this.read(contents, around) ?? {};
    const readings = samples.filter((value) => status === 0 && value >= least && value <= most).sort((a, b) => a - b);
    const middle = readings[readings.length >> 1];
    if (middle !== undefined) this.zero = -middle;
  }

  /** Its own test: three bursts in turn that are none, or say of themselves that they are bad, or do not stir at all. */
  fails(contents: readonly Item[], around: Surroundings = indoors): boolean {
    return [1, 2, 3].every(() => {
      const window = this.window(contents, around);
      if (!window || window.status !== 0) return true;
      return (
        new Set(window.samples).size === 1 &&
        (!Array.isArray(window.signalKcps) || new Set(window.signalKcps).size === 1)
      );
    });
  }

  /** A new firmware reads it otherwise: by so many of its profile's smallest changes. */
  moveZero(changes: number): void {
    this.zero += changes * smallestChange(this.profile);
  }

  private read(contents: readonly Item[], { nowMs, temperatureC }: Surroundings): WireWindow | undefined {
    const looked = this.look(contents, temperatureC);
    let window: WireWindow | undefined = { sensor: this.name, ...this.fixed, ...looked, status: 0 };
    for (const one of this.ailments.at(nowMs)) {
      const at = { ...one, profile: this.profile, nowMs, temperatureC, first: this.firsts.get(one.fault.name) };
      window = window && one.fault.show(window, at);
    }
    return window;
  }
}

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
