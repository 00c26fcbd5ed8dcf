import { isBinary } from './profiles/index.js';
import type { LevelProfile, Profile } from './profiles/index.js';
import { samplesMax, windowMaxMs } from './window.js';
import type { Window } from './window.js';

/**
 * What is left of a channel's windows on one side of a door cycle: how many samples, each as good as the profile states
 * one to be, and their location in its unit; of a binary channel the share that is blocked. n = 0: it says nothing.
 */
export interface Summary {
  n: number;
  mean: number;
}

export const silent: Summary = { n: 0, mean: 0 };

/** What one window holds, once everything that cannot be believed is set aside. */
export interface Cleaned {
  sent: number;
  /** Answered by the sensor at all: numbers, of a good status, that stand for no error. */
  answered: number;
  /** Of these, how many lie below and above what the profile says can be believed. */
  below: number;
  above: number;
  /** Within it, in the order in which they were taken. */
  believable: readonly number[];
  /** The same by size. */
  sorted: readonly number[];
  /** Every believable value and every auxiliary of theirs is the same. */
  isFrozen: boolean;
  /** What the Hampel filter leaves of the believable ones, and its variance. */
  left: readonly number[];
  variance: number;
}

/** Takes a window apart. Undefined for what is none of this profile: another unit, too long, gathered over minutes. */
export function clean(window: Window, profile: Profile): Cleaned | undefined {
  const { samples } = window;
  if (window.unit !== profile.unit || !Array.isArray(samples)) return undefined;
  if (samples.length > samplesMax || !isOneMoment(window)) return undefined;
  const [least, greatest] = isBinary(profile) ? binaryRange : profile.range;
  const believable: number[] = [];
  const at: number[] = [];
  let [answered, below, above] = [0, 0, 0];
  for (let index = 0; index < samples.length; index += 1) {
    const value: unknown = samples[index];
    if (!isAnswer(value, statusOf(window, index), profile)) continue;
    answered += 1;
    if (value < least) below += 1;
    else if (value > greatest) above += 1;
    else {
      at.push(index);
      believable.push(value);
    }
  }
  const sorted = sortedOf(believable);
  const isFrozen = believable.length > 0 && isRepeated(sorted, auxiliariesOf(window, at), profile);
  const left = isBinary(profile) ? believable : withoutOutliers(believable, sorted, profile.resolution);
  const variance = varianceOf(left);
  return { sent: samples.length, answered, below, above, believable, sorted, isFrozen, left, variance };
}

const binaryRange = [0, 1] as const;

/**
 * One window, cleaned and reduced to its location in the profile's unit. Whatever cannot be believed is no reading at
 * all (n = 0), never a reading of nothing: another unit, saturated, frozen, restless, bad status, too few left. Never throws.
 * `sigmaFactor`: so many times noisier than its profile says, 1 or more. Its samples are worth the square of that less.
 * `cleaned`: the same window, where it has been taken apart already.
 */
export function summarise(
  window: Window,
  profile: Profile,
  sigmaFactor = 1,
  cleaned = clean(window, profile),
): Summary {
  if (cleaned === undefined || !speaks(cleaned, profile)) return silent;
  const noisier = Math.max(sigmaFactor ** 2, isBinary(profile) ? 1 : risenOf(cleaned, profile));
  return { n: worthOf(cleaned.left.length / noisier, window, profile), mean: locationOf(cleaned.left, profile) };
}

/** Is what is left a fair picture of what stands there? Not where most samples were errors, nor where it moves or is frozen. */
export function speaks({ sent, isFrozen, left, variance }: Cleaned, profile: Profile): boolean {
  if (isFrozen || left.length < profile.samplesMin || left.length * 2 < sent) return false;
  return isBinary(profile) || !isRestless(variance, profile);
}

/**
 * By how much a window's own variance exceeds the stated one. Up to twice of it is what chance does to so few samples; more
 * is taken at its word, for nobody may have told of this sensor's noise yet.
 */
function risenOf({ variance }: Cleaned, { sigma }: LevelProfile): number {
  const risen = variance / sigma ** 2;
  return risen > 2 ? risen : 1;
}

/** Where these samples stand, in the profile's unit; of a binary channel the share that is blocked. */
export const locationOf = (samples: readonly number[], profile: Profile): number =>
  !isBinary(profile) && profile.location === 'median' ? medianOf(samples) : meanOf(samples);

/** Several windows of one side as one: locations weighed by their samples. Silent windows neither add nor spoil. */
export function merge(summaries: readonly Summary[]): Summary {
  const speaking = summaries.filter(({ n, mean }) => n > 0 && Number.isFinite(mean));
  const n = speaking.reduce((sum, summary) => sum + summary.n, 0);
  if (n === 0) return silent;
  return { n, mean: speaking.reduce((sum, summary) => sum + summary.mean * summary.n, 0) / n };
}

/** A window is one look at a door that stands still. What was gathered over minutes has its drift in it. */
const isOneMoment = ({ samples, intervalMs }: Window): boolean =>
  intervalMs > 0 && (samples.length - 1) * intervalMs <= windowMaxMs;

/**
 * Samples nearer together than the profile's are more alike than its rho says: they count for the time they span. To two
 * digits after the point, because it is kept with the door.
 */
function worthOf(n: number, { intervalMs }: Window, profile: Profile): number {
  return Math.floor(n * Math.min(1, intervalMs / profile.intervalMs) * 100) / 100;
}

/** A number that the sensor stands for. A binary one says 0 or 1 and nothing between. */
function isAnswer(value: unknown, status: number | undefined, profile: Profile): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value) || profile.errorValues.includes(value)) return false;
  if (isBinary(profile) && value !== 0 && value !== 1) return false;
  return status === undefined || profile.okStatus.includes(status);
}

/** A sample's status; NaN, which is never good, where a list of them is too short to have one for it. */
function statusOf({ status }: Window, index: number): number | undefined {
  return Array.isArray(status) ? (status[index] ?? NaN) : status;
}

/** The auxiliaries given a sample each, of the samples kept. One value for the whole window cannot show life. */
function auxiliariesOf({ signalKcps, ambientKcps }: Window, at: readonly number[]): number[][] {
  const ofEach = [signalKcps, ambientKcps].filter((auxiliary) => Array.isArray(auxiliary));
  const kept = ofEach.map((auxiliary) => at.map((index) => auxiliary[index] ?? NaN).filter(Number.isFinite));
  return kept.filter((auxiliary) => auxiliary.length > 0);
}

/**
 * A stuck sensor repeats itself exactly, in every value and every auxiliary (a VL53L1X does after a partial reboot). A
 * live one with noise of two steps gives five equal values about once in a thousand windows of five, and hardly ever
 * more; a window shorter than five is too short to be used at all. Of a binary channel equal values are the rule: only
 * auxiliaries, where it sends any, tell whether it lives.
 */
function isRepeated(sorted: readonly number[], auxiliaries: readonly number[][], profile: Profile): boolean {
  const series = isBinary(profile) ? auxiliaries : [sorted, ...auxiliaries];
  return series.length > 0 && series.every((values) => values.every((value) => value === values[0]));
}

/**
 * Hampel filter: what lies over 3 × 1.4826 × MAD from the median is dropped. The scale is never under one step of the
 * sensor: rounding can make the MAD 0, and then every honest sample one step away would go.
 */
function withoutOutliers(samples: readonly number[], sorted: readonly number[], resolution: number): readonly number[] {
  const median = middleOf(sorted);
  const deviation = medianDistance(sorted, median);
  const reach = 3 * Math.max(1.4826 * deviation, resolution);
  const isNear = (value: number): boolean => Math.abs(value - median) <= reach;
  // The farthest are the first and the last: mostly nothing is to be dropped.
  if (isNear(sorted[0] ?? 0) && isNear(sorted.at(-1) ?? 0)) return samples;
  return samples.filter(isNear);
}

/**
 * Whether the samples scatter as no sensor at rest does: a parcel that still sways, a hand in the door, a cell that is
 * broken. Five times the noise stated, and half of the smallest change at least: less cannot feign a parcel.
 */
export const isRestless = (variance: number, { sigma, changeMin }: LevelProfile): boolean =>
  variance > Math.max(5 * sigma, changeMin / 2) ** 2;

/** The median of the distances from the median. They grow to both sides of it, so that none needs to be sorted. */
function medianDistance(sorted: readonly number[], median: number): number {
  const middle = sorted.length >> 1;
  let [left, right] = [middle - 1, middle];
  let [before, distance] = [0, 0];
  for (let taken = 0; taken <= middle; taken += 1) {
    before = distance;
    const down = left >= 0 ? median - sorted[left]! : Infinity;
    const up = right < sorted.length ? sorted[right]! - median : Infinity;
    if (down < up) left -= 1;
    else right += 1;
    distance = Math.min(down, up);
  }
  return sorted.length % 2 === 1 ? distance : (before + distance) / 2;
}

const medianOf = (values: readonly number[]): number => middleOf(sortedOf(values));

function middleOf(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** By insertion: of so few numbers it is faster than the language's own sort, and no look waits for it. */
function sortedOf(values: readonly number[]): number[] {
  const sorted = values.slice();
  for (let i = 1; i < sorted.length; i += 1) {
    const value = sorted[i]!;
    let at = i;
    for (; at > 0 && sorted[at - 1]! > value; at -= 1) sorted[at] = sorted[at - 1]!;
    sorted[at] = value;
  }
  return sorted;
}

function meanOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  let sum = 0;
  for (const value of values) sum += (value - mean) ** 2;
  return sum / values.length;
}
