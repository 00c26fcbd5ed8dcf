import type { Summary } from '../sensing/clean.js';
import { isKnown, sumOf, type RunningSums } from '../sensing/difference.js';
import { leastToldApart, levelOff, type LevelOff } from '../sensing/health/baseline.js';
import { soundFrom } from '../sensing/condition.js';
import { scoreOf } from '../sensing/health/index.js';
import { binaryLlr, llrOf, thresholdsOf } from '../sensing/likelihood.js';
import {
  isBinary,
  profileOf,
  type BinaryProfile,
  type LevelProfile,
  type SensorKind,
} from '../sensing/profiles/index.js';
import { sheetsOf, smallestItemOf } from '../sensing/smallest-item.js';
import { fuse, judgementOf, type ErrorRates, type Judgement } from '../sensing/verdict.js';
import type { KnownSensor } from './door-sensors.js';

/** What one sensor of a door shows at a look, beside what was known of it before. */
export interface Sight {
  sensor: string;
  kind: SensorKind;
  seen: Summary;
  temperatureC: number | undefined;
  known: KnownSensor | undefined;
}

/** Parcels that fall over still show a third of the height that they came with: assumption. Weights do not fall over. */
const remainsShare = 1 / 3;

/**
 * Does anything lie in the door? Levels are absolute here: each is held against its own baseline, with all that moves a level
 * since, at the site's other error rate on both sides; two looks must agree before anything is said. What a level cannot tell
 * from nothing so surely it is not asked for. Undecided where no sound sensor can say.
 */
export function judgeContent(sights: readonly Sight[], rates: ErrorRates): Judgement {
  return judge(sights, rates, {
    ofLevel: (_sight, { profile, off, least }) => llrOfContent(off, Math.max(least, smallestItemOf(profile, rates))),
    ofBinary: ({ known }, llr) => (llr > 0 && known?.came !== true ? undefined : llr), // Blocked all along: dirty, or dead.
  });
}

/**
 * Is what came still there? Only sensors that saw it come are asked, and only where they could still tell it from nothing:
 * that a distance sensor sees nothing of an envelope which the scales had seen is no sign that it is gone.
 */
export function judgeRemains(sights: readonly Sight[], sums: RunningSums, rates: ErrorRates): Judgement {
  return judge(sights, rates, {
    ofLevel({ sensor }, { profile, off, least }) {
      const came = profile.direction * cameBy(sums, sensor);
      const asked = Math.max(least, smallestItemOf(profile, rates));
      return came < asked ? undefined : llrOfContent(off, Math.max(asked, came * remainsShare));
    },
    ofBinary: ({ sensor }, llr) => (cameBy(sums, sensor) >= 1 ? llr : undefined),
  });
}

/** The sum of what changed since the door was certainly empty, where no cycle is missing in it. */
export function cameBy(sums: RunningSums, sensor: string): number {
  const sum = sumOf(sums, sensor);
  return sum && isKnown(sum) ? sum.d : 0;
}

/** As scales see it: how heavy what lies there is at most, grams. Undefined without scales that can say. */
export function gramsAtMost(sights: readonly Sight[]): number | undefined {
  const weights = sights.filter(isSound).flatMap((sight) => {
    const profile = profileOf(sight.kind);
    const off = profile?.unit === 'g' ? offOf(sight, profile) : undefined;
    return off ? [off.towards + 3 * Math.sqrt(off.variance)] : [];
  });
  return weights.length === 0 ? undefined : Math.max(...weights);
}

interface OfLevel {
  profile: LevelProfile;
  off: LevelOff;
  /** What can be told from nothing at these rates. */
  least: number;
}

/** A channel's log-likelihood ratio, or undefined where it has no say in this question. */
interface Ways {
  ofLevel(sight: Sight, level: OfLevel): number | undefined;
  ofBinary(sight: Sight, llr: number): number | undefined;
}

function judge(sights: readonly Sight[], rates: ErrorRates, ways: Ways): Judgement {
  const thresholds = thresholdsOf({ alpha: rates.other, beta: rates.other });
  const witnesses = sights.filter(isSound).flatMap((sight) => {
    const { sensor, kind, seen } = sight;
    const profile = profileOf(kind);
    if (!profile || seen.n <= 0) return [];
    const llr = isBinary(profile)
      ? ways.ofBinary(sight, binaryRatio(seen, profile))
      : levelRatio(sight, profile, thresholds.upper, ways);
    return llr === undefined ? [] : [{ sensor, kind, llr, n: seen.n, sheets: sheetsOf(profile, rates) }];
  });
  return judgementOf(fuse(witnesses, thresholds, {}), thresholds);
}

/** Only such a one may say what lies in a door. */
export const isSound = ({ known }: Sight): boolean => known === undefined || scoreOf(known) >= soundFrom;

const binaryRatio = ({ mean, n }: Summary, profile: BinaryProfile): number => binaryLlr({ share: mean, n }, profile);

function levelRatio(sight: Sight, profile: LevelProfile, threshold: number, { ofLevel }: Ways): number | undefined {
  const off = offOf(sight, profile);
  if (!off) return undefined;
  const least = leastToldApart(off, threshold);
  // As far on the side to which nothing can move it as a parcel would on the other: that is the sensor's own matter.
  return off.towards < -least ? undefined : ofLevel(sight, { profile, off, least });
}

const offOf = ({ known, seen, temperatureC }: Sight, profile: LevelProfile): LevelOff | undefined =>
  known && levelOff(known, { ...seen, temperatureC }, profile);

/** "So much is inside" against "nothing is". */
const llrOfContent = ({ towards, variance }: LevelOff, delta: number): number => llrOf({ d: towards, delta, variance });
