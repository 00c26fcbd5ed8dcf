import { describe, expect, it } from 'vitest';
import {
  indexUnits,
  itemBytes,
  readUnits,
  writeUnits,
  type IndexDefinition,
  type WireItem,
} from '../../bench/dynamodb-units.js';

const ofBytes = (bytes: number, more: WireItem = {}): WireItem => {
  const item = { ...more, pad: { S: '' } };
  return { ...item, pad: { S: 'x'.repeat(bytes - itemBytes(item)) } };
};

describe('the size of an item', () => {
  it.each<[string, WireItem, number]>([
    ['a text counts its UTF-8 bytes, and so does its name', { city: { S: 'Zürich' } }, 4 + 7],
    ['a number counts one byte, and one for two significant digits', { n: { N: '12345' } }, 1 + 1 + 3],
    ['zeros before and after are no significant digits', { n: { N: '0.00123000' } }, 1 + 1 + 2],
    ['a sign counts one byte', { n: { N: '-12' } }, 1 + 1 + 1 + 1],
    ['zero counts one byte', { n: { N: '0' } }, 1 + 1],
    ['an instant in milliseconds counts eight', { a: { N: '1795450000123' } }, 1 + 8],
    ['binary counts its bytes, and not those of base64', { b: { B: 'AAECAwQ=' } }, 1 + 5],
    ['true and null count one each', { t: { BOOL: true }, z: { NULL: true } }, 2 + 2],
    ['an empty map counts three', { m: { M: {} } }, 1 + 3],
    ['a map counts one more for each thing in it', { m: { M: { ab: { S: 'xyz' } } } }, 1 + 3 + 1 + 2 + 3],
    ['a list likewise', { l: { L: [{ N: '7' }, { S: 'ab' }] } }, 1 + 3 + (1 + 2) + (1 + 2)],
    ['a set counts its values alone', { s: { SS: ['ab', 'c'] } }, 1 + 3],
  ])('%s', (_, item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });
});

describe('units of the table', () => {
  it.each([
    [1, 1],
    [1_024, 1],
    [1_025, 2],
    [2_048, 2],
    [2_049, 3],
  ])('a write of %i bytes takes %i', (bytes, units) => {
    expect(writeUnits(undefined, bytes < 4 ? { p: { S: '' } } : ofBytes(bytes))).toBe(units);
  });

  it('a write is as large as the larger of what was there and what is there', () => {
    expect(writeUnits(ofBytes(1_500), ofBytes(100))).toBe(2);
    expect(writeUnits(ofBytes(1_500), undefined)).toBe(2);
  });

  it('a write that was refused, of nothing, takes one all the same', () => {
    expect(writeUnits(undefined, undefined)).toBe(1);
  });

  it.each([
    [0, true, 1],
    [0, false, 0.5],
    [4_096, true, 1],
    [4_097, true, 2],
    [4_097, false, 1],
  ])('a read of %i bytes, consistent: %s, takes %d', (bytes, isConsistent, units) => {
    expect(readUnits(bytes, { isConsistent })).toBe(units);
  });
});

describe('units of an index', () => {
  const keysOnly: IndexDefinition = { name: 'due', indexKeys: ['shard'], tableKeys: ['pk'], projected: [] };
  const all: IndexDefinition = { ...keysOnly, name: 'all', projected: 'all' };
  const including: IndexDefinition = { ...keysOnly, name: 'free', projected: ['size'] };
  const pk = { pk: { S: 'door' } };
  const inShard = (shard: string) => ({ ...pk, shard: { S: shard } });

  it('an item that has not the index’s key is not in it', () => {
    expect(indexUnits(all, pk, { ...pk, size: { S: 'L' } })).toBe(0);
  });

  it('coming in and going out take one each', () => {
    expect(indexUnits(keysOnly, pk, inShard('1'))).toBe(1);
    expect(indexUnits(keysOnly, inShard('1'), pk)).toBe(1);
    expect(indexUnits(keysOnly, inShard('1'), undefined)).toBe(1);
  });

  it('a changed key takes two: one goes, one comes', () => {
    expect(indexUnits(keysOnly, inShard('1'), inShard('2'))).toBe(2);
  });

  it('what the index does not hold changes for nothing', () => {
    const [before, after] = [inShard('1'), { ...inShard('1'), state: { S: 'stored' } }];
    expect(indexUnits(keysOnly, before, after)).toBe(0);
    expect(indexUnits(including, before, after)).toBe(0);
    expect(indexUnits(all, before, after)).toBe(1);
  });

  it('what the index holds besides its key changes for one', () => {
    expect(indexUnits(including, inShard('1'), { ...inShard('1'), size: { S: 'L' } })).toBe(1);
  });

  it('an entry is as large as what it holds: keys alone of a large item are small', () => {
    const [before, after] = [ofBytes(3_000, inShard('1')), ofBytes(3_000, inShard('2'))];
    expect(indexUnits(keysOnly, before, after)).toBe(2);
    expect(indexUnits(all, before, after)).toBe(6);
  });
});
