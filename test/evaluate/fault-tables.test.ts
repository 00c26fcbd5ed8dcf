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

  it('the costly ones in the cycle apart from the others', () => {
    expect(found(cell('in the cycle', 'pickup that leaves one', { silentWrong: 1 }))).toEqual([
      'costly verdicts, fault begun in the cycle: 1 silent wrong',
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

it('shares are of all answers of a fault at a moment, and a rare one does not look like none', () => {
  const [standing] = tablesOf([
    cell('10 days before', 'deposit of a parcel', { right: 996, unclear: 3, silentWrong: 1 }),
  ]);
  expect(standing?.rows.find(([fault]) => fault === 'drift')?.[1]).toBe('100 / < 1 / 0 / < 1');
});
