import { describe, expect, it } from 'vitest';
import { dueShardOf, dueShards, indexes, keyNames, keys, lists, shortNames } from '../../../adapters/dynamodb/table.js';
import { indexNames } from '../../../lib/storage.js';
import { keyOf } from '../../ports/samples.js';

describe('the table', () => {
  it('has the indexes that the stack makes', () => {
    expect(Object.values(indexes).map(({ name }) => name)).toEqual(['free-doors', 'due', 'by-site']);
    expect(indexNames).toEqual(['free-doors', 'due', 'by-site']);
  });

  it('has the keys that are written down', () => {
    expect(keys.door(keyOf('b1'))).toEqual({ pk: 'BANK#b1', sk: 'DOOR#A07' });
    expect(keys.evidence({ ...keyOf('b1'), id: 'cycle-4' })).toEqual({ pk: 'BANK#b1', sk: 'EVIDENCE#A07#cycle-4' });
    expect(keys.custody({ chain: 'A07-abc', n: 12 })).toEqual({ pk: 'STAY#A07-abc', sk: '00000012' });
    expect(keys.parcel('p1')).toEqual({ pk: 'PARCEL#p1', sk: 'PARCEL' });
    expect(keys.code('k1')).toEqual({ pk: 'CODE#k1', sk: 'CODE' });
    expect(keys.unit('s1', '4#B', 'r1')).toEqual({ pk: 'SITE#s1', sk: 'UNIT#4%23B#r1' });
  });

  it('no two lists are one, whatever a site or a subject is called', () => {
    const names = [lists.parcels('x'), lists.banks('x'), lists.memberships('x'), lists.incidents('x'), lists.sites()];
    expect(new Set(names).size).toBe(5);
  });

  it('no two short names are one, and none is a key’s', () => {
    const short = Object.values(shortNames);
    expect(short.filter((name, i) => short.indexOf(name) !== i || keyNames.has(name))).toEqual([]);
  });

  it('doors are spread over all shards', () => {
    const counts = new Map<string, number>();
    for (let bank = 0; bank < 100; bank++)
      for (let door = 10; door < 42; door++) {
        const shard = dueShardOf(keys.door(keyOf(`bank-${bank}`, `A${door}`)));
        counts.set(shard, (counts.get(shard) ?? 0) + 1);
      }
    expect([...counts.keys()].sort()).toEqual([...dueShards]);
    // 800 of 3,200 expected in each, with a standard deviation of 24.5: six of them either way.
    for (const count of counts.values()) expect(Math.abs(count - 800)).toBeLessThan(147);
  });
});
