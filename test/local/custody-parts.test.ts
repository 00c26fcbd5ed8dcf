import { describe, expect, it } from 'vitest';
import { joined, partsOf, type LogPart } from '../../local/custody-parts.js';

const row = (n: number) => ({ n, hash: `${n}` }) as LogPart['rows'][number];
const head = { n: 5, hash: '5' };
const first = { rows: [row(1), row(2)], nextAfterN: 2 };
const second = { rows: [row(3), row(4)], nextAfterN: 4 };
const last = { rows: [row(5)], head };

const reading = (answers: Record<string, LogPart>) => partsOf(async (query) => answers[query]!);

describe('a custody log that comes in parts', () => {
  it('is read to its end, and is whole as one', async () => {
    const parts = await reading({ '': first, '?afterN=2': second, '?afterN=4': last });
    expect(joined(parts)).toEqual({ rows: [1, 2, 3, 4, 5].map(row), head });
  });

  it('goes on where its last part is left out, and knows nothing of its end', () => {
    expect(joined([first, second])).toEqual({ rows: [1, 2, 3, 4].map(row), nextAfterN: 4 });
  });

  it.each([
    ['is empty', { rows: [] }],
    ['is the one before', first],
  ])('is not read on where a part that was promised %s', async (_what, part) => {
    await expect(reading({ '': first, '?afterN=2': part })).rejects.toThrow('after entry 2');
  });

  it('is one that is no list of logs as it is', () => {
    for (const value of [last, [last, 7], {}, undefined]) expect(joined(value)).toBe(value);
  });
});
