import { describe, expect, it } from 'vitest';
import { Shelf } from '../../../adapters/memory/shelf.js';

interface Row {
  name: string;
  parts: { n: number; note?: string | undefined }[];
}
const put = (row: Row): Shelf<Row> => {
  const shelf = new Shelf<Row>();
  shelf.set('a', row);
  return shelf;
};

describe('a shelf', () => {
  it('keeps what was put in, whatever becomes of that afterwards', () => {
    const row: Row = { name: 'one', parts: [{ n: 1 }] };
    const shelf = put(row);
    row.name = 'another';
    row.parts[0]!.n = 2;
    row.parts.push({ n: 3 });
    expect(shelf.get('a')).toEqual({ name: 'one', parts: [{ n: 1 }] });
  });

  it('does not let anybody change in place what comes out', () => {
    const row = put({ name: 'one', parts: [{ n: 1 }] }).get('a')!;
    expect(() => (row.name = 'another')).toThrow(TypeError);
    expect(() => (row.parts[0]!.n = 2)).toThrow(TypeError);
    expect(() => row.parts.push({ n: 3 })).toThrow(TypeError);
  });

  it('keeps the new parts of a row by value as well, beside those that it had before', () => {
    const shelf = put({ name: 'one', parts: [{ n: 1 }] });
    const added: Row['parts'][number] = { n: 2 };
    shelf.set('a', { ...shelf.get('a')!, parts: [...shelf.get('a')!.parts, added] });
    added.n = 5;
    expect(shelf.get('a')).toEqual({ name: 'one', parts: [{ n: 1 }, { n: 2 }] });
    expect(() => (shelf.get('a')!.parts[1]!.n = 6)).toThrow(TypeError);
  });

  it('lists by its keys, whatever came and went in between', () => {
    const shelf = new Shelf<{ n: number }>();
    const keys = () => shelf.list().map(([key]) => key);
    for (const [n, key] of ['b', 'd', 'c'].entries()) shelf.set(key, { n });
    expect(keys()).toEqual(['b', 'c', 'd']);
    shelf.set('a', { n: 3 });
    expect(keys()).toEqual(['a', 'b', 'c', 'd']);
    shelf.delete('c');
    expect(shelf.rows()).toEqual([{ n: 3 }, { n: 0 }, { n: 1 }]);
    expect(keys()).toEqual(['a', 'b', 'd']);
    shelf.add('c', { n: 4 });
    shelf.set('d', { n: 5 });
    expect(keys()).toEqual(['a', 'b', 'c', 'd']);
    expect(shelf.rows()).toEqual([{ n: 3 }, { n: 0 }, { n: 4 }, { n: 5 }]);
    expect(shelf.list((key) => key > 'b')).toEqual([
      ['c', { n: 4 }],
      ['d', { n: 5 }],
    ]);
  });

  it('keeps nothing that is undefined, as a table does not', () => {
    const row = put({ name: 'one', parts: [{ n: 1, note: undefined }] }).get('a')!;
    expect(Object.keys(row.parts[0]!)).toEqual(['n']);
  });
});
