import { atMost, rounded } from '../bench/report.js';
import { isBinary, profiles, type KnownProfile } from '../domain/sensing/profiles/index.js';
import { smallestItemOf } from '../domain/sensing/smallest-item.js';
import { defaultErrorRates } from '../domain/sensing/verdict.js';
import { randomOf } from '../simulator/random.js';
import { benchSensor, type BenchSensor } from './bench-sensor.js';
import { samplesMax, settleDeposit, settlePickup, sumsOf, type Settled } from './door.js';
import { percent, type Evaluated, type Given, type Table } from './part.js';
import { svgOf, type Axis, type Panel } from './plot.js';

/** How a question was answered, as shares, and after how many samples on average. */
export interface Calls {
  present: number;
  absent: number;
  unclear: number;
  samples: number;
}

interface Point extends Calls {
  /** In smallest items; of a curtain the share of its samples that are wrong. */
  x: number;
}

interface Asked extends Calls {
  kind: string;
  question: string;
  seconds: number;
  /** The share that may not be: "present" of nothing, "absent" of something. */
  wrong: number;
}

/** Densest where verdicts turn: half-way to the smallest item. */
const sizes = [0, 0.1, 0.2, ...Array.from({ length: 17 }, (_, i) => 0.3 + i * 0.025), 0.8, 0.9, 1, 1.25];
const wrongShares = Array.from({ length: 20 }, (_, i) => 0.025 * i + 0.01);

export function evaluateCalls({ runs, progress }: Given): Evaluated {
  const [curves, asked]: [Record<string, Point[]>, Asked[]] = [{}, []];
  for (const profile of profiles) {
    progress(`items of all sizes before a ${profile.kind}, up to ${1 + samplesMax} windows each`);
    curves[profile.kind] = curveOf(profile, runs);
    asked.push(...questionsOf(profile, 10 * runs));
  }
  return {
    tables: [tableOf(asked)],
    checks: [
      atMost('wrong verdicts on nothing and on smallest items', Math.max(...asked.map(({ wrong }) => wrong)), {
        max: 1e-4,
        unit: 'of door cycles',
      }),
    ],
    figures: {
      'calls.svg': svgOf(profiles.map((profile) => callsPanel(profile, curves[profile.kind]!))),
      'sample-numbers.svg': svgOf(profiles.map((profile) => samplesPanel(profile, curves[profile.kind]!))),
    },
    json: { asked, curves },
  };
}

/** Deposits of items of all sizes; before a curtain the thinnest that it sees, and more and more of its samples wrong. */
function curveOf(profile: KnownProfile, runs: number): Point[] {
  const at = (x: number, of: KnownProfile, changeBy: number): Point => {
    const sensor = benchSensor(of, randomOf(`calls-${profile.kind}-${x}`));
    return { x, ...callsOf(runs, profile, () => deposit(sensor, changeBy)) };
  };
  if (isBinary(profile))
    return wrongShares.map((flickerRate) => at(flickerRate, { ...profile, flickerRate }, profile.thinnestMm));
  return sizes.map((x) => at(x, profile, x * smallestOf(profile)));
}

/** The questions that a bank asks, with the smallest item that the profile claims to see. */
function questionsOf(profile: KnownProfile, runs: number): Asked[] {
  const smallest = smallestOf(profile);
  const sensor = benchSensor(profile, randomOf(`questions-${profile.kind}`));
  // What was brought beside it and is taken again: of a curtain the same, for it sees no second thing.
  const brought = isBinary(profile) ? smallest : 4 * smallest;
  const ask = (question: string, isWrong: 'present' | 'absent', settle: () => Settled): Asked => {
    const calls = callsOf(runs, profile, settle);
    const seconds = (calls.samples * profile.intervalMs) / 1_000;
    return { kind: profile.kind, question, ...calls, seconds, wrong: calls[isWrong] };
  };
  return [
    ask('deposit of nothing', 'present', () => deposit(sensor, 0)),
    ask('deposit of the smallest item', 'absent', () => deposit(sensor, smallest)),
    ask('pickup of all', 'present', () => pickup(sensor, brought, 0)),
    ask('pickup that leaves the smallest item', 'absent', () => pickup(sensor, brought, smallest)),
  ];
}

const deposit = (sensor: BenchSensor, item: number): Settled =>
  settleDeposit(
    () => [sensor(0)],
    () => [sensor(item)],
  );

const pickup = (sensor: BenchSensor, brought: number, left: number): Settled =>
  settlePickup(
    sumsOf(deposit(sensor, brought)),
    () => [sensor(brought)],
    () => [sensor(left)],
  );

function callsOf(runs: number, { samplesPerWindow }: KnownProfile, settle: () => Settled): Calls {
  const counts = { present: 0, absent: 0, undecided: 0, windows: 0 };
  for (let run = 0; run < runs; run += 1) {
    const { judged, windows } = settle();
    counts[judged.verdict] += 1;
    counts.windows += windows;
  }
  return {
    present: counts.present / runs,
    absent: counts.absent / runs,
    unclear: counts.undecided / runs,
    samples: (counts.windows * samplesPerWindow) / runs,
  };
}

const smallestOf = (profile: KnownProfile): number =>
  isBinary(profile) ? profile.thinnestMm : smallestItemOf(profile, defaultErrorRates);

const tableOf = (asked: readonly Asked[]): Table => ({
  title: 'Verdicts at the default error rates, and the samples after the door closed that they take',
  head: ['profile', 'question', 'present', 'absent', 'unclear', 'samples', 'seconds'],
  rows: asked.map(({ kind, question, present, absent, unclear, samples, seconds }) => [
    kind,
    question,
    ...[present, absent, unclear].map(percent),
    String(rounded(samples)),
    String(rounded(seconds)),
  ]),
});

const xOf = (profile: KnownProfile): Axis =>
  isBinary(profile)
    ? { label: 'share of samples that are wrong; an item lies inside', ticks: [0, 0.1, 0.2, 0.3, 0.4, 0.5] }
    : {
        label: `size of the item, in smallest items of ${smallestOf(profile)} ${profile.unit}`,
        ticks: [0, 0.25, 0.5, 0.75, 1, 1.25],
      };

const callsPanel = (profile: KnownProfile, points: readonly Point[]): Panel => ({
  title: profile.kind,
  x: xOf(profile),
  y: { label: 'share of deposits', ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
  lines: (['present', 'absent', 'unclear'] as const).map((call) => ({
    label: call,
    points: points.map((point) => [point.x, point[call]]),
  })),
});

const samplesPanel = (profile: KnownProfile, points: readonly Point[]): Panel => ({
  title: profile.kind,
  x: xOf(profile),
  y: { label: 'samples until a verdict', ticks: [0, 1, 2, 3, 4].map((windows) => windows * profile.samplesPerWindow) },
  lines: [{ label: 'average', points: points.map(({ x, samples }) => [x, samples]) }],
});
