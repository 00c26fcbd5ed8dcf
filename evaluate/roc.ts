import { atMost, rounded } from '../bench/report.js';
import { differenceOf, readCycle, type CycleReading, type RunningSum } from '../domain/sensing/difference.js';
import { llrOf, locationNoise, varianceOfDifference } from '../domain/sensing/likelihood.js';
import {
  isBinary,
  profiles,
  type BinaryProfile,
  type KnownProfile,
  type LevelProfile,
} from '../domain/sensing/profiles/index.js';
import { defaultErrorRates } from '../domain/sensing/verdict.js';
import { contentWitness } from '../domain/sensing/witness.js';
import { randomOf } from '../simulator/random.js';
import { benchSensor } from './bench-sensor.js';
import { normalBelow } from './normal.js';
import { percent, type Evaluated, type Given } from './part.js';
import { svgOf, type Panel } from './plot.js';

/** How well a log-likelihood ratio of an item against nothing, after one window before and one after, tells them apart. */
export interface Roc {
  /** The share of items whose ratio is larger than that of nothing, drawn at random: 0.5 is a coin, 1 never errs. */
  area: number;
  /** By the share of false alarms that is borne: the share of items that is found. */
  points: [falseAlarms: number, found: number][];
}

interface Curve extends Roc {
  kind: string;
  label: string;
  /** The area, were its noise exactly as its profile states; undefined where no formula is at hand. */
  stated: number | undefined;
}

/** False alarms borne, five to a decade. */
const falseAlarms = Array.from({ length: 21 }, (_, i) => 10 ** (i / 5 - 4));

/** Changes in standard deviations of what the profile states for one window before and one after. */
const deviations = [1, 2, 3, 4];
/** A curtain has no size to vary: so many of its samples are wrong instead. */
const wrongShares = [0.01, 0.25, 0.35, 0.45];

export function evaluateRoc({ runs, progress }: Given): Evaluated {
  const curves = profiles.flatMap((profile) => {
    progress(`${10 * runs} door cycles a curve of a ${profile.kind}`);
    return curvesOf(profile, 10 * runs);
  });
  // A sample of this size may fall short of the true area by so much: three standard errors, at most 0.5 / √n each.
  const chance = 1.5 / Math.sqrt(10 * runs);
  const short = Math.max(...curves.map(({ area, stated }) => (stated ?? area) - area));
  return {
    tables: [
      {
        title: 'One window before and one after: how well the log-likelihood ratio tells something from nothing',
        head: ['profile', 'what', 'area under the curve', 'were the noise as stated', 'found at 0.1 % false alarms'],
        rows: curves.map(({ kind, label, area, stated, points }) => [
          kind,
          label,
          area.toFixed(4),
          stated?.toFixed(4) ?? '',
          percent(points.find(([share]) => share > 0.99e-3)?.[1] ?? 0),
        ]),
      },
    ],
    checks: [
      atMost('areas under the curves: the most that one falls short of its stated noise', short, {
        max: rounded(chance),
        unit: 'by chance',
      }),
    ],
    figures: { 'roc.svg': svgOf(profiles.map(({ kind }) => panelOf(kind, curves))) },
    json: curves.map(({ points, ...curve }) => ({ ...curve, found: points.map(([, found]) => rounded(found)) })),
  };
}

export function rocOf(nothing: readonly number[], something: readonly number[]): Roc {
  const [falls, rises] = [ascending(nothing), ascending(something)];
  let larger = 0;
  for (const llr of rises) larger += (below(falls, llr) + belowOrAt(falls, llr)) / 2; // Equal ones count a half.
  const points = falseAlarms.map((share): [number, number] => {
    const allowed = Math.floor(share * falls.length + 1e-9); // What powers of ten are off by must not cost one.
    const first = falls[falls.length - 1 - allowed] ?? -Infinity; // The largest that may not be taken for something.
    return [share, 1 - belowOrAt(rises, first) / rises.length];
  });
  return { area: larger / (falls.length * rises.length), points };
}

const curvesOf = (profile: KnownProfile, n: number): Curve[] =>
  isBinary(profile) ? binaryCurves(profile, n) : levelCurves(profile, n);

function levelCurves(profile: LevelProfile & KnownProfile, n: number): Curve[] {
  const { kind, unit, direction } = profile;
  const deviation = deviationOf(profile);
  const changesBy = (item: number) => cyclesOf(profile, item, n).map(([channel]) => channel && differenceOf(channel));
  const nothing = changesBy(0);
  return deviations.map((times) => {
    const item = times * deviation;
    const ratioOf = (change: RunningSum | undefined) => (change ? llrOf({ ...change, delta: direction * item }) : 0);
    const roc = rocOf(nothing.map(ratioOf), changesBy(item).map(ratioOf));
    return { kind, label: `${rounded(item)} ${unit} (${times} σ)`, stated: normalBelow(times / Math.SQRT2), ...roc };
  });
}

function binaryCurves(profile: BinaryProfile & KnownProfile, n: number): Curve[] {
  const { kind, thinnestMm } = profile;
  const earlier = { sums: {}, rates: defaultErrorRates, isFirst: true };
  return wrongShares.map((flickerRate) => {
    const ratiosOf = (item: number) =>
      cyclesOf({ ...profile, flickerRate }, item, n).map(([channel]) =>
        channel ? contentWitness(channel, earlier).llr : 0,
      );
    const roc = rocOf(ratiosOf(0), ratiosOf(thinnestMm));
    return { kind, label: `${percent(flickerRate)} of samples wrong`, stated: undefined, ...roc };
  });
}

/** So many door cycles into which something came, as the product reads them. */
function cyclesOf(profile: KnownProfile, changeBy: number, n: number): CycleReading[] {
  const sensor = benchSensor(profile, randomOf(`roc-${profile.kind}-${changeBy}`));
  return Array.from({ length: n }, () => readCycle([sensor(0)], [sensor(changeBy)]));
}

/** Of what changed from one full window to the next, as the profile states it. */
function deviationOf(profile: LevelProfile): number {
  const n = profile.samplesPerWindow;
  return Math.sqrt(varianceOfDifference(locationNoise(profile), { nBefore: n, nAfter: n }));
}

function panelOf(kind: string, curves: readonly Curve[]): Panel {
  const lines = curves.filter((curve) => curve.kind === kind).map(({ label, points }) => ({ label, points }));
  return {
    title: kind,
    x: { label: 'false alarms', ticks: [0.0001, 0.001, 0.01, 0.1, 1], isLogarithmic: true },
    y: { label: 'found', ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    lines,
  };
}

const ascending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

const below = (sorted: Float64Array, value: number): number => placeOf(sorted, (other) => other < value);
const belowOrAt = (sorted: Float64Array, value: number): number => placeOf(sorted, (other) => other <= value);

function placeOf(sorted: Float64Array, isBefore: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
