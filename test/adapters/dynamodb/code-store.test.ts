import { expect, it } from 'vitest';
import type { TableAccess } from '../../../adapters/dynamodb/access.js';
import { dynamoCodeStore } from '../../../adapters/dynamodb/code-store.js';

it('a code’s row is seen from the instant on in which it was claimed', async () => {
  const reads: unknown[] = [];
  const get = async (_key: unknown, how: unknown) => void reads.push(how);
  await dynamoCodeStore({ get } as unknown as TableAccess, { nowMs: () => 0 }).find('key');
  expect(reads).toEqual([{ isConsistent: true }]);
});
