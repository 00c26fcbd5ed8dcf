import { defaultErrorRates, locationNoise, smallestDelta, thresholdsOf } from './likelihood.js';
import type { ErrorRates } from './likelihood.js';
import { profileOf } from './profiles/index.js';
import type { Profile } from './profiles/index.js';

/** An A4 sheet of 80 g/m² (ISO 216: 1/16 m², 4.99 g), about 0.1 mm thick. */
const sheet = { g: 4.99, mm: 0.1 } as const;

/** Two sheets of paper, rounded as they are commonly given: what a thin item is. */
const thinItem = { g: 10, mm: 0.2 } as const;

/** A smallest item's ratio can rise to so many times the threshold: at just once, chance would decide half of them. */
const ceilingFactor = 1.5;

/**
 * The smallest change, in the profile's unit, that a channel of this kind claims to see at these error rates: large
 * enough that its log-likelihood ratio can rise to 1.5 times the threshold after one full window before the door
 * opened, and never under what the profile itself says may be claimed.
 */
export function smallestItemOf(profile: Profile, rates: ErrorRates): number {
  const { upper } = thresholdsOf({ alpha: rates.costly, beta: rates.other });
  const statistical = smallestDelta(locationNoise(profile), profile.samplesPerWindow, ceilingFactor * upper);
  return Math.max(statistical, profile.changeMin);
}

/** The same for people: in the profile's unit, rounded up to two digits after the point, and in sheets of paper. */
export function describeSmallestItem(
  profile: Profile,
  rates: ErrorRates,
): { change: number; unit: string; sheetsOfPaper: number } {
  const change = Math.ceil(Number((smallestItemOf(profile, rates) * 100).toFixed(6))) / 100;
  const sheetsOfPaper = Math.ceil(Number((change / sheet[profile.unit]).toFixed(6)));
  return { change, unit: profile.unit, sheetsOfPaper };
}

/** Whether any channel of these kinds sees two sheets of paper. Unknown kinds see nothing. */
export function seesThinItem(kinds: readonly string[], rates: ErrorRates = defaultErrorRates): boolean {
  return kinds.some((kind) => {
    const profile = profileOf(kind);
    return profile !== undefined && smallestItemOf(profile, rates) <= thinItem[profile.unit];
  });
}
