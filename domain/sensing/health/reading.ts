import { clean, locationOf, speaks } from '../clean.js';
import type { Cleaned } from '../clean.js';
import { isBinary } from '../profiles/index.js';
import type { LevelProfile, Profile } from '../profiles/index.js';
import type { SensorLook } from './look.js';
import type { SensorState } from './state.js';
import { movedByTemperature, temperatureIn } from './temperature.js';

/** How samples scatter about a straight line through them. */
export interface Scatter {
  /** Of one sample, as a multiple of what the profile states. */
  variance: number;
  /** Lag-1 correlation. */
  rho: number;
}

const none: readonly number[] = [];

/** A look as the detectors see it. */
export interface Reading {
  look: SensorLook;
  profile: Profile;
  /** Since a window of this sensor last came; never below 0. */
  elapsedMs: number;
  /** What the window holds; undefined where there is none, or none that is of this profile. */
  cleaned: Cleaned | undefined;
  /** Its location, frozen or not; of a binary channel the share that is blocked. Undefined where too little is left. */
  level: number | undefined;
  temperatureC: number | undefined;
  /** The door is closed, and the window alive and steady, most of it good: its level is so, whatever lies inside. */
  isSteady: boolean;
  /** Steady, warm and certainly empty, and the sensor does not deny it: what is learnt from. */
  isEmpty: boolean;
  /** Of a sensor with a scale, alive behind a closed door. */
  scatter: Scatter | undefined;
}

export function readLook(state: SensorState, look: SensorLook, profile: Profile): Reading {
  const { window, door, atMs } = look;
  const taken = look.cleaned ?? (window && clean(window, profile));
  const cleaned = taken && taken.sent > 0 ? taken : undefined;
  const left = cleaned && cleaned.left.length >= profile.samplesMin ? cleaned.left : none;
  const level = left.length > 0 ? locationOf(left, profile) : undefined;
  const temperatureC = window && temperatureIn(window);
  const isClosed = door === 'closed';
  const isSteady = isClosed && cleaned !== undefined && speaks(cleaned, profile);
  const isAlive = isClosed && left.length > 0 && !cleaned?.isFrozen;
  return {
    look,
    profile,
    elapsedMs: Math.max(0, atMs - state.heardAtMs),
    cleaned,
    level,
    temperatureC,
    isSteady,
    isEmpty: isSteady && isEmptyAt(state, look, profile, level, temperatureC),
    scatter: isAlive && !isBinary(profile) ? scatterOf(left, profile) : undefined,
  };
}

/** While a sensor warms up, its level says nothing. Where nobody knows since when it has its power, it is warm. */
export const isWarm = ({ poweredForMs = Infinity }: SensorLook, { warmUpMs }: Profile): boolean =>
  poweredForMs >= warmUpMs;

/**
 * Certainly empty, and nothing like a parcel has come since the sensor last saw that: an object that nobody knows of must not
 * become the empty level. What moves away from a parcel's side cannot be one, and what a finer sensor does not see is none: a
 * zero that moved while something lay there would else be taken for a parcel for ever.
 */
function isEmptyAt(state: SensorState, look: SensorLook, profile: Profile, level = NaN, celsius?: number): boolean {
  if (!look.isCertainlyEmpty || !isWarm(look, profile)) return false;
  if (isBinary(profile) || state.levelLooks === 0 || look.isSeenEmpty) return true;
  // A level that has come back to its anchor is no parcel, though the baseline had followed it away.
  const towardsContent = Math.min(
    profile.direction * (level - state.baseline),
    profile.direction * (level - state.anchor),
  );
  return towardsContent < profile.changeMin / 2 + movedByTemperature(profile, celsius, state.baselineC);
}

/**
 * The scatter about a straight line: a load that settles while it is sampled is no noise. Line and filter take from the
 * correlation of so few samples; what is given back is fitted to simulated AR(1) noise of 0 to 0.75, in windows of 10 to 40:
 * within 0.06 of it for 20 and more, up to 0.3 too high for ten, and never too low.
 */
export function scatterOf(samples: readonly number[], { sigma }: LevelProfile): Scatter {
  const n = samples.length;
  const middle = (n - 1) / 2;
  let [sum, rise] = [0, 0];
  for (let i = 0; i < n; i += 1) {
    sum += samples[i] ?? 0;
    rise += (i - middle) * (samples[i] ?? 0);
  }
  const slope = (12 * rise) / (n * (n ** 2 - 1));
  const start = sum / n - slope * middle;
  let [squares, products, before] = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const off = (samples[i] ?? 0) - start - slope * i;
    squares += off * off;
    products += off * before;
    before = off;
  }
  const raw = squares > 0 ? products / squares : 0;
  return { variance: squares / (n - 2) / sigma ** 2, rho: (raw + 2 / n) / Math.max(0.3, 1 - 7 / n) };
}

/** A level's spread from look to look that is no fault: three of them are half of the smallest change. */
export const wanderOf = ({ changeMin }: LevelProfile): number => changeMin / 6;
