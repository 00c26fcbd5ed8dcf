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

/** A rate is varied between nothing and so many times its value: what befalls at less of it is then part of what does at more. */
const factorMost = 2;

/**
 * Draws what breaks and what is displaced at one bank, each by its own rate, and each from a generator of its own: should one of the
 * rates be another, the rest befalls as it did.
 */
export class Fate {
  readonly seeded: Seeded[] = [];
  readonly struck: Partial<Record<FaultName, number>> = {};
  private readonly scene: Scene;
  private readonly random: Random;
  private readonly randoms = new Map<string, Random>();
  private readonly drawn = new Map<string, number>();
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
      const name = fault.name as FaultName;
      this.times(name, fault.rate, midnightMs, (where) => this.strike(fault, where));
    }
    for (const [name, rate] of Object.entries(seedRates) as [SeedName, Rate][]) {
      this.times(name, rate, midnightMs, (where) => this.displace(name, where, retriesMax));
    }
  }

  /** Somebody steps up to a door, and its lock may not let go. */
  atDoor(compartmentId: string): void {
    for (const fault of faults) {
      const share = fault.rate.per === 'opening' ? fault.rate.value * (this.factors[fault.name] ?? 1) : 0;
      if (this.of(fault.name).chance(share)) this.strikeAt(fault, compartmentId, this.nextOf(fault.name));
    }
  }

  private able(): Fault[] {
    const kinds = this.kinds();
    return faults.filter((fault: Fault) => fault.of !== 'sensor' || fault.befalls.some((kind) => kinds.includes(kind)));
  }

  private kinds(): string[] {
    return this.scene.place.config.profile.split('+');
  }

  /** Of as many as there are at the most, this factor's share happens. */
  private times(
    name: FaultName | SeedName,
    { value, per }: Rate,
    midnightMs: number,
    happen: (where: Random) => void,
  ): void {
    if (per === 'opening') return;
    const random = this.of(name);
    const factor = this.factors[name] ?? 1;
    const most = Math.max(factor, factorMost);
    const doors = per === 'door-year' ? this.scene.place.config.doors.length : 1;
    const mean = (value * most * doors) / daysPerYear;
    for (let at = random.exponential(1 / mean); at < 1; at += random.exponential(1 / mean)) {
      const happens = random.next() < factor / most;
      const where = this.nextOf(name);
      if (happens) this.scene.world.at(midnightMs + at * dayMs, () => happen(where));
    }
  }

  private of(name: FaultName | SeedName): Random {
    const random = this.randoms.get(name) ?? this.random.fork(name);
    this.randoms.set(name, random);
    return random;
  }

  /** What is drawn for one case is drawn for it alone, whether the one before it happens or not. */
  private nextOf(name: FaultName | SeedName): Random {
    const n = this.drawn.get(name) ?? 0;
    this.drawn.set(name, n + 1);
    return this.random.fork(`${name}-${n}`);
  }

  private strike(fault: Fault, where: Random): void {
    this.strikeAt(fault, where.pick(this.scene.place.bank.compartmentIds), where);
  }

  /** Of a door's sensors one breaks, and not all. */
  private strikeAt(fault: Fault, compartmentId: string, where: Random): void {
    const { bank, bankId } = this.scene.place;
    const name = fault.name as FaultName;
    const other = where.pick(bank.compartmentIds);
    const able = fault.of === 'sensor' ? this.kinds().filter((kind) => fault.befalls.some((one) => one === kind)) : [];
    const sensor = able.length === 0 ? undefined : where.pick(able);
    if (fault.of === 'wiring' && other === compartmentId) return;
    this.struck[name] = (this.struck[name] ?? 0) + 1;
    this.scene.world.log(`${name} ${bankId}/${compartmentId}`);
    bank.hardware.strike(name, { compartmentId, other, sensor });
  }

  /** Contents change while the switch says that the door is shut; where nobody stands, and where the record and the contents agree. */
  private displace(name: SeedName, where: Random, retries: number): void {
    const { world, place, cloud } = this.scene;
    const able = place.bank.compartmentIds.filter((id) => this.mayBeDisplaced(name, id));
    if (able.length === 0) {
      if (retries > 0) world.after(retryMs, () => this.displace(name, where, retries - 1));
      return;
    }
    const compartmentId = where.pick(able);
    world.log(`${name} ${place.bankId}/${compartmentId}`);
    this.seeded.push({ name, compartmentId, atMs: world.nowMs });
    place.bank.hardware.displace(compartmentId, name === 'content-appears' ? [this.thing(where)] : []);
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
  private thing(random: Random) {
    return {
      id: `${this.scene.place.bankId}/thing-${this.things++}`,
      thicknessMm: random.between(40, 120),
      grams: random.between(100, 4_000),
    };
  }
}
