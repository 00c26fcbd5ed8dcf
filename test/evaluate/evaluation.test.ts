import { describe, expect, it } from 'vitest';
import { isBinary } from '../../domain/sensing/profiles/index.js';
import { evaluateCalls } from '../../evaluate/calls.js';
import { countAlarms, evaluateAlarms, type Noise } from '../../evaluate/false-alarms.js';
import { evaluateFaults } from '../../evaluate/fault-matrix.js';
import type { Cell } from '../../evaluate/fault-tables.js';
import type { Given } from '../../evaluate/part.js';
import { evaluatePublished } from '../../evaluate/published.js';
import { besideTheProject } from '../../evaluate/recordings/csv.js';
import { deviceLogs } from '../../evaluate/recordings/lorawan.js';
import { evaluateRecordings } from '../../evaluate/recordings/index.js';
import { evaluateRoc, rocOf } from '../../evaluate/roc.js';
import { evaluateSmallestItems } from '../../evaluate/smallest-items.js';

const given = (runs: number, data = besideTheProject): Given => ({ runs, data, progress: () => {} });
const missed = ({ checks }: { checks: readonly { what: string; limit?: { isReached: boolean } }[] }) =>
  checks.filter(({ limit }) => limit?.isReached === false).map(({ what }) => what);

describe('the evaluation of what is published', () => {
  it('is off by a fifth at most with a tenth of the runs, and has every value', () => {
    const { compared } = evaluatePublished(given(100)).json as { compared: { published: number; ours: number }[] };
    expect(compared.length).toBe(6 + 6 + 3 + 10 + 6);
    for (const { published, ours } of compared) expect(Math.abs(ours / published - 1)).toBeLessThan(0.2);
  });
});

describe('a receiver curve', () => {
  it('worked by hand: 0 0 1 2 against 1 2 3 4 has an area of 14 of 16', () => {
    // Of 16 pairs: 1 beats 0, 0, ties 1; 2 beats 0, 0, 1, ties 2; 3 and 4 beat all: 2.5 + 3.5 + 4 + 4.
    const { area, points } = rocOf([0, 0, 1, 2], [1, 2, 3, 4]);
    expect(area).toBeCloseTo(14 / 16, 12);
    // Without a false alarm only what is above all nothings is found; with all of them, all.
    expect([points[0]?.[1], points.at(-1)?.[1]]).toEqual([0.5, 1]);
  });

  it('of the same against itself is a coin, of the lesser against the greater none at all', () => {
    expect(rocOf([1, 2, 3], [1, 2, 3]).area).toBeCloseTo(0.5, 12);
    expect(rocOf([5, 6], [1, 2]).area).toBe(0);
  });

  it('of a time-of-flight sensor is that of its stated noise: 0.7602, 0.9214, 0.9831, 0.9977', () => {
    const curves = evaluateRoc(given(100)).json as { kind: string; area: number }[];
    const areas = curves.filter(({ kind }) => kind === 'tof').map(({ area }) => area);
    const stated = [0.7602, 0.9214, 0.9831, 0.9977]; // Φ(k / √2) for k of 1 to 4, from a table.
    areas.forEach((area, i) => expect(Math.abs(area - stated[i]!)).toBeLessThan(0.03));
    expect(areas.length).toBe(4);
  });
});

describe('the calls of a verdict', () => {
  const { json, figures } = evaluateCalls(given(20));
  const { asked, curves } = json as {
    asked: { kind: string; present: number; absent: number }[];
    curves: Record<string, { x: number; present: number; absent: number; unclear: number; samples: number }[]>;
  };

  it('are right for nothing and for the smallest item, of every profile, at deposit and pickup', () => {
    const present = { tof: [0, 1, 0, 1], 'load-cell': [0, 1, 0, 1], ultrasonic: [0, 1, 0, 1], curtain: [0, 1, 0, 0] };
    expect(asked.map(({ kind, present }) => [kind, Math.round(present)])).toEqual(
      Object.entries(present).flatMap(([kind, shares]) => shares.map((share) => [kind, share])),
    );
    // What a beam alone saw come, and not go: it may be dirty since, and says neither.
    expect(asked.at(-1)).toMatchObject({ present: 0, absent: 0 });
  });

  it('turn half-way to the smallest item, where they take the most samples', () => {
    for (const kind of ['tof', 'load-cell', 'ultrasonic']) {
      const points = curves[kind]!;
      const at = (x: number) => points.find((point) => Math.abs(point.x - x) < 1e-9)!;
      expect([at(0.1).absent, at(1.25).present]).toEqual([1, 1]);
      const longest = points.toSorted((a, b) => b.samples - a.samples)[0]!;
      expect(Math.abs(longest.x - 0.5)).toBeLessThanOrEqual(0.1);
      expect(at(0.5).present + at(0.5).absent + at(0.5).unclear).toBeCloseTo(1, 9);
    }
  });

  it('are drawn, a panel for each profile', () => {
    expect(Object.keys(figures ?? {}).sort()).toEqual(['calls.svg', 'sample-numbers.svg']);
    expect(figures?.['calls.svg']?.match(/<g transform/g)?.length).toBe(4);
    expect(figures?.['calls.svg']).not.toContain('NaN');
  });
});

it('the smallest items are told at three error rates: 15 mm, 9.98 g, 30 mm and 0.2 mm by default', () => {
  const claims = evaluateSmallestItems().json as {
    rates: { costly: number };
    measures: 'mm' | 'g';
    millimetres: number;
    grams: number;
  }[];
  const byDefault = claims.filter(({ rates }) => rates.costly === 1e-6);
  expect(byDefault.map((one) => (one.measures === 'mm' ? one.millimetres : one.grams))).toEqual([15, 9.98, 30, 0.2]);
});

describe('the fault matrix', () => {
  const evaluated = evaluateFaults(given(100));
  const cells = evaluated.json as Cell[];
  const of = (choose: (cell: Cell) => boolean) => cells.filter(choose);
  const silent = (choose: (cell: Cell) => boolean) => of(choose).reduce((sum, { silentWrong }) => sum + silentWrong, 0);

  it('has every detector, at every moment, with every decision', () => {
    expect(new Set(cells.map(({ fault }) => fault)).size).toBe(8);
    expect(new Set(cells.map(({ begins }) => begins)).size).toBe(5);
    expect(new Set(cells.map(({ decision }) => decision)).size).toBe(6);
  });

  it('a sensor that is stuck, silent, noisy or spiky is never wrong in silence', () => {
    expect(silent(({ fault }) => ['stuck', 'silent', 'noisy', 'spiky'].includes(fault))).toBe(0);
  });

  it('a fault of ten days makes no silent wrong verdict, and none that began before the door opened a costly one', () => {
    const costly = ['deposit of nothing', 'pickup that leaves one'];
    expect(silent(({ begins, decision }) => begins === '10 days before' && !decision.startsWith('audit'))).toBe(0);
    expect(silent(({ begins, decision }) => begins !== 'in the cycle' && costly.includes(decision))).toBe(0);
  });

  it('what a look can show makes no silent wrong answer, and what none can show one more seldom than the error rates', () => {
    expect(silent(({ hidden }) => hidden === undefined)).toBe(0);
    expect(missed(evaluated)).toEqual([]);
  });

  it('it can find some: wires that were swapped a moment ago, and a level that jumps while the door stands open', () => {
    const deposit = 'deposit of a parcel';
    expect(
      silent(
        (cell) => cell.hidden === 'since the last parcel' && cell.decision === deposit && cell.fault === 'swapped',
      ),
    ).toBeGreaterThan(0);
    expect(silent(({ fault, hidden }) => fault === 'drift' && hidden === 'in the cycle')).toBeGreaterThan(0);
  });
});

it('three days of sound sensors, in noise of six kinds, raise no alarm; what is counted is all of the detectors', () => {
  const { json, tables } = evaluateAlarms(given(8));
  expect((json as { perMonth: number }[]).map(({ perMonth }) => perMonth)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(tables[0]?.head.length).toBe(11);
});

it('a bank of sensors three times as noisy as they are stated to be does raise alarms, and they are counted by detector', () => {
  const noisy: Noise = {
    name: 'three times the noise',
    profileOf: (profile) => (isBinary(profile) ? profile : { ...profile, sigma: 3 * profile.sigma }),
    temperatureC: () => 20,
    isTemperatureTold: true,
  };
  const { alarms, perMonth } = countAlarms(noisy, 0.2);
  expect(alarms.noisy).toBeGreaterThan(10);
  expect(perMonth).toBeGreaterThan(1);
});

describe('recordings', () => {
  it('that are not there are said to be left out, and nothing is held against anybody', () => {
    const { tables, checks } = evaluateRecordings(given(10, '/nowhere'));
    expect(tables[0]?.rows.map(([, what]) => what)).toEqual(Array(5).fill('left out: not here'));
    expect(checks).toEqual([]);
  });

  it.skipIf(!deviceLogs().isHere)('that are there are asked, and all holds', () => {
    const evaluated = evaluateRecordings(given(20));
    expect(evaluated.checks.length).toBe(6);
    expect(missed(evaluated)).toEqual([]);
  });
});
