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
  /** Every believable value and every auxiliary of theirs is the same. */
  isFrozen: boolean;
  /** What the Hampel filter leaves of the believable ones. */
  left: readonly number[];
}

/** Takes a window apart. Undefined for what is none of this profile: another unit, too long, gathered over minutes. */
export function clean(window: Window, profile: Profile): Cleaned | undefined {
  if (window.unit !== profile.unit || !Array.isArray(window.samples)) return undefined;
  if (window.samples.length > samplesMax || !isOneMoment(window)) return undefined;
  const [least, greatest] = isBinary(profile) ? [0, 1] : profile.range;
  const kept = window.samples.map((value, index) => isAnswer(value, statusOf(window, index), profile));
  const answers = window.samples.filter((_, index) => kept[index]);
  window.samples.forEach((value, index) => (kept[index] &&= value >= least && value <= greatest));
  const believable = window.samples.filter((_, index) => kept[index]);
  return {
    sent: window.samples.length,
    answered: answers.length,
    below: answers.filter((value) => value < least).length,
    above: answers.filter((value) => value > greatest).length,
    believable,
    isFrozen: isFrozen(believable, auxiliariesOf(window, kept), profile),
    left: isBinary(profile) ? believable : withoutOutliers(believable, profile.resolution),
  };
}

/**
 * One window, cleaned and reduced to its location in the profile's unit. Whatever cannot be believed is no reading at
 * all (n = 0), never a reading of nothing: another unit, saturated, frozen, restless, bad status, too few left. Never throws.
 */
export function summarise(window: Window, profile: Profile): Summary {
  const cleaned = clean(window, profile);
  if (cleaned === undefined || !speaks(cleaned, profile)) return silent;
  return { n: worthOf(cleaned.left.length, window, profile), mean: locationOf(cleaned.left, profile) };
}

/** Is what is left a fair picture of what stands there? Not where most samples were errors, nor where it moves or is frozen. */
export function speaks({ sent, isFrozen, left }: Cleaned, profile: Profile): boolean {
  if (isFrozen || left.length < profile.samplesMin || left.length * 2 < sent) return false;
  return isBinary(profile) || !isRestless(left, profile);
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
function isAnswer(value: unknown, status: number | undefined, profile: Profile): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value) || profile.errorValues.includes(value)) return false;
  if (isBinary(profile) && value !== 0 && value !== 1) return false;
  return status === undefined || profile.okStatus.includes(status);
}

/** A sample's status; NaN, which is never good, where a list of them is too short to have one for it. */
function statusOf({ status }: Window, index: number): number | undefined {
  return Array.isArray(status) ? (status[index] ?? NaN) : status;
}

/** The auxiliaries given a sample each, cut to the samples kept. One value for the whole window cannot show life. */
function auxiliariesOf(window: Window, kept: readonly boolean[]): number[][] {
  return [window.signalKcps, window.ambientKcps]
    .filter((auxiliary) => Array.isArray(auxiliary))
    .map((auxiliary) => auxiliary.filter((value, index) => kept[index] && Number.isFinite(value)))
    .filter((auxiliary) => auxiliary.length > 0);
}

/**
 * A stuck sensor repeats itself exactly, in every value and every auxiliary (a VL53L1X does after a partial reboot). A
 * live one with noise of two steps gives five equal values about once in a thousand windows of five, and hardly ever
 * more; a window shorter than five is too short to be used at all. Of a binary channel equal values are the rule: only
 * auxiliaries, where it sends any, tell whether it lives.
 */
function isFrozen(samples: readonly number[], auxiliaries: readonly number[][], profile: Profile): boolean {
  const series = isBinary(profile) ? auxiliaries : [samples, ...auxiliaries];
  return series.length > 0 && series.every((values) => values.every((value) => value === values[0]));
}

/**
 * Hampel filter: what lies over 3 × 1.4826 × MAD from the median is dropped. The scale is never under one step of the
 * sensor: rounding can make the MAD 0, and then every honest sample one step away would go.
 */
function withoutOutliers(samples: readonly number[], resolution: number): number[] {
  const median = medianOf(samples);
  const deviation = medianOf(samples.map((value) => Math.abs(value - median)));
  const scale = Math.max(1.4826 * deviation, resolution);
  return samples.filter((value) => Math.abs(value - median) <= 3 * scale);
}

/**
 * Whether the samples scatter as no sensor at rest does: a parcel that still sways, a hand in the door, a cell that is
 * broken. Five times the noise stated, and half of the smallest change at least: less cannot feign a parcel.
 */
function isRestless(samples: readonly number[], { sigma, changeMin }: LevelProfile): boolean {
  const mean = meanOf(samples);
  const variance = meanOf(samples.map((value) => (value - mean) ** 2));
  return variance > Math.max(5 * sigma, changeMin / 2) ** 2;
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
