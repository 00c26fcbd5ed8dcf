import { describe, expect, it } from 'vitest';

import { readCycle } from '../../../../domain/sensing/difference.js';
import { levelAgainstBaseline } from '../../../../domain/sensing/health/baseline.js';
import { isCommissioned, type FaultName } from '../../../../domain/sensing/health/index.js';
import { loadCell } from '../../../../domain/sensing/profiles/load-cell.js';
import { tof } from '../../../../domain/sensing/profiles/tof.js';
import type { LevelProfile } from '../../../../domain/sensing/profiles/index.js';
import { judgeDeposit } from '../../../../domain/sensing/verdict.js';
import { recordingsIn } from '../csv.js';
import { tofWindow } from '../noise.js';
import { hourMs, startMs, Watched } from './watched.js';

const rates = { costly: 1e-6, other: 1e-4 };

// A VL53L0X before a target that did not move, about 55.5 samples a second: github.com/tomisuarez2/TimeOfFlightCalibration.
const tofFiles = ['static_tof_dist_data_1_h.csv', 'static_tof_dist_data_4_h.csv'] as const;
const still = recordingsIn('tof-vl53l0x-static', tofFiles);
const series = new Map<string, number[]>();
function recorded(file: string): number[] {
  const known =
    series.get(file) ??
    still
      .rowsOf(file)
      .slice(3)
      .map(([mm]) => Number(mm));
  series.set(file, known);
  return known;
}

/** So many windows of 20 samples, every third one recorded (54 ms), spread over the whole recording. */
function* windowsOf(file: string, count: number) {
  const values = recorded(file);
  for (let i = 0; i < count; i += 1) {
    const start = Math.floor((i * (values.length - 60)) / count);
    yield {
      startMs: (start / 55.5) * 1000,
      window: tofWindow(Array.from({ length: 20 }, (_, k) => values[start + 3 * k]!)),
    };
  }
}

describe.skipIf(!still.isHere)('on the recorded noise of a time-of-flight sensor', () => {
  const pairs = [tofFiles, [...tofFiles].reverse()] as [string, string][];

  /** Two days of looks at one recording, as if hourly. */
  const commissionedOn = (file: string): Watched => {
    const sensor = new Watched('tof');
    for (const { window } of windowsOf(file, 48)) sensor.look(window);
    expect(isCommissioned(sensor.state!)).toBe(true);
    return sensor;
  };

  it.each(pairs)('baseline of %s, 50,000 windows of %s: none has content, and nearly all are empty', (from, of) => {
    const { state } = commissionedOn(from);
    const verdicts = { content: 0, empty: 0, unclear: 0 };
    for (const { window } of windowsOf(of, 50_000))
      verdicts[levelAgainstBaseline(state, window, tof, rates).verdict] += 1;
    expect(verdicts.content).toBe(0);
    expect(verdicts.empty).toBeGreaterThan(45_000); // The two recordings stand 1.4 mm apart.
  });

  it.each(pairs)('baseline of %s, 10,000 windows of %s with 17 mm before them: none is empty', (from, of) => {
    const { state } = commissionedOn(from);
    let empty = 0;
    for (const { window } of windowsOf(of, 10_000)) {
      const nearer = { ...window, samples: window.samples.map((mm) => mm - 17) };
      empty += Number(levelAgainstBaseline(state, nearer, tof, rates).verdict === 'empty');
    }
    expect(empty).toBe(0);
  });

  it.each(pairs)('a window of %s before, and each of 50,000 of %s after: no deposit is present', (from, of) => {
    const before = [...windowsOf(from, 50)].map(({ window }) => window);
    let [present, i] = [0, 0];
    for (const { window } of windowsOf(of, 50_000)) {
      const { verdict } = judgeDeposit({}, readCycle([before[i++ % 50]!], [window]), rates);
      present += Number(verdict === 'present');
    }
    expect(present).toBe(0);
  });

  it.each(pairs)(
    'commissioned on %s, it is accused of nothing on %s: at its own pace, and a window an hour',
    (from, of) => {
      const own = commissionedOn(from);
      const begunMs = own.atMs;
      for (const { startMs: atMs, window } of windowsOf(of, 5_000)) own.look(window, { atMs: begunMs + 60_000 + atMs });
      expect(own.faults).toEqual([]);
      const hourly = commissionedOn(from);
      for (const { window } of windowsOf(of, 20_000)) expect(hourly.look(window).findings).toEqual([]);
    },
  );

  it('its noise is as recorded: about 2.1 mm of it is white, less what the filter drops of it', () => {
    for (const file of tofFiles) {
      const { variance, rho } = commissionedOn(file).state!;
      expect(Math.sqrt(variance) * tof.sigma).toBeGreaterThan(1.8);
      expect(Math.sqrt(variance) * tof.sigma).toBeLessThan(2.2);
      expect(Math.abs(rho)).toBeLessThan(0.15);
    }
  });

  it('three times as noisy, stuck, and 2 mm a day nearer: each is found', () => {
    const [, of] = pairs[0]!;
    const faultsWith = (change: (mm: number, i: number, looks: number) => number): FaultName[] => {
      const sensor = commissionedOn(tofFiles[0]);
      let looks = 0;
      for (const { window } of windowsOf(of, 400)) {
        looks += 1;
        sensor.look({ ...window, samples: window.samples.map((mm, i) => change(mm, i, looks)) });
      }
      return sensor.faults;
    };
    expect(faultsWith((mm) => mm)).toEqual([]);
    expect(faultsWith((mm) => Math.round(77 + 3 * (mm - 77)))).toContain('noisy');
    expect(faultsWith(() => 77)).toEqual(['stuck']);
    expect(faultsWith((mm, _, looks) => mm - looks / 12)).toEqual(['drift']);
  });
});

// Ten platform cells under crop trays, a value every 15 minutes for 24 days: github.com/ICRISAT-GEMS/LoadCellDataProcessing.
const fieldFile = 'lc_data.csv';
const field = recordingsIn('loadcell-icrisat-leasyscan', [fieldFile]);

/**
 * A platform of 100 kg in the open. Noise: 0.01 % of its span, the least division that the common class of such cells is
 * verified for (OIML R 60, C3: v_min = E_max / 10,000). A tray never weighs less than nothing. A change that matters is an
 * irrigation, some hundred grams; the rest as of any cell.
 */
const platform = {
  ...loadCell,
  resolution: 1,
  sigma: 10,
  rho: 0.3,
  changeMin: 300,
  range: [-100_000, 150_000],
  emptyRange: [0, 150_000],
} as const satisfies LevelProfile;

describe.skipIf(!field.isHere)('on the recorded weights of ten field platforms', () => {
  const cells = new Map<string, { atMs: number; grams: number }[]>();
  if (field.isHere)
    for (const [cell = '', , , , at = '', mass] of field.rowsOf(fieldFile).slice(1))
      cells.set(cell, [
        ...(cells.get(cell) ?? []),
        { atMs: Date.parse(`${at.replace(' ', 'T')}Z`), grams: Number(mass) },
      ]);

  /** Looks of so many values; the trays are never empty. Faults that stood at any look, and how many did. */
  function accused(cell: string, n: number): Partial<Record<FaultName, number>> {
    const values = cells.get(cell)!;
    const sensor = new Watched('load-cell', { profile: platform });
    const counts: Partial<Record<FaultName, number>> = {};
    for (let i = 0; i + n <= values.length; i += n) {
      const part = values.slice(i, i + n);
      const window = { ...sensor.window(0), samples: part.map(({ grams }) => grams), intervalMs: 100 };
      const look = { atMs: part.at(-1)!.atMs, isCertainlyEmpty: false, scanIntervalMs: (n * hourMs) / 4 };
      for (const { fault, status } of sensor.look(window, look).findings)
        if (status === 'standing') counts[fault] = (counts[fault] ?? 0) + 1;
    }
    return counts;
  }

  it.each([6, 8, 10])(
    'looks of %i values: the three noisy ones are found, one of them untared, and no other is accused',
    (n) => {
      expect(cells.size).toBe(10);
      const found = [...cells.keys()]
        .sort()
        .map((cell): [string, string[]] => [cell, Object.keys(accused(cell, n)).sort()]);
      expect(found.filter(([, faults]) => faults.length > 0)).toEqual([
        ['C-1-124', ['noisy']],
        ['F-1-38', ['noisy', 'untared']],
        ['G-2-21', ['noisy']],
      ]);
    },
  );

  it('they are found within three days, the untared one at its third look', () => {
    for (const cell of ['C-1-124', 'F-1-38', 'G-2-21']) {
      const values = cells.get(cell)!;
      const sensor = new Watched('load-cell', { profile: platform });
      sensor.atMs = startMs;
      const looks: Partial<Record<FaultName, number>> = {};
      for (let i = 0; i < 30; i += 1) {
        const samples = values.slice(8 * i, 8 * i + 8).map(({ grams }) => grams);
        sensor.look({ ...sensor.window(0), samples, intervalMs: 100 }, { isCertainlyEmpty: false });
        for (const fault of sensor.faults) looks[fault] ??= i + 1;
      }
      expect(looks.noisy).toBeLessThanOrEqual(36); // Twelve looks of two hours a day.
      expect(looks.untared).toBe(cell === 'F-1-38' ? 3 : undefined);
    }
  });
});
