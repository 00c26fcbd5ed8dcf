import {
  faultsOf,
  limitsFor,
  observe,
  type FaultName,
  type Limits,
  type Observed,
  type SensorLook,
  type SensorState,
} from '../../../../domain/sensing/health/index.js';
import { profileOf } from '../../../../domain/sensing/profiles/index.js';
import type { Profile } from '../../../../domain/sensing/profiles/index.js';
import type { Window } from '../../../../domain/sensing/window.js';
import { autoregressiveFrom } from '../noise.js';

export const hourMs = 3_600_000;
export const startMs = 1_800_000_000_000;

/** A bank of forty sensors that is scanned every hour, and one false alarm a month: 272,160 looks between two of a chart. */
export const limits = limitsFor(1, { sensors: 40, scanIntervalMs: hourMs });

interface Options {
  profile?: Profile;
  limits?: Limits;
  seed?: number;
  /** Lag-1 correlation of its samples. */
  rho?: number;
}

/** What a window is made of: noise of `noise` times the profile's about a level. */
export interface Sampling {
  noise?: number;
  more?: Partial<Window>;
  /** Changes a sample. */
  each?: (value: number, index: number) => number;
}

/** One sensor with its state, looked at once an hour: behind a closed door that is certainly empty, unless said otherwise. */
export class Watched {
  state: SensorState | undefined;
  atMs = startMs;
  readonly profile: Profile;
  readonly limits: Limits;
  private readonly noise: () => number;

  constructor(
    readonly kind: string,
    { profile, limits: given = limits, seed = 1, rho = 0 }: Options = {},
  ) {
    this.profile = profile ?? profileOf(kind)!;
    this.limits = given;
    this.noise = autoregressiveFrom(seed, rho);
  }

  window(level: number, { noise = 1, more = {}, each = (value) => value }: Sampling = {}): Window {
    const { kind, profile } = this;
    const { samplesPerWindow, intervalMs, unit } = profile;
    const samples = Array.from({ length: samplesPerWindow }, (_, index) => {
      if (profile.unit === 'blocked') return each(level, index);
      const value = level + noise * profile.sigma * this.noise();
      return each(Math.round(value / profile.resolution) * profile.resolution, index);
    });
    return { sensor: kind, kind, unit, intervalMs, samples, ...more };
  }

  /** An hour later, unless `atMs` says when. */
  look(window: Window | undefined, change: Partial<SensorLook> = {}): Observed {
    this.atMs = change.atMs ?? this.atMs + hourMs;
    const { atMs } = this;
    const look = {
      atMs,
      window,
      moment: 'scan',
      door: 'closed',
      isCertainlyEmpty: true,
      scanIntervalMs: hourMs,
    } as const;
    const observed = observe(this.state, { ...look, ...change }, this);
    this.state = observed.state;
    return observed;
  }

  /** So many hours at a level, as noise has it. */
  hours(
    n: number,
    level: number | ((hour: number) => number),
    sampling: Sampling = {},
    change: Partial<SensorLook> = {},
  ) {
    for (let hour = 0; hour < n; hour += 1)
      this.look(this.window(typeof level === 'number' ? level : level(hour), sampling), change);
    return this;
  }

  /** Looks until this fault stands; Infinity where it does not within `most`. */
  until(fault: FaultName, most: number, look: (hour: number) => void): number {
    for (let hour = 1; hour <= most; hour += 1) {
      look(hour);
      if (this.faults.includes(fault)) return hour;
    }
    return Infinity;
  }

  get faults(): FaultName[] {
    return this.state ? faultsOf(this.state) : [];
  }
}

/** Two days at the level of an empty door: a sensor that is known. */
export const commissioned = (kind: string, level: number, options: Options = {}): Watched =>
  new Watched(kind, options).hours(48, level);
