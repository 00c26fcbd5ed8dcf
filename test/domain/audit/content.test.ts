import { describe, expect, it } from 'vitest';
import { gramsAtMost, judgeContent, judgeRemains, type Sight } from '../../../domain/audit/content.js';
import type { KnownSensor } from '../../../domain/audit/door-sensors.js';
import { summarise } from '../../../domain/sensing/clean.js';
import { leastToldApart, levelOff } from '../../../domain/sensing/health/baseline.js';
import { newState } from '../../../domain/sensing/health/state.js';
import type { LevelProfile } from '../../../domain/sensing/profiles/index.js';
import { loadCell } from '../../../domain/sensing/profiles/load-cell.js';
import { tof as tofProfile } from '../../../domain/sensing/profiles/tof.js';
import { ultrasonic } from '../../../domain/sensing/profiles/ultrasonic.js';
import { Watched } from '../sensing/health/watched.js';
import { rates, startMs } from './audited.js';

const known = (kind: KnownSensor['kind'], change: Partial<KnownSensor> = {}): KnownSensor => ({
  ...newState(startMs),
  kind,
  levelLooks: 30,
  baselineC: 20,
  ...change,
});

/** A distance sensor over a floor at 400 mm, of which it sees 20 samples at this height above it. */
const tof = (heightMm: number, change: Partial<KnownSensor> = {}, more: Partial<Sight> = {}): Sight => ({
  sensor: 'ceiling',
  kind: 'tof',
  seen: { n: 20, mean: 400 - heightMm },
  temperatureC: 20,
  known: known('tof', { baseline: 400, ...change }),
  ...more,
});
const cell = (grams: number, change: Partial<KnownSensor> = {}, more: Partial<Sight> = {}): Sight => ({
  sensor: 'floor',
  kind: 'load-cell',
  seen: { n: 10, mean: grams },
  temperatureC: 20,
  known: known('load-cell', { baseline: 0, ...change }),
  ...more,
});
const curtain = (share: number, came: boolean | undefined): Sight => ({
  sensor: 'beams',
  kind: 'curtain',
  seen: { n: 32, mean: share },
  temperatureC: undefined,
  known: known('curtain', { level: 0, came }),
});
const verdict = (...sights: Sight[]) => judgeContent(sights, rates).verdict;

describe('does anything lie in the door?', () => {
  // By hand: 2.5² × 1.857/20 + (15/6)² = 6.8304 mm²; the threshold ln(0.9999/0.0001) is 9.2102. 15 mm are told apart:
  // √(2 × 1.5 × 9.2102 × 6.8304) = 13.74 mm would do. LLR = (15 x − 112.5) / 6.8304: 11.69 mm is content, 3.31 mm nothing.
  it.each([
    [0, 'absent'],
    [3.2, 'absent'],
    [3.4, 'undecided'],
    [11.6, 'undecided'],
    [11.8, 'present'],
    [60, 'present'],
  ] as const)('%f mm above a floor that is well known: %s', (mm, expected) => {
    expect(verdict(tof(mm))).toBe(expected);
  });

  // Of a floor seen once the wander counts twice: 13.08 mm², 19.01 mm are told apart; (19.01 x − 180.7) / 13.08: 15.84 mm.
  it.each([
    [0, 'absent'],
    [15.7, 'undecided'],
    [16, 'present'],
  ] as const)('%f mm above a floor that was seen once: %s', (mm, expected) => {
    expect(verdict(tof(mm, { levelLooks: 1 }))).toBe(expected);
  });

  // 2.795 g² and, uniform within 5 g, 25/3 more: √(2 × 1.5 × 9.2102 × 11.128) = 17.5 g instead of 9.98 g.
  it('where 5 K that nobody tells of may move a load cell, it takes more to be content', () => {
    expect(verdict(cell(12))).toBe('present');
    expect(verdict(cell(12, {}, { temperatureC: undefined }))).toBe('undecided');
    expect(verdict(cell(30, {}, { temperatureC: undefined }))).toBe('present');
  });

  it.each<[string, Sight]>([
    ['that was never seen with an empty door', tof(60, { levelLooks: 0 })],
    ['that says nothing now', tof(60, {}, { seen: { n: 0, mean: 0 } })],
    ['of which nothing is known yet', tof(60, {}, { known: undefined })],
    ['that drifts', tof(60, { faults: 16 })],
    ['that is blind', tof(60, { faults: 32 })],
    ['that stands where nothing can have moved it', tof(-20)],
  ])('a sensor %s has no say', (_, sight) => {
    expect(judgeContent([sight], rates)).toMatchObject({ verdict: 'undecided', llr: 0, shares: [] });
  });

  it('two sound sensors that contradict each other leave it open', () => {
    expect(verdict(tof(60), cell(0))).toBe('undecided');
    expect(verdict(tof(0), cell(0))).toBe('absent');
    expect(verdict(tof(60), cell(500))).toBe('present');
  });

  it('an envelope that only the scales can see is there', () => {
    expect(verdict(tof(0), cell(40))).toBe('present');
  });

  it('a beam that is blocked is content if anything had a chance to come, and otherwise dirt; a clear one is empty', () => {
    expect(verdict(curtain(1, true))).toBe('present');
    expect(verdict(curtain(1, false))).toBe('undecided');
    expect(verdict(curtain(0, undefined))).toBe('absent');
  });
});

describe('a year of empty looks with all that moves a level, and of contents of the size that it claims', () => {
  it.each<[KnownSensor['kind'], number, LevelProfile]>([
    ['tof', 400, tofProfile],
    ['load-cell', 0, loadCell],
    ['ultrasonic', 400, ultrasonic],
  ])('%s: never content of nothing, never empty of something; and mostly it can say', (kind, level, profile) => {
    const sensor = new Watched(kind, { seed: 3, rho: 0.2 });
    const verdicts = { free: { present: 0, absent: 0, undecided: 0 }, full: { present: 0, absent: 0, undecided: 0 } };
    for (let hour = 0; hour < 8_766; hour += 1) {
      const kelvin = 3 * Math.sin((2 * Math.PI * hour) / 24) + 8 * Math.sin((2 * Math.PI * hour) / 8_766);
      const here = level + 0.7 * profile.temperatureCoefficient * kelvin;
      const temperatureC = 20 + kelvin;
      // A stay of three days, then three days of emptiness, on which the baseline was learnt last.
      const isInside = hour % 144 >= 72;
      const { state } = sensor;
      const off = state && levelOff(state, { n: profile.samplesPerWindow, mean: here, temperatureC }, profile);
      const claimed = Math.max(profile.changeMin, off ? leastToldApart(off, Math.log(9_999)) : 0);
      const window = sensor.window(here + (isInside ? profile.direction * claimed : 0), { more: { temperatureC } });
      const seen = summarise(window, profile);
      const sight = { sensor: kind, kind, seen, temperatureC, known: state && { ...state, kind } };
      verdicts[isInside ? 'full' : 'free'][judgeContent([sight], rates).verdict] += 1;
      sensor.look(window, { isCertainlyEmpty: !isInside });
    }
    expect([verdicts.free.present, verdicts.full.absent]).toEqual([0, 0]);
    expect(verdicts.free.absent / (8_766 / 2)).toBeGreaterThan(0.9);
    expect(verdicts.full.present / (8_766 / 2)).toBeGreaterThan(0.9);
  });
});

describe('is what came still there?', () => {
  const remains = (sight: Sight, d: number, variance = 1.2) =>
    judgeRemains([sight], { [sight.sensor]: { d, variance } }, rates).verdict;

  it('a box of 60 mm is there, or gone', () => {
    expect(remains(tof(60), -60)).toBe('present');
    expect(remains(tof(0), -60)).toBe('absent');
  });

  it('a box that fell over and shows a third of its height is there', () => {
    expect(remains(tof(20), -60)).toBe('present');
    expect(remains(tof(100), -300)).toBe('present');
  });

  it('what is left of a third is open: another thing may lie there', () => {
    expect(remains(tof(50), -300)).toBe('undecided');
  });

  it('a sensor is not asked for what it did not see come, or cannot tell from nothing, or of which a cycle is missing', () => {
    expect(remains(tof(0), -12)).toBe('undecided');
    expect(remains(tof(0), -60, 1e12)).toBe('undecided');
    expect(judgeRemains([tof(0)], {}, rates).verdict).toBe('undecided');
    expect(judgeRemains([tof(0)], { floor: { d: 40, variance: 1 } }, rates).verdict).toBe('undecided');
  });

  it('a clear beam that saw it come says that it is gone', () => {
    const sums = { beams: { d: 1, variance: 0 } };
    expect(judgeRemains([curtain(0, undefined)], sums, rates).verdict).toBe('absent');
    expect(judgeRemains([curtain(1, true)], sums, rates).verdict).toBe('present');
    expect(judgeRemains([curtain(0, undefined)], {}, rates).verdict).toBe('undecided');
  });
});

describe('how heavy it is at most', () => {
  // 18 g and three times √(0.028 + 1.6633²) = 1.672 g.
  it('is what the scales say and three deviations', () => {
    expect(gramsAtMost([cell(18)])).toBeCloseTo(18 + 3 * 1.6717, 2);
  });
  it('is unknown without scales that can say', () => {
    expect(gramsAtMost([tof(20)])).toBeUndefined();
    expect(gramsAtMost([cell(18, { faults: 1 })])).toBeUndefined();
  });
});
