import { expect, it } from 'vitest';
import { ReadOnlyTable } from '../../../adapters/dynamodb/read-only-table.js';

it('a table that is only read refuses whatever would write, before anything is sent', async () => {
  const client = () => {
    throw new Error('nobody asked for a client');
  };
  const table = new ReadOnlyTable({ client, tableName: 'table-1' });
  for (const write of [table.put, table.putIf, table.update]) await expect(write()).rejects.toThrow('only reads');
});
