import { describe, expect, it } from 'vitest';

import { addToSums, differenceOf, readCycle } from '../../../domain/sensing/difference.js';
import { judgeDeposit, judgePickup } from '../../../domain/sensing/verdict.js';
import { recordingsIn } from '../../../evaluate/recordings/csv.js';
import { cyclesOf, pump } from '../../../evaluate/recordings/syringe.js';
import { loadCellWindow } from './noise.js';

const rates = { costly: 1e-6, other: 1e-4 };
const count = (verdicts: string[], verdict: string) => verdicts.filter((each) => each === verdict).length;
const medianOf = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const { isHere, loads, stillCycles } = pump();

const gaps = [110, 660].map((gap): [number, number] => [Math.round(gap * 0.091), gap]);

describe.skipIf(!isHere)('on the recorded counts of a load cell under a syringe', () => {
  it('the noise from sample to sample is about 0.1 g or less: under the 0.2 g stated', () => {
    for (const grams of loads()) {
      // The median of the difference of two normal samples is 0.9539 of their standard deviation, either sign.
      const scatter = grams.slice(1).map((value, i) => Math.abs(value - (grams[i] ?? NaN)) / 0.9539);
      expect(medianOf(scatter)).toBeGreaterThan(0.04);
      expect(medianOf(scatter)).toBeLessThan(0.12);
    }
  });

  it.each(gaps)('its noise alone, door open %i s: nothing is announced, and two sheets of paper are seen', (_, gap) => {
    const verdicts = (added: number) => stillCycles(gap, added).map((cycle) => judgeDeposit({}, cycle, rates).verdict);
    const [empty, full] = [verdicts(0), verdicts(9.98)];
    expect(empty.length).toBeGreaterThan(9_000);
    expect([count(empty, 'present'), count(full, 'absent')]).toEqual([0, 0]);
    expect(count(empty, 'absent') / empty.length).toBeGreaterThan(0.999);
    expect(count(full, 'present') / full.length).toBeGreaterThan(0.999);
  });

  it.each(gaps)(
    'its noise alone, door open %i s: an emptied door is absent, one where 9.98 g stayed is not',
    (_, gap) => {
      const [deposits, pickups] = [stillCycles(gap, 500), stillCycles(gap, -500)];
      const verdicts = (left: number) =>
        deposits.map((deposit, i) => {
          const pickup = pickups[(i + (pickups.length >> 1)) % pickups.length] ?? [];
          const gone = pickup.map((channel) => ({
            ...channel,
            after: { ...channel.after, mean: channel.after.mean + left },
          }));
          return judgePickup(addToSums({}, deposit), gone, rates).verdict;
        });
      const [emptied, left] = [verdicts(0), verdicts(9.98)];
      expect(emptied.length).toBeGreaterThan(9_000);
      expect([count(emptied, 'present'), count(left, 'absent')]).toEqual([0, 0]);
      expect(count(emptied, 'absent') / emptied.length).toBeGreaterThan(0.999);
    },
  );

  it('as recorded they keep no rate, as the profile says: the syringe itself gives way, by over 5 g in ten seconds', () => {
    const ds = loads().flatMap((grams) =>
      cyclesOf(grams, 110).flatMap(([channel]) => channel && differenceOf(channel)?.d),
    );
    const moved = ds.filter((d) => d !== undefined && Math.abs(d) > 5).length / ds.length;
    expect(moved).toBeGreaterThan(0.4);
    expect(moved).toBeLessThan(0.6);
  });
});

// Ten platform cells under crop trays, one value every 15 minutes: github.com/ICRISAT-GEMS/LoadCellDataProcessing.
const fieldFile = 'lc_data.csv';
const field = recordingsIn('loadcell-icrisat-leasyscan', [fieldFile]);

function fieldCells(): Map<string, number[]> {
  const cells = new Map<string, number[]>();
  for (const [sector = '', , , , , mass] of field.rowsOf(fieldFile).slice(1)) {
    cells.set(sector, [...(cells.get(sector) ?? []), Number(mass)]);
  }
  return cells;
}

describe.skipIf(!field.isHere)('on the recorded weights of ten field platforms, which do not fit the profile', () => {
  const verdictsOf = (intervalMs: number) =>
    [...fieldCells()].flatMap(([, grams]) => {
      const windowOf = (start: number) => loadCellWindow(grams.slice(start, start + 10), { intervalMs });
      const starts = Array.from({ length: Math.floor(grams.length / 5) - 4 }, (_, i) => 5 * i);
      const sums = addToSums(
        {},
        readCycle([loadCellWindow([0, 0.1, -0.1, 0, 0.1])], [loadCellWindow([500, 500.1, 499.9, 500, 500.1])]),
      );
      return starts.flatMap((start) => {
        const cycle = readCycle([windowOf(start)], [windowOf(start + 10)]);
        return [judgeDeposit({}, cycle, rates), judgePickup(sums, cycle, rates)];
      });
    });

  it('a value every 15 minutes is no window: nothing is said, in 7,900 questions', () => {
    const judgements = verdictsOf(900_000);
    expect(judgements.length).toBeGreaterThan(7_900);
    expect(judgements.filter(({ verdict, llr }) => verdict !== 'undecided' || llr !== 0)).toEqual([]);
  });

  it('played at ten a second they say nothing either: out of a 20 kg cell’s range, or restless', () => {
    const verdicts = verdictsOf(100).map(({ verdict }) => verdict);
    expect([count(verdicts, 'present'), count(verdicts, 'absent')]).toEqual([0, 0]);
  });
});
