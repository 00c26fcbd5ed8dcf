import { describe, expect, it } from 'vitest';
import { checksOf, tablesOf, type Begins, type Cell } from '../../evaluate/fault-tables.js';

const cell = (begins: Begins, decision: string, calls: Partial<Cell>): Cell => ({
  ...{ fault: 'drift', simulated: 'sensor-drift-step', door: 'tof', begins, decision },
  ...{ right: 0, unclear: 0, wrongButKnown: 0, silentWrong: 0 },
  ...calls,
});

/** What is found of silent wrong answers, by check. */
const found = (...cells: Cell[]) => {
  const wrong = checksOf(cells).filter(({ limit }) => !limit?.isReached);
  return wrong.map(({ what, value }) => `${what.split(' (')[0]}: ${value}`);
};

describe('silent wrong answers are held against', () => {
  it('nothing where every one was right, unclear or known to be doubtful', () => {
    expect(found(cell('just before', 'deposit of nothing', { right: 5, unclear: 3, wrongButKnown: 2 }))).toEqual([]);
  });

  it('the costly ones and their moment, where nothing was announced', () => {
    const checks = checksOf([cell('just before', 'deposit of nothing', { silentWrong: 2 })]);
    const missed = checks.filter(({ limit }) => !limit?.isReached);
    expect(missed.map(({ value }) => value)).toEqual(['2 silent wrong', '2 silent wrong']);
    expect(missed[0]?.what).toContain('fault begun before the door opened');
    expect(missed[1]?.what).toBe('deposits and pickups, fault begun just before');
  });

  it('their moment, while the door stood open too: of a fault that marks the window after', () => {
    expect(found(cell('in the cycle', 'deposit of nothing', { silentWrong: 1 }))).toEqual([
      'deposits and pickups, fault begun in the cycle: 1 silent wrong',
    ]);
  });

  it('their moment alone, where a parcel was not seen, and audits by themselves', () => {
    const cells = [
      cell('a day before', 'deposit of a parcel', { silentWrong: 3 }),
      cell('10 days before', 'audit of an empty door', { silentWrong: 4 }),
    ];
    expect(found(...cells)).toEqual([
      'deposits and pickups, fault begun a day before: 3 silent wrong',
      'audits, fault begun 10 days before: 4 silent wrong',
    ]);
  });
});

describe('what no look can show is held against the error rates', () => {
  const hidden = (decision: string, chance: number, calls: Partial<Cell>) =>
    cell('in the cycle', decision, { hidden: 'in the cycle', chance, ...calls });

  it('by the chance that it begins there, times the share that is then wrong in silence', () => {
    // Of ten deposits of nothing three announce one: 4e-6 × 0.3 = 1.2e-6, against one in a million.
    expect(found(hidden('deposit of nothing', 4e-6, { unclear: 7, silentWrong: 3 }))).toEqual([
      'costly verdicts, fault begun where no look can show it: the chance: 1.2 in a million',
    ]);
    expect(found(hidden('deposit of nothing', 3e-6, { unclear: 7, silentWrong: 3 }))).toEqual([]);
    expect(found(hidden('deposit of a parcel', 3e-4, { unclear: 5, silentWrong: 5 }))).toEqual([
      'other answers, fault begun where no look can show it: the chance: 1.5 in ten thousand',
    ]);
  });

  it('moment by moment: a fault that may have begun at either of two has the chance of both', () => {
    const since = {
      ...hidden('deposit of nothing', 2e-6, { silentWrong: 1, right: 9 }),
      hidden: 'in the stay',
    } as const;
    // 4e-6 × 0.3 + 2e-6 × 0.1 = 1.4e-6; all at the first chance it would be 4e-6 × 4/20 = 0.8e-6.
    expect(found(hidden('deposit of nothing', 4e-6, { silentWrong: 3, right: 7 }), since)).toEqual([
      'costly verdicts, fault begun where no look can show it: the chance: 1.4 in a million',
    ]);
  });

  it('summed over the faults of one door and one question, and not over doors or questions', () => {
    const one = hidden('deposit of nothing', 0.6e-6, { silentWrong: 1 });
    expect(found(one, { ...one, simulated: 'curtain-dirty' })).toEqual([
      'costly verdicts, fault begun where no look can show it: the chance: 1.2 in a million',
    ]);
    expect(found(one, { ...one, simulated: 'curtain-dirty', door: 'curtain' })).toEqual([]);
    expect(found(one, { ...one, simulated: 'curtain-dirty', decision: 'pickup that leaves one' })).toEqual([]);
  });

  it('and has a table of its own, which what a look could show is not in', () => {
    const tables = tablesOf([
      hidden('deposit of nothing', 4e-6, { unclear: 7, silentWrong: 3 }),
      cell('just before', 'deposit of nothing', { right: 9, silentWrong: 1 }),
    ]);
    // A door is open for two minutes of 27.5 hours, 0.0012121 of the time: 1.2e-6 / 0.0012121.
    expect(tables.at(-1)?.rows).toEqual([
      ['sensor-drift-step', 'in the cycle', '', '3 of 10', '', '', '', '', '4.0e-6', '1.2e-6', '0', '9.9e-4'],
    ]);
    expect(tables[2]?.rows).toEqual([['drift', 'sensor-drift-step', '1 of 10']]);
  });
});

it('shares are of all answers of a fault at a moment, and a rare one does not look like none', () => {
  const [standing] = tablesOf([
    cell('10 days before', 'deposit of a parcel', { right: 996, unclear: 3, silentWrong: 1 }),
  ]);
  expect(standing?.rows.find(([fault]) => fault === 'drift')?.[1]).toBe('100 / < 1 / 0 / < 1');
});
