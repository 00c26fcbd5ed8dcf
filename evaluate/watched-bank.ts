import { doubtful, type SensorConditions } from '../domain/sensing/condition.js';
import { conditionOf } from '../domain/sensing/health/condition.js';
import {
  faultsOf,
  observe,
  withFault,
  type FaultName,
  type Limits,
  type SensorState,
} from '../domain/sensing/health/index.js';
import { suspectSwaps, type SensorMove, type Suspicions } from '../domain/sensing/health/swapped.js';
import { profileOf } from '../domain/sensing/profiles/index.js';
import type { CompartmentId } from '../domain/ids.js';
import type { Window } from '../domain/sensing/window.js';
import type { Item, Surroundings, VirtualSensor } from '../simulator/bank-sensors.js';
import type { Random } from '../simulator/random.js';

export const hourMs = 3_600_000;

/** Hours until a parcel comes to an empty door, and how long it stays (log-normal; market figures of the simulator's demand). */
const [hoursUntilNext, stay] = [12, { mu: 2.225, sigma: 1.018 }];

/** What the watch needs of a sensor. */
export type Watchable = Pick<VirtualSensor, 'name' | 'kind' | 'window'>;

/** One compartment with its sensors, and what the health engine keeps of them. */
export class WatchedDoor {
  contents: readonly Item[] = [];
  /** On its terminals hang the sensors of this door, its own unless wires were swapped. */
  wired: WatchedDoor = this;
  states: Record<string, SensorState> = {};
  /** The last scan could not say whether its sensors look at it, or at another door. */
  isInDoubt = false;
  /** Since the scan before. */
  hadCycle = false;
  changesAtMs = 0;

  constructor(
    readonly compartmentId: CompartmentId,
    readonly sensors: readonly Watchable[],
  ) {}

  /** A window of each sensor that speaks, with the temperature as its bank sends it. */
  windows(around: Surroundings): Window[] {
    const { sensors, contents } = this.wired;
    const windows = sensors.map((sensor) => sensor.window(contents, around) as Window | undefined);
    return windows.flatMap((window) => (window ? { ...window, temperatureC: around.temperatureC } : []));
  }

  /** What verdicts are told of its sensors. */
  conditions(): SensorConditions | undefined {
    const known = this.sensors.flatMap(({ name, kind }) => {
      const [state, profile] = [this.states[name], profileOf(kind)];
      if (!state || !profile) return [];
      return [[name, this.isInDoubt ? { health: 0 } : conditionOf(state, profile)] as const];
    });
    return doubtful(Object.fromEntries(known));
  }
}

export interface Raised {
  door: WatchedDoor;
  sensor: string;
  fault: FaultName;
}

interface Watch {
  limits: Limits;
  random: Random;
  temperatureC: (nowMs: number) => number;
  /** Whether windows carry the temperature. */
  isTemperatureTold?: boolean;
}

/** Doors in use, scanned once an hour by the product's health engine. It is told the truth of when a door is certainly empty. */
export class WatchedBank {
  nowMs = 1_800_000_000_000;
  suspicions: Suspicions = {};
  /** When a parcel last came or went at one door alone between two scans; 0 before the first. */
  cycledAloneAtMs = 0;

  constructor(
    readonly doors: readonly WatchedDoor[],
    private readonly watch: Watch,
  ) {}

  get around(): Surroundings {
    return { nowMs: this.nowMs, temperatureC: this.watch.temperatureC(this.nowMs) };
  }

  /** An hour later: parcels that came and went, and a scan. Answers with the faults that were not standing before. */
  hour(): Raised[] {
    this.nowMs += hourMs;
    const raised: Raised[] = [];
    const moves: SensorMove[] = [];
    for (const door of this.doors) this.use(door);
    if (this.doors.filter(({ hadCycle }) => hadCycle).length === 1) this.cycledAloneAtMs = this.nowMs;
    for (const door of this.doors) this.scan(door, moves, raised);
    return [...raised, ...this.swaps(moves)];
  }

  private use(door: WatchedDoor): void {
    door.hadCycle = false;
    if (this.nowMs < door.changesAtMs) return;
    const { random } = this.watch;
    const isFirst = door.changesAtMs === 0;
    const wasEmpty = door.contents.length === 0;
    if (!isFirst) {
      door.contents = wasEmpty
        ? [{ id: 'box', thicknessMm: random.between(40, 120), grams: random.between(100, 3_000) }]
        : [];
      door.hadCycle = true;
    }
    const isEmpty = door.contents.length === 0;
    const hours = isEmpty ? random.exponential(hoursUntilNext) : random.logNormal(stay.mu, stay.sigma);
    door.changesAtMs = this.nowMs + hours * hourMs;
  }

  private scan(door: WatchedDoor, moves: SensorMove[], raised: Raised[]): void {
    const windows = door.windows(this.around);
    for (const { name, kind } of door.sensors) {
      const profile = profileOf(kind)!;
      const window = windows.find(({ sensor }) => sensor === name);
      if (window && this.watch.isTemperatureTold === false) delete window.temperatureC;
      const look = {
        atMs: this.nowMs,
        window,
        moment: 'scan',
        door: 'closed',
        isCertainlyEmpty: door.contents.length === 0,
        scanIntervalMs: hourMs,
      } as const;
      const before = door.states[name];
      const known = before ? faultsOf(before) : [];
      const { state, findings, moved } = observe(before, look, { profile, limits: this.watch.limits });
      door.states[name] = state;
      moves.push({ compartmentId: door.compartmentId, sensor: name, kind, hadCycle: door.hadCycle, moved });
      for (const { fault, status } of findings)
        if (status === 'standing' && !known.includes(fault)) raised.push({ door, sensor: name, fault });
    }
  }

  private swaps(moves: readonly SensorMove[]): Raised[] {
    const { suspicions, standing, over, inDoubt } = suspectSwaps(moves, this.suspicions, this.watch.limits.swapped);
    this.suspicions = suspicions;
    for (const door of this.doors)
      door.isInDoubt = inDoubt.some(({ compartmentId }) => compartmentId === door.compartmentId);
    const note = ({ compartmentId, sensor }: SensorMove, status: 'standing' | 'over'): Raised[] => {
      const door = this.doors.find((one) => one.compartmentId === compartmentId)!;
      const before = door.states[sensor]!;
      const state = withFault(before, 'swapped', status);
      door.states[sensor] = state;
      return status === 'standing' && state.faults !== before.faults ? [{ door, sensor, fault: 'swapped' }] : [];
    };
    for (const move of over) note(move, 'over');
    return standing.flatMap((move) => note(move, 'standing'));
  }
}
