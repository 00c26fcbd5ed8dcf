import { expect, test } from 'vitest';
import { indexes, keys, shortNames } from '../../../adapters/dynamodb/table.js';
import type { BankId, CompartmentId } from '../../../domain/ids.js';
import { stored } from '../../../local/soak/table-checks.js';

test('the soak reads the table by the names that the product stores', () => {
  for (const [name, short] of Object.entries(stored)) expect([name, shortNames[name]]).toEqual([name, short]);
  expect(keys.door({ bankId: 'b' as BankId, compartmentId: 'A01' as CompartmentId })).toEqual({
    pk: 'BANK#b',
    sk: 'DOOR#A01',
  });
  expect(keys.custody({ chain: 'A01-x', n: 7 })).toEqual({ pk: 'STAY#A01-x', sk: '00000007' });
  expect(indexes.due.hash).toBe('dueShard');
  expect(shortNames['n']).toBeUndefined();
  expect(shortNames['id']).toBeUndefined();
});
