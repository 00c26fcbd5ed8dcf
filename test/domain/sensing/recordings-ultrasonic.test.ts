import { describe, expect, it } from 'vitest';

import { addToSums, addWindows, readCycle } from '../../../domain/sensing/difference.js';
import { judgeDeposit, judgePickup } from '../../../domain/sensing/verdict.js';
import {
  drawer as drawerOf,
  echoes,
  echoFiles as files,
  type EchoFile,
} from '../../../evaluate/recordings/ultrasonic.js';
import { ultrasonicWindow, uniformFrom } from './noise.js';

const { isHere, recorded } = echoes();

const rates = { costly: 1e-6, other: 1e-4 };
const cyclesMax = 5_000;

const drawer = (seed: number) => drawerOf(uniformFrom(seed));

/**
 * Of 150 mm one window in three hundred has 40 equal echoes and counts as frozen, unless a wrong one is among them; a cycle
 * has two, a parcel's stay four. Such a cycle is open until a further window comes.
 */
const settledMin = (file: EchoFile, wrong: number) => (file === '5cm.csv' ? 5_000 : wrong === 0 ? 4_920 : 4_985);

const times = <T>(make: () => T): T[] => Array.from({ length: cyclesMax }, make);
const count = (verdicts: string[], verdict: string) => verdicts.filter((each) => each === verdict).length;

describe.skipIf(!isHere)('on the recorded echoes of an ultrasonic sensor', () => {
  it('the recordings are what the profile says of them: 150.0 and 55.7 mm, sd about half a millimetre', () => {
    for (const [file, level, sd] of [
      ['15cm.csv', 149.97, 0.4],
      ['5cm.csv', 55.65, 0.5],
    ] as const) {
      const values = recorded(file);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      expect([values.length, mean, Math.sqrt(variance)]).toEqual([15, expect.closeTo(level, 1), expect.closeTo(sd, 1)]);
    }
  });

  it('the windows as they were recorded: from 150 to 56 mm a parcel came, back again it went', () => {
    const [floor, lid] = files.map((file) => ultrasonicWindow(recorded(file)));
    const came = readCycle([floor!], [lid!]);
    expect(judgeDeposit({}, came, rates).verdict).toBe('present');
    expect(judgePickup(addToSums({}, came), readCycle([lid!], [floor!]), rates).verdict).toBe('absent');
    expect(judgeDeposit({}, readCycle([floor!], [floor!]), rates).verdict).toBe('absent');
  });

  const cases = files.flatMap((file) => [0, 0.05, 0.1].map((wrong): [EchoFile, number] => [file, wrong]));

  it.each(cases)('%s, a share of %f wrong: 5,000 empty deposits, none announced', (file, wrong) => {
    const [values, draw] = [recorded(file), drawer(1)];
    const verdicts = times(() => {
      const reading = readCycle([draw(values, { wrong })], [draw(values, { wrong })]);
      return judgeDeposit({}, reading, rates).verdict;
    });
    expect(count(verdicts, 'present')).toBe(0);
    expect(count(verdicts, 'absent')).toBeGreaterThanOrEqual(settledMin(file, wrong));
  });

  it.each(cases)('%s, a share of %f wrong: 30 mm nearer is missed in none of 5,000 deposits', (file, wrong) => {
    const [values, draw] = [recorded(file), drawer(2)];
    const verdicts = times(() => {
      const reading = readCycle([draw(values, { wrong })], [draw(values, { shiftMm: -30, wrong })]);
      return judgeDeposit({}, reading, rates).verdict;
    });
    expect(count(verdicts, 'absent')).toBe(0);
    expect(count(verdicts, 'present')).toBeGreaterThanOrEqual(settledMin(file, wrong));
  });

  it.each([0, 0.05, 0.1])(
    'a share of %f wrong: 5,000 pickups of a parcel 94 mm high, and 5,000 of its half',
    (wrong) => {
      const [floor, lid, draw] = [recorded('15cm.csv'), recorded('5cm.csv'), drawer(3)];
      const pickup = (leftMm: number) =>
        times(() => {
          const sums = addToSums({}, readCycle([draw(floor, { wrong })], [draw(lid, { wrong })]));
          const gone = readCycle([draw(lid, { wrong })], [draw(floor, { shiftMm: -leftMm, wrong })]);
          return judgePickup(sums, gone, rates).verdict;
        });
      const [emptied, left] = [pickup(0), pickup(30)];
      expect(count(emptied, 'present')).toBe(0);
      expect(count(emptied, 'absent')).toBeGreaterThanOrEqual(settledMin('15cm.csv', wrong));
      expect(count(left, 'absent')).toBe(0);
    },
  );

  it('doubt is settled by further windows: a first look that was frozen or half-way decides nothing', () => {
    const [floor, draw] = [recorded('15cm.csv'), drawer(4)];
    const verdicts = times(() => {
      const doubt = readCycle([draw(floor, { wrong: 0.07 })], [draw(floor, { shiftMm: -15, wrong: 0.07 })]);
      const first = judgeDeposit({}, doubt, rates).verdict;
      let reading = doubt;
      for (let asked = 0; asked < 3; asked += 1) {
        reading = addWindows(reading, [draw(floor, { shiftMm: -60, wrong: 0.07 })]);
      }
      return `${first}, then ${judgeDeposit({}, reading, rates).verdict}`;
    });
    expect(count(verdicts, 'undecided, then present')).toBe(cyclesMax);
  });
});
