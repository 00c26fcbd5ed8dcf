import type { CompartmentId } from '../../domain/ids.js';
import { faults, type Fault, type FaultName } from '../faults/index.js';
import type { Rate } from '../faults/fault.js';
import type { Random } from '../random.js';
import type { Scene } from '../scene.js';
import { seedRates, type Factors, type SeedName } from './rates.js';

const dayMs = 86_400_000;
const daysPerYear = 365;
/** Somebody stands at a bank's door for so long before what befalls it there is tried again, milliseconds. */
const retryMs = 10 * 60_000;
const retriesMax = 20;

/** Something that was seeded, for who asks later what brought an incident about. */
export interface Seeded {
  name: SeedName;
  compartmentId: string;
  atMs: number;
}

/** Draws what breaks and what is displaced at one bank, each by its own rate. */
export class Fate {
  readonly seeded: Seeded[] = [];
  readonly struck: Partial<Record<FaultName, number>> = {};
  private readonly scene: Scene;
  private readonly random: Random;
  private readonly factors: Factors;
  private things = 0;

  constructor(scene: Scene, factors: Factors) {
    this.scene = scene;
    this.random = scene.place.random.fork('fate');
    this.factors = factors;
  }

  /** What befalls this bank on this day: independent events at even instants, so many as the rates say (Poisson). */
  planDay(midnightMs: number): void {
    for (const fault of this.able()) {
      this.times(fault.rate, this.factors[fault.name as FaultName], midnightMs, () => this.strike(fault));
    }
    for (const [name, rate] of Object.entries(seedRates) as [SeedName, Rate][]) {
      this.times(rate, this.factors[name], midnightMs, () => this.displace(name, retriesMax));
    }
  }

  /** Somebody steps up to a door, and its lock may not let go. */
  atDoor(compartmentId: string): void {
    for (const fault of faults) {
      const share = fault.rate.per === 'opening' ? fault.rate.value * (this.factors[fault.name] ?? 1) : 0;
      if (this.random.chance(share)) this.strikeAt(fault, compartmentId);
    }
  }

  private able(): Fault[] {
    const kinds = this.kinds();
    return faults.filter((fault: Fault) => fault.of !== 'sensor' || fault.befalls.some((kind) => kinds.includes(kind)));
  }

  private kinds(): string[] {
    return this.scene.place.config.profile.split('+');
  }

  private times({ value, per }: Rate, factor = 1, midnightMs: number, happen: () => void): void {
    if (per === 'opening') return;
    const doors = per === 'door-year' ? this.scene.place.config.doors.length : 1;
    const mean = (value * factor * doors) / daysPerYear;
    if (mean === 0) return;
    for (let at = this.random.exponential(1 / mean); at < 1; at += this.random.exponential(1 / mean)) {
      this.scene.world.at(midnightMs + at * dayMs, happen);
    }
  }

  private strike(fault: Fault): void {
    this.strikeAt(fault, this.random.pick(this.scene.place.bank.compartmentIds));
  }

  /** Of a door's sensors one breaks, and not all. */
  private strikeAt(fault: Fault, compartmentId: string): void {
    const { bank, bankId } = this.scene.place;
    const name = fault.name as FaultName;
    const other = this.random.pick(bank.compartmentIds);
    const able = fault.of === 'sensor' ? this.kinds().filter((kind) => fault.befalls.some((one) => one === kind)) : [];
    const sensor = able.length === 0 ? undefined : this.random.pick(able);
    if (fault.of === 'wiring' && other === compartmentId) return;
    this.struck[name] = (this.struck[name] ?? 0) + 1;
    this.scene.world.log(`${name} ${bankId}/${compartmentId}`);
    bank.hardware.strike(name, { compartmentId, other, sensor });
  }

  /** Contents change while the switch says that the door is shut; where nobody stands, and where the record and the contents agree. */
  private displace(name: SeedName, retries: number): void {
    const { world, place, cloud } = this.scene;
    const able = place.bank.compartmentIds.filter((id) => this.mayBeDisplaced(name, id));
    if (able.length === 0) {
      if (retries > 0) world.after(retryMs, () => this.displace(name, retries - 1));
      return;
    }
    const compartmentId = this.random.pick(able);
    world.log(`${name} ${place.bankId}/${compartmentId}`);
    this.seeded.push({ name, compartmentId, atMs: world.nowMs });
    place.bank.hardware.displace(compartmentId, name === 'content-appears' ? [this.thing()] : []);
    cloud.witness.displaced(place.bankId, compartmentId);
  }

  private mayBeDisplaced(name: SeedName, compartmentId: string): boolean {
    const { place, cloud } = this.scene;
    if (place.desk.busy.has(compartmentId) || place.bank.isOpen(compartmentId)) return false;
    const { door } =
      cloud.store.doors.at({ bankId: place.bankId, compartmentId: compartmentId as CompartmentId }) ?? {};
    const isEmpty = place.bank.contents(compartmentId).length === 0;
    if (name === 'content-appears') return door?.compartment === 'free' && isEmpty;
    const isStored = door?.stay?.state === 'stored' && !door.stay.vouched && door.compartment === 'occupied';
    return isStored && !isEmpty;
  }

  /** As thick and as heavy as a parcel. */
  private thing() {
    const { random } = this;
    return {
      id: `${this.scene.place.bankId}/thing-${this.things++}`,
      thicknessMm: random.between(40, 120),
      grams: random.between(100, 4_000),
    };
  }
}
