import { differenceOf, isKnown, sumOf } from './difference.js';
import type { ChannelReading, RunningSum, RunningSums, Summary } from './difference.js';
import { movedByTemperature } from './health/temperature.js';
import { binaryLlr, llrOf } from './likelihood.js';
import type { ErrorRates } from './likelihood.js';
import { isBinary, profileOf } from './profiles/index.js';
import type { BinaryProfile, LevelProfile, SensorKind } from './profiles/index.js';
import { sheetsOf, smallestItemOf } from './smallest-item.js';

/** One channel's own say, before it is bounded and weighed. n = 0: it says nothing, and llr is 0. */
export interface Witness {
  sensor: string;
  kind: SensorKind;
  llr: number;
  n: number;
  /** The smallest item of its kind, in sheets of paper: what all kinds can be compared by. */
  sheets: number;
}

export interface Earlier {
  sums: RunningSums;
  rates: ErrorRates;
  /** Whether this may be the first cycle since the door was certainly empty: a pickup never is. */
  isFirst: boolean;
  /** Whether a stay lies between this cycle and the one before, hours or days in which a sensor may have failed: a pickup. */
  hasStayed?: boolean;
}

type Said = Pick<Witness, 'llr' | 'n'>;
const nothing: Said = { llr: 0, n: 0 };

/** Is something inside? */
export const contentWitness = (channel: ChannelReading, earlier: Earlier): Witness =>
  witnessOf(channel, earlier.rates, {
    ofLevel: (profile) => contentOfLevel(channel, profile, earlier),
    ofBinary: (profile) => contentOfBinary(channel, profile, earlier),
  });

/** Did a parcel's worth come since the door was certainly empty, as far as this channel missed no cycle? */
export function sawItCome({ sensor, kind }: ChannelReading, sums: RunningSums, rates: ErrorRates): boolean {
  const [profile, sum] = [profileOf(kind), sumOf(sums, sensor)];
  if (profile === undefined || sum === undefined || !isKnown(sum)) return false;
  return isBinary(profile) ? sum.d >= 1 : profile.direction * sum.d >= smallestItemOf(profile, rates);
}

/**
 * Was a parcel's worth taken in this very cycle? Who missed no cycle and saw nothing come, of what `sums` say of the earlier
 * ones, has nothing to say against its going: three grams do not come off scales that never felt them, though a beam saw them
 * come and go.
 */
export function takingWitness(channel: ChannelReading, rates: ErrorRates, sums: RunningSums = {}): Witness {
  const witness = witnessOf(channel, rates, {
    ofLevel: (profile) => takingOfLevel(channel, profile, rates),
    ofBinary: (profile) => takingOfBinary(channel, profile, sawItCome(channel, sums, rates)),
  });
  return sawNothingCome(channel, sums, rates) ? { ...witness, llr: Math.max(0, witness.llr) } : witness;
}

/** Less than half of a smallest item: what is called "absent". */
export function sawNothingCome({ sensor, kind }: ChannelReading, sums: RunningSums, rates: ErrorRates): boolean {
  const [profile, sum] = [profileOf(kind), sumOf(sums, sensor)];
  if (profile === undefined || sum === undefined || !isKnown(sum)) return false;
  return isBinary(profile) ? sum.d < 1 : profile.direction * sum.d < smallestItemOf(profile, rates) / 2;
}

/**
 * The sum of all changes says what is inside. A channel that missed an earlier cycle does not know the sum: content is
 * never less than nothing, so a parcel's worth that came in this cycle is there, but it can never deny one.
 */
function contentOfLevel(channel: ChannelReading, profile: LevelProfile, given: Earlier): Said {
  const { sums, rates, isFirst, hasStayed } = given;
  const now = differenceOf(channel);
  if (now === undefined) return nothing;
  const n = channel.before.n + channel.after.n;
  const delta = profile.direction * smallestItemOf(profile, rates);
  const earlier = isFirst ? { d: 0, variance: 0 } : sumOf(sums, channel.sensor);
  if (earlier === undefined || !isKnown(earlier)) return { llr: Math.max(0, llrOf({ ...now, delta })), n };
  if (hasStayed && isElsewhere(channel, profile, earlier)) return nothing;
  return { llr: llrOf({ d: earlier.d + now.d, variance: earlier.variance + now.variance, delta }), n };
}

/**
 * Nothing changed in this cycle, and before it the channel stood a parcel's worth away from where it stood when the door had
 * last closed: it does not look at what it saw come. Another door's wires hang on its terminals, or what lay there went while
 * the door was shut. What temperature may move in a stay is allowed for.
 */
function isElsewhere(channel: ChannelReading, profile: LevelProfile, { level }: RunningSum): boolean {
  const now = differenceOf(channel);
  if (now === undefined || level === undefined || Math.abs(now.d) >= profile.changeMin / 2) return false;
  const allowed = profile.changeMin + movedByTemperature(profile, undefined, undefined);
  return Math.abs(channel.before.mean - level) > allowed;
}

/** Its own change alone, against the direction that a parcel makes. */
function takingOfLevel(channel: ChannelReading, profile: LevelProfile, rates: ErrorRates): Said {
  const now = differenceOf(channel);
  if (now === undefined) return nothing;
  const delta = -profile.direction * smallestItemOf(profile, rates);
  return { llr: llrOf({ ...now, delta }), n: channel.before.n + channel.after.n };
}

/**
 * A binary channel answers absolutely: "clear" is empty, whatever it missed. "Blocked" is content only if it was seen to
 * come, in this cycle or in one since the door was certainly empty: a beam that was blocked all along is dirty or dead. One
 * that came before a stay and has not cleared may be hidden by dirt since: it is as sure as that is unlikely, and no surer.
 */
function contentOfBinary({ sensor, before, after }: ChannelReading, profile: BinaryProfile, earlier: Earlier): Said {
  const inside = blockedLlr(after, profile);
  if (inside <= 0) return { llr: inside, n: after.n };
  const came = Math.min(inside, -blockedLlr(before, profile));
  if (came > 0) return { llr: came, n: before.n + after.n };
  const sum = earlier.isFirst ? undefined : sumOf(earlier.sums, sensor);
  if (sum === undefined || !isKnown(sum) || sum.d < 1) return nothing;
  return { llr: earlier.hasStayed ? Math.min(inside, -Math.log(profile.blockedInStay)) : inside, n: after.n };
}

/**
 * Blocked before and clear after: as sure as the less sure of the two. Where it is known that something came, it need only
 * not have gone before: then it is as sure as that nothing is there now, for what was before no further window shows.
 */
function takingOfBinary({ before, after }: ChannelReading, profile: BinaryProfile, hasCome: boolean): Said {
  if (!(before.n > 0 && after.n > 0)) return nothing;
  const [was, isClear] = [blockedLlr(before, profile), -blockedLlr(after, profile)];
  return { llr: hasCome && was > 0 ? isClear : Math.min(was, isClear), n: before.n + after.n };
}

/** 0 where a side says nothing. */
function blockedLlr({ n, mean }: Summary, profile: BinaryProfile): number {
  return n > 0 && mean >= 0 && mean <= 1 ? binaryLlr({ share: mean, n }, profile) : 0;
}

interface Ways {
  ofLevel(profile: LevelProfile): Said;
  ofBinary(profile: BinaryProfile): Said;
}

function witnessOf({ sensor, kind }: ChannelReading, rates: ErrorRates, { ofLevel, ofBinary }: Ways): Witness {
  const profile = profileOf(kind);
  if (profile === undefined) return { sensor, kind, ...nothing, sheets: Infinity };
  const said = isBinary(profile) ? ofBinary(profile) : ofLevel(profile);
  return { sensor, kind, ...said, sheets: sheetsOf(profile, rates) };
}
