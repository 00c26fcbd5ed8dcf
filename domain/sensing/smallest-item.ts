import { defaultErrorRates, locationNoise, smallestDelta, thresholdsOf } from './likelihood.js';
import type { ErrorRates } from './likelihood.js';
import { isBinary, kindsOf, profileOf } from './profiles/index.js';
import type { KnownProfile, LevelProfile, Profile, SensorKind } from './profiles/index.js';

/** An A4 sheet of 80 g/m² (ISO 216: 1/16 m², 4.99 g), about 0.1 mm thick. */
const sheet = { g: 4.99, mm: 0.1 } as const;

/** Two sheets of paper: what a thin item is. */
const thinSheets = 2;

/** A smallest item's ratio can rise to so many times the threshold: at just once, chance would decide half of them. */
export const ceilingFactor = 1.5;

/**
 * The smallest change, in the profile's unit, that a channel of this kind claims to see at these error rates: large
 * enough that its log-likelihood ratio can rise to 1.5 times the threshold after one full window before the door
 * opened, and never under what the profile itself says may be claimed.
 */
export function smallestItemOf(profile: LevelProfile, rates: ErrorRates): number {
  const { upper } = thresholdsOf({ alpha: rates.costly, beta: rates.other });
  const statistical = smallestDelta(locationNoise(profile), profile.samplesPerWindow, ceilingFactor * upper);
  return Math.max(statistical, profile.changeMin);
}

/**
 * The smallest item of a kind of sensor, for people. What `measures` names is the claim; the rest is said of that many
 * sheets of A4 paper (80 g/m²) in a stack, which is what all kinds of sensor can be compared by.
 */
export interface SmallestItem {
  kind: SensorKind;
  measures: 'mm' | 'g';
  millimetres: number;
  grams: number;
  sheetsOfPaper: number;
}

/** Rounded up to two digits after the point, and to whole sheets. */
export function describeSmallestItem(profile: KnownProfile, rates: ErrorRates): SmallestItem {
  const { kind } = profile;
  const sheetsOfPaper = sheetsOf(profile, rates);
  const [millimetres, grams] = [hundredths(sheetsOfPaper * sheet.mm), hundredths(sheetsOfPaper * sheet.g)];
  const { unit, change } = claimOf(profile, rates);
  return unit === 'mm'
    ? { kind, measures: unit, millimetres: hundredths(change), grams, sheetsOfPaper }
    : { kind, measures: unit, millimetres, grams: hundredths(change), sheetsOfPaper };
}

/** Of every channel of a bank's profile, in its order. Kinds that are not known claim nothing. */
export function smallestItemsOf(doorProfile: string, rates: ErrorRates): SmallestItem[] {
  return kindsOf(doorProfile).flatMap((kind) => {
    const profile = profileOf(kind);
    return profile === undefined ? [] : [describeSmallestItem(profile, rates)];
  });
}

/** The smallest item in sheets of paper, rounded up. */
export function sheetsOf(profile: Profile, rates: ErrorRates): number {
  const { unit, change } = claimOf(profile, rates);
  return Math.ceil(Math.round((change / sheet[unit]) * 1e6) / 1e6);
}

/** Whether any channel of these kinds sees two sheets of paper. Unknown kinds see nothing. */
export function seesThinItem(kinds: readonly string[], rates: ErrorRates = defaultErrorRates): boolean {
  return kinds.some((kind) => {
    const profile = profileOf(kind);
    return profile !== undefined && sheetsOf(profile, rates) <= thinSheets;
  });
}

function claimOf(profile: Profile, rates: ErrorRates): { unit: 'mm' | 'g'; change: number } {
  return isBinary(profile)
    ? { unit: 'mm', change: profile.thinnestMm }
    : { unit: profile.unit, change: smallestItemOf(profile, rates) };
}

const hundredths = (value: number): number => Math.ceil(Number((value * 100).toFixed(6))) / 100;
