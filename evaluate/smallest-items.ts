import { profiles } from '../domain/sensing/profiles/index.js';
import { describeSmallestItem } from '../domain/sensing/smallest-item.js';
import type { ErrorRates } from '../domain/sensing/verdict.js';
import { isBinary, type KnownProfile } from '../domain/sensing/profiles/index.js';
import type { Evaluated } from './part.js';

/** What a site may set: the default, one that only a bench would bear, and the strictest. */
const configured: ErrorRates[] = [
  { costly: 1e-3, other: 1e-3 },
  { costly: 1e-6, other: 1e-4 },
  { costly: 1e-9, other: 1e-9 },
];

/** What each profile claims to see at a site's error rates, and what its noise alone would allow it to claim. */
export function evaluateSmallestItems(): Evaluated {
  const claims = profiles.flatMap((profile) =>
    configured.map((rates) => ({
      rates,
      ...describeSmallestItem(profile, rates),
      byNoiseAlone: isBinary(profile) ? undefined : byNoiseAlone(profile, rates),
    })),
  );
  return {
    tables: [
      {
        title: 'The smallest item that each profile claims to see',
        head: ['profile', 'false "present"', 'missed', 'measures', 'mm', 'g', 'sheets of A4', 'by its noise alone'],
        rows: claims.map(({ kind, rates, measures, millimetres, grams, sheetsOfPaper, byNoiseAlone: noise }) => [
          kind,
          rates.costly.toExponential(0),
          rates.other.toExponential(0),
          measures,
          String(millimetres),
          String(grams),
          String(sheetsOfPaper),
          noise === undefined ? '' : `${noise} ${measures}`,
        ]),
      },
    ],
    checks: [],
    json: claims,
  };
}

/** Were drift, creep and temperature nothing. */
function byNoiseAlone(profile: KnownProfile, rates: ErrorRates): number {
  const { measures, millimetres, grams } = describeSmallestItem({ ...profile, changeMin: 0 } as KnownProfile, rates);
  return measures === 'mm' ? millimetres : grams;
}
