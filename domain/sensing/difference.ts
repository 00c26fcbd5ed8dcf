import { merge, silent, summarise } from './clean.js';
import type { Summary } from './clean.js';
import { sigmaFactorIn } from './condition.js';
import type { SensorConditions } from './condition.js';
import { locationNoise, varianceOfDifference } from './likelihood.js';
import { isBinary, profileOf } from './profiles/index.js';
import type { Profile, SensorKind } from './profiles/index.js';
import type { Window } from './window.js';

export type { Summary } from './clean.js';

/** One sensor across one door cycle, in its profile's unit. A side with n = 0 says nothing. */
export interface ChannelReading {
  sensor: string;
  kind: SensorKind;
  before: Summary;
  after: Summary;
}

export type CycleReading = ChannelReading[];

/** What one channel saw change, in the profile's unit, and the variance of that. */
export interface RunningSum {
  d: number;
  variance: number;
  /** In a sum, of a channel with a scale: where it stood when the cycle that was added last closed, to two digits after the point. */
  level?: number | undefined;
}

/** Per sensor: the sum of `d` over the door cycles since the door was last certainly empty, variances added. */
export type RunningSums = Record<string, RunningSum>;

/** Stands in the sums where a cycle passed that no sensor saw, for whichever sensor speaks next. No sensor is called so. */
const anySensor = '*';

/** As many sensors as a door may send windows of; whoever sends new names with every cycle is not remembered further. */
const sensorsMax = 8;

/** The variance of a change that nobody saw: a million squared, beyond any profile's range, and a number that stores. */
export const unseenVariance = 1e12;

/**
 * The windows of one door cycle, paired by sensor. A kind that is not known is left out; a side that is missing, in
 * another unit, of another kind than the other side, or of windows that cannot be believed has n = 0. Never throws.
 */
export function readCycle(
  before: readonly Window[],
  after: readonly Window[],
  conditions: SensorConditions = {},
): CycleReading {
  const sensors = new Set([...before, ...after].map((window) => window.sensor));
  return [...sensors].flatMap((sensor) => {
    const sides = [before, after].map((windows) => windows.filter((window) => window.sensor === sensor));
    const kinds = new Set(sides.flat().map((window) => window.kind));
    const profile = profileOf([...kinds][0] ?? '');
    if (profile === undefined) return [];
    const [first = silent, second = silent] =
      kinds.size === 1 ? sides.map((windows) => mergeOf(windows, profile, sigmaFactorIn(conditions, sensor))) : [];
    return [{ sensor, kind: profile.kind, before: first, after: second }];
  });
}

const mergeOf = (windows: readonly Window[], profile: Profile, sigmaFactor: number): Summary =>
  merge(windows.map((window) => summarise(window, profile, sigmaFactor)));

/**
 * Further windows of a door that stayed closed (`sample`), merged into `after`. Sensors not in the reading are ignored,
 * but for binary ones: what they say needs no look before.
 */
export function addWindows(
  reading: CycleReading,
  more: readonly Window[],
  conditions: SensorConditions = {},
): CycleReading {
  const longer = reading.map((channel) => {
    const profile = profileOf(channel.kind);
    const windows = more.filter((window) => window.sensor === channel.sensor && window.kind === channel.kind);
    if (profile === undefined || windows.length === 0) return channel;
    const further = mergeOf(windows, profile, sigmaFactorIn(conditions, channel.sensor));
    return { ...channel, after: merge([channel.after, further]) };
  });
  const late = readCycle([], more).filter(({ sensor, kind }) => {
    const profile = profileOf(kind);
    return profile !== undefined && isBinary(profile) && reading.every((channel) => channel.sensor !== sensor);
  });
  return [...longer, ...late].slice(0, Math.max(reading.length, sensorsMax));
}

/**
 * Of further windows, those that show what the cycle left: the door has had a later one since, and what that brought, or took, is
 * no part of this one's.
 */
export function sameIn(reading: CycleReading, more: readonly Window[], conditions: SensorConditions = {}): Window[] {
  return more.filter((window) => {
    const profile = profileOf(window.kind);
    const after = reading.find(({ sensor }) => sensor === window.sensor)?.after;
    const now = profile && mergeOf([window], profile, sigmaFactorIn(conditions, window.sensor));
    if (!profile || !now || !after || after.n === 0 || now.n === 0) return false;
    return isBinary(profile)
      ? stateOf(now) === stateOf(after)
      : Math.abs(now.mean - after.mean) < profile.changeMin / 2;
  });
}

/**
 * What a channel saw change across this cycle, or undefined where it says nothing. A binary channel counts what came: 1,
 * or −1 for what went, without noise.
 */
export function differenceOf({ kind, before, after }: ChannelReading): RunningSum | undefined {
  const profile = profileOf(kind);
  if (profile === undefined || !(before.n > 0 && after.n > 0)) return undefined;
  if (isBinary(profile)) {
    const [from, to] = [stateOf(before), stateOf(after)];
    return from === undefined || to === undefined ? undefined : { d: to - from, variance: 0 };
  }
  const counts = { nBefore: before.n, nAfter: after.n };
  const difference = {
    d: after.mean - before.mean,
    variance: varianceOfDifference(locationNoise(profile), counts),
  };
  return Number.isFinite(difference.d) && Number.isFinite(difference.variance) ? difference : undefined;
}

/** Blocked (1) or clear (0), as most samples say. It only counts what came; whether that is sure, the verdict asks. */
function stateOf({ mean }: Summary): 0 | 1 | undefined {
  return mean > 0.5 ? 1 : mean < 0.5 ? 0 : undefined;
}

/**
 * The sums with one more cycle in them; any order of cycles gives the same, if one that came late is added by `addEarlier`. A channel
 * that was silent in a cycle adds no change but the variance of one unseen, where the variance ends: what it missed may have been a
 * parcel, so that from here to the next certain emptiness its sum proves nothing. A reading without any channel, in empty sums,
 * leaves that said for all.
 */
export function addToSums(sums: RunningSums, reading: CycleReading): RunningSums {
  const unseen: RunningSum = { d: 0, variance: unseenVariance };
  const isFirst = Object.keys(sums).length === 0;
  const seen = new Map(reading.map((channel) => [channel.sensor, seenBy(channel) ?? unseen]));
  const sensors = new Set([...Object.keys(sums), ...seen.keys()].slice(0, sensorsMax));
  if (sensors.size === 0) return { [anySensor]: unseen };
  return Object.fromEntries(
    [...sensors].map((sensor) => {
      const earlier = sumOf(sums, sensor) ?? (isFirst ? { d: 0, variance: 0 } : unseen);
      const now = seen.get(sensor) ?? unseen;
      const sum = { d: earlier.d + now.d, variance: Math.min(unseenVariance, earlier.variance + now.variance) };
      return [sensor, now.level === undefined ? sum : { ...sum, level: now.level }];
    }),
  );
}

/** Of a cycle after which others were heard of: each channel stands where the last of those left it. */
export function addEarlier(sums: RunningSums, reading: CycleReading): RunningSums {
  const levels = Object.entries(addToSums(sums, reading)).map(([sensor, sum]) => {
    const level = sumOf(sums, sensor)?.level;
    return [sensor, level === undefined ? sum : { ...sum, level }] as const;
  });
  return Object.fromEntries(levels);
}

/**
 * The sums as they were before a cycle after which others were heard of: what a channel stands at by now, and did not when that one
 * closed, has come or gone since. What drifted meanwhile counts with it. A binary channel has no level, and needs none: it
 * answers for each cycle by itself.
 */
export function sumsBefore(sums: RunningSums, reading: CycleReading): RunningSums {
  const then = reading.flatMap(({ sensor, after }) => {
    const sum = sumOf(sums, sensor);
    if (sum?.level === undefined || after.n === 0) return [];
    return [[sensor, { d: sum.d - (sum.level - after.mean), variance: sum.variance }] as const];
  });
  return { ...sums, ...Object.fromEntries(then) };
}

function seenBy(channel: ChannelReading): RunningSum | undefined {
  const profile = profileOf(channel.kind);
  const difference = differenceOf(channel);
  if (difference === undefined || profile === undefined || isBinary(profile)) return difference;
  return { ...difference, level: Math.round(channel.after.mean * 100) / 100 };
}

/** Whether no cycle is missing in a sum. */
export const isKnown = ({ d, variance }: RunningSum): boolean =>
  Number.isFinite(d) && variance >= 0 && variance < unseenVariance;

/** A sensor's own entry: names come from the wire, and "constructor" must not find what every object has. */
export function sumOf(sums: RunningSums, sensor: string): RunningSum | undefined {
  return Object.hasOwn(sums, sensor) ? sums[sensor] : undefined;
}
