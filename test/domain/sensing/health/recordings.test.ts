import { describe, expect, it } from 'vitest';

import { isCommissioned, type FaultName } from '../../../../domain/sensing/health/index.js';
import { tof } from '../../../../domain/sensing/profiles/tof.js';
import { fieldCells, platform } from '../../../../evaluate/recordings/field.js';
import {
  announced,
  audited,
  commissioned,
  stillTarget,
  tofFiles,
  type TofFile,
} from '../../../../evaluate/recordings/tof.js';
import { startMs, Watched } from './watched.js';

const still = stillTarget();
const { windowsOf } = still;

describe.skipIf(!still.isHere)('on the recorded noise of a time-of-flight sensor', () => {
  const pairs = [
    [tofFiles[0], tofFiles[1]],
    [tofFiles[1], tofFiles[0]],
  ] as [TofFile, TofFile][];

  /** Two days of looks at one recording, as if hourly. */
  const commissionedOn = (file: TofFile): Watched => {
    const sensor = new Watched('tof');
    for (const { window } of windowsOf(file, 48)) sensor.look(window);
    expect(isCommissioned(sensor.state!)).toBe(true);
    return sensor;
  };

  const known = (file: TofFile) => commissioned(windowsOf(file, 48));

  it.each(pairs)('baseline of %s, 50,000 windows of %s: none has content, and nearly all are empty', (from, of) => {
    const verdicts = audited(known(from), windowsOf(of, 50_000));
    expect(verdicts.present).toBe(0);
    expect(verdicts.absent).toBeGreaterThan(45_000); // The two recordings stand 1.4 mm apart.
  });

  it.each(pairs)('baseline of %s, 10,000 windows of %s with 17 mm before them: none is empty', (from, of) => {
    expect(audited(known(from), windowsOf(of, 10_000), 17).absent).toBe(0);
  });

  it.each(pairs)('a window of %s before, and each of 50,000 of %s after: no deposit is present', (from, of) => {
    expect(announced(windowsOf(from, 50), windowsOf(of, 50_000))).toBe(0);
  });

  it.each(pairs)(
    'commissioned on %s, it is accused of nothing on %s: at its own pace, and a window an hour',
    (from, of) => {
      const own = commissionedOn(from);
      const begunMs = own.atMs;
      for (const { atMs, window } of windowsOf(of, 5_000)) own.look(window, { atMs: begunMs + 60_000 + atMs });
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

const field = fieldCells();

describe.skipIf(!field.isHere)('on the recorded weights of ten field platforms', () => {
  it.each([6, 8, 10])(
    'looks of %i values: the three noisy ones are found, one of them untared, and no other is accused',
    (n) => {
      expect(field.names.length).toBe(10);
      const found = field.names.map((cell): [string, string[]] => [cell, Object.keys(field.accused(cell, n)).sort()]);
      expect(found.filter(([, faults]) => faults.length > 0)).toEqual([
        ['C-1-124', ['noisy']],
        ['F-1-38', ['noisy', 'untared']],
        ['G-2-21', ['noisy']],
      ]);
    },
  );

  it('they are found within three days, the untared one at its third look', () => {
    for (const cell of ['C-1-124', 'F-1-38', 'G-2-21']) {
      const sensor = new Watched('load-cell', { profile: platform });
      sensor.atMs = startMs;
      const looks: Partial<Record<FaultName, number>> = {};
      for (const [i, { window }] of [...field.looksAt(cell, 8)].slice(0, 30).entries()) {
        sensor.look(window, { isCertainlyEmpty: false });
        for (const fault of sensor.faults) looks[fault] ??= i + 1;
      }
      expect(looks.noisy).toBeLessThanOrEqual(36); // Twelve looks of two hours a day.
      expect(looks.untared).toBe(cell === 'F-1-38' ? 3 : undefined);
    }
  });
});
