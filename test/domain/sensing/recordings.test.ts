import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { addToSums, differenceOf, readCycle } from '../../../domain/sensing/difference.js';
import type { CycleReading } from '../../../domain/sensing/difference.js';
import { llrOf, smallestDelta, thresholdsOf } from '../../../domain/sensing/likelihood.js';
import { tof } from '../../../domain/sensing/profiles/tof.js';
import { judgeDeposit, judgePickup } from '../../../domain/sensing/verdict.js';
import { tofWindow } from './noise.js';

// A VL53L0X before a target that did not move, about 55.5 samples a second: github.com/tomisuarez2/TimeOfFlightCalibration.
const folder = new URL('../../../../shared/data/tof-vl53l0x-static/', import.meta.url);
const files = ['static_tof_dist_data_1_h.csv', 'static_tof_dist_data_4_h.csv'];
const isHere = files.every((file) => existsSync(new URL(file, folder)));
if (!isHere) process.stderr.write(`skipped: no time-of-flight recordings at ${folder.pathname}\n`);

const rates = { costly: 1e-6, other: 1e-4 };
const cyclesMax = 5_000;
/** Every third recorded sample: 54 ms, the profile's interval is 50 ms. */
const stride = 3;
const span = 20 * stride;

const series = new Map<string, number[]>();
function recorded(file: string): number[] {
  const known = series.get(file);
  if (known !== undefined) return known;
  const values = readFileSync(new URL(file, folder), 'utf8').trim().split('\n').slice(3).map(Number);
  series.set(file, values);
  return values;
}

function cut(values: number[], start: number, shift: number): number[] {
  return Array.from({ length: 20 }, (_, index) => (values[start + index * stride] ?? NaN) - shift);
}

/** Door cycles spread over the whole recording; `shift` mm nearer after. */
function cyclesOf(file: string, gapS: number, shift: number): CycleReading[] {
  const values = recorded(file);
  const gap = Math.round(gapS * 55.5);
  const starts = values.length - 2 * span - gap;
  return Array.from({ length: cyclesMax }, (_, index) => {
    const start = Math.floor((index * starts) / cyclesMax);
    return readCycle([tofWindow(cut(values, start, 0))], [tofWindow(cut(values, start + span + gap, shift))]);
  });
}

const cases = files.flatMap((file) => [10, 60, 600].map((gapS): [string, number] => [file, gapS]));

function count(verdicts: string[], verdict: string): number {
  return verdicts.filter((each) => each === verdict).length;
}

describe.skipIf(!isHere)('on the recorded noise of a time-of-flight sensor', () => {
  it.each(cases)('%s, door open %i s: no false present in 5,000 empty cycles', (file, gapS) => {
    const verdicts = cyclesOf(file, gapS, 0).map((reading) => judgeDeposit({}, reading, rates).verdict);
    expect(count(verdicts, 'present')).toBe(0);
    expect(count(verdicts, 'absent')).toBeGreaterThanOrEqual(4_995);
  });

  it.each(cases)(
    '%s, door open %i s: a parcel of the smallest item, 15 mm, is missed at most as stated',
    (file, gapS) => {
      const verdicts = cyclesOf(file, gapS, 15).map((reading) => judgeDeposit({}, reading, rates).verdict);
      expect(count(verdicts, 'absent')).toBe(0);
      expect(count(verdicts, 'present')).toBeGreaterThanOrEqual(4_995);
    },
  );

  it.each(cases)('%s, door open %i s: an emptied door is absent, one where 15 mm stayed is not', (file, gapS) => {
    const empty = cyclesOf(file, gapS, 0);
    // 100 mm came, measured in one cycle; then 100 mm or 85 mm went, measured in another, half a recording away.
    const changed = (reading: CycleReading, mm: number) =>
      reading.map((channel) => ({ ...channel, after: { ...channel.after, mean: channel.after.mean + mm } }));
    const pickups = (went: number) =>
      empty.map((deposit, index) => {
        const pickup = empty[(index + cyclesMax / 2) % cyclesMax] ?? [];
        return judgePickup(addToSums({}, changed(deposit, -100)), changed(pickup, went), rates).verdict;
      });
    const emptied = pickups(100);
    expect(count(emptied, 'present')).toBe(0);
    expect(count(emptied, 'absent')).toBeGreaterThanOrEqual(gapS === 600 ? 4_975 : 4_990);
    const left = pickups(85);
    expect(count(left, 'absent')).toBe(0);
  });

  // The profile's sigma and rho by themselves, at the change that the noise alone would allow: 3.47 mm at 1e-3 and 1e-3.
  it.each(cases.filter(([, gapS]) => gapS <= 60))(
    '%s, %i s: sigma and rho keep 1e-3 within a factor of 2',
    (file, gapS) => {
      const { upper, lower } = thresholdsOf({ alpha: 1e-3, beta: 1e-3 });
      const delta = -smallestDelta(tof, 20, 1.5 * upper);
      expect(delta).toBeCloseTo(-3.468, 2);
      const ratios = (shift: number) =>
        cyclesOf(file, gapS, shift).map(([channel]) => {
          const difference = channel && differenceOf(channel);
          return difference ? llrOf({ ...difference, delta }) : 0;
        });
      expect(ratios(0).filter((llr) => llr >= upper).length / cyclesMax).toBeLessThanOrEqual(2e-3);
      expect(ratios(-delta).filter((llr) => llr <= lower).length / cyclesMax).toBeLessThanOrEqual(2e-3);
    },
  );

  it.each([
    [files[0] ?? '', 0.82],
    [files[1] ?? '', 0.87],
  ])('%s: the variance of a change over one minute is about %f mm², under the 1.16 mm² stated', (file, measured) => {
    const ds = cyclesOf(file, 60, 0).flatMap(([channel]) => (channel && differenceOf(channel)?.d) ?? []);
    const mean = ds.reduce((sum, d) => sum + d, 0) / ds.length;
    const variance = ds.reduce((sum, d) => sum + (d - mean) ** 2, 0) / ds.length;
    expect(Math.abs(variance - measured)).toBeLessThan(0.03);
    expect(variance).toBeLessThan(1.16);
  });
});
