import { expect, it } from 'vitest';
import type { TableAccess, Update } from '../../../adapters/dynamodb/access.js';
import { dynamoDoorStore } from '../../../adapters/dynamodb/door-store.js';
import type { Door } from '../../../domain/door.js';
import { entryOf, freeDoor } from '../../ports/samples.js';

const free = freeDoor('bank-1', 'A07');
const held: Door = { ...free, compartment: 'held' };
const ajar: Door = { ...held, door: 'open' };

it.each([
  ['free and is free', free, free, true],
  ['free and is held', free, held, true],
  ['held and is free', held, free, true],
  ['held and is held', held, ajar, false],
])('the place of a door among the free is written where it was %s', async (_, before, door, isWritten) => {
  const written: unknown[] = [];
  const update = async (_key: unknown, { set = [] }: Update) => {
    written.push(...set.map(([name]) => name));
    return true;
  };
  const store = dynamoDoorStore({ update } as unknown as TableAccess);
  await store.commit({ door, before, version: 1, entry: entryOf(door, 2), drop: [] });
  expect(written.includes('freeIn') && written.includes('freeRank')).toBe(isWritten);
});
