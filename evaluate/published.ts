import { atMost, rounded } from '../bench/report.js';
import { siegmundRunLength } from '../domain/sensing/health/chart.js';
import { varianceOfDifference } from '../domain/sensing/likelihood.js';
import { randomOf } from '../simulator/random.js';
import type { Evaluated, Given, Table } from './part.js';
import {
  cusumRunLengths,
  ewmaRunLengths,
  fixedTests,
  presentShares,
  sampleNumbers,
  strictRates,
} from './published-values.js';
import { cusumRunLength, ewmaRunLength, k } from './run-lengths.js';
import { rareErrors, rateOf, samplesUntilVerdict } from './trial.js';

/** One value that was published, and what the product makes of it. */
interface Compared {
  readonly what: string;
  readonly published: number;
  readonly ours: number;
}

/** In control a chart takes so long to alarm that it is waited for only up to here; beyond, the product's formula is compared. */
const waitedForMost = 10_000;

export function evaluatePublished({ runs, progress }: Given): Evaluated {
  const noise = randomOf('published').normal;
  progress('sample numbers and shares of the sequential test');
  const fixed = fixedTests.map(({ rates, quantiles, n, smallest }) => ({
    what: `smallest change called by ${n} samples a side at ${rates}, σ`,
    published: smallest,
    ours: quantiles * Math.sqrt(varianceOfDifference({ sigma: 1, rho: 0 }, { nBefore: n, nAfter: n })),
  }));
  const numbers = sampleNumbers.flatMap((row) => sampleNumbersAt(row, 30 * runs, noise));
  const shares = presentShares.map(({ delta, share }) => ({
    what: `share of ${delta} σ parcels called present, 20 samples before`,
    published: share,
    ours: rateOf('present', { delta, shift: delta, nBefore: 20, nAfterMax: 200, rates: strictRates }, 5 * runs, noise),
  }));
  progress('error rates of one in a million, by importance sampling');
  const rare = rareErrors(1, strictRates, 20 * runs, noise);
  progress('run lengths of CUSUM and EWMA');
  const charts = [...cusumRuns(runs, noise), ...ewmaRuns(runs, noise)];
  const off = (all: readonly Compared[]) =>
    Math.max(...all.map(({ published, ours }) => 100 * Math.abs(ours / published - 1)));
  const points = Math.max(...shares.map(({ published, ours }) => 100 * Math.abs(ours - published)));
  return {
    tables: [tableOf([...fixed, ...numbers, ...shares, ...charts])],
    checks: [
      atMost('fixed tests: farthest from the formula', off(fixed), { max: 1, unit: '%' }),
      atMost('sample numbers of the sequential test: farthest from the true values', off(numbers), {
        max: 3,
        unit: '%',
      }),
      atMost('shares called present: farthest from the true values', points, { max: 2, unit: 'points' }),
      atMost('false "present" at a stated 1e-6', rare.falsePresent * 1e6, { max: 1, unit: 'in a million' }),
      atMost('false "absent" at a stated 1e-4', rare.falseAbsent * 1e4, { max: 1, unit: 'in ten thousand' }),
      atMost('run lengths of CUSUM and EWMA: farthest from the published ones', off(charts), { max: 3, unit: '%' }),
    ],
    json: { compared: [...fixed, ...numbers, ...shares, ...charts], rare },
  };
}

function sampleNumbersAt(row: (typeof sampleNumbers)[number], runs: number, noise: () => number): Compared[] {
  const { delta, empty, present, wald } = row;
  const until = (shift: number) =>
    samplesUntilVerdict({ delta, shift, nBefore: Infinity, nAfterMax: 10_000, rates: strictRates }, runs, noise);
  return [
    {
      what: `samples until a verdict on nothing, ${delta} σ apart (Wald: ${wald[0]})`,
      published: empty,
      ours: until(0),
    },
    {
      what: `samples until a verdict on a parcel, ${delta} σ apart (Wald: ${wald[1]})`,
      published: present,
      ours: until(delta),
    },
  ];
}

function cusumRuns(runs: number, noise: () => number): Compared[] {
  return cusumRunLengths.flatMap(({ h, inControl, shifted }) => {
    const isWaitedFor = inControl <= waitedForMost;
    const ours = isWaitedFor
      ? cusumRunLength(h, { shift: 0, runs: Math.ceil((h < 8 ? 20 : 8) * runs), noise })
      : siegmundRunLength({ k, h }) / 2; // Of one side; two alarm twice as often.
    return [
      {
        what: `CUSUM h = ${h}, looks in control${isWaitedFor ? '' : ' (by Siegmund’s formula)'}`,
        published: inControl,
        ours,
      },
      {
        what: `CUSUM h = ${h}, looks after a shift by 1 σ`,
        published: shifted,
        ours: cusumRunLength(h, { shift: 1, runs: 20 * runs, noise }),
      },
    ];
  });
}

const ewmaRuns = (runs: number, noise: () => number): Compared[] =>
  ewmaRunLengths.map(({ weight, l, shift, looks }) => ({
    what: `EWMA of weight ${weight}, L = ${l}, looks ${shift === 0 ? 'in control' : `after a shift by ${shift} σ`}`,
    published: looks,
    ours: ewmaRunLength({ weight, l }, { shift, runs: 15 * runs, noise }),
  }));

const tableOf = (all: readonly Compared[]): Table => ({
  title: 'Published values, and the product’s own',
  head: ['what', 'published', 'by the product', 'off by'],
  rows: all.map(({ what, published, ours }) => [
    what,
    String(published),
    String(rounded(ours)),
    `${rounded(100 * (ours / published - 1))} %`,
  ]),
});
