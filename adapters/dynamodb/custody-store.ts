import type { CustodyRow, CustodyStore } from '../../app/ports.js';
import { assert } from '../../domain/assert.js';
import type { Item, TableAccess } from './access.js';
import { equals, type Condition } from './expression.js';
import { keys } from './table.js';

/** The log of a stay, one row a commit. A row once written is never changed: it is evidence, and the done marker. */
export function dynamoCustodyStore(table: TableAccess): CustodyStore {
  return {
    async put(row) {
      if (await table.putIf({ ...keys.custody(row), ...fieldsOf(row) })) return;
      const kept = await table.get(keys.custody(row), { isConsistent: true });
      assert(kept?.['hash'] === row.hash, 'a custody log never forks: a row comes twice only as the same row');
    },
    present: (rows) => Promise.all(rows.map((row) => table.exists(keys.custody(row)))),
    async read(chain, part) {
      const newest = part && 'newest' in part ? part.newest : undefined;
      const { afterN, limit } = part && 'afterN' in part ? part : { afterN: 0, limit: Infinity };
      const { pk, sk } = keys.custody({ chain, n: afterN });
      const where: Condition = (x) => `${equals(x, 'pk', pk)} AND ${x.name('sk')} > ${x.valueAt('sk', sk)}`;
      const items = await table.queryUpTo(newest ?? limit, { where, newestFirst: newest !== undefined });
      return (newest === undefined ? items : items.reverse()).map(rowFrom);
    },
  };
}

/** The key holds the chain and n. */
const fieldsOf = ({ chain: _chain, n: _n, ...fields }: CustodyRow) => fields;

function rowFrom({ pk, sk, ...fields }: Item): CustodyRow {
  return { chain: pk.slice('STAY#'.length), n: Number(sk), ...fields } as unknown as CustodyRow;
}
