import type { CustodyRow, CustodyStore } from '../../app/ports.js';
import { assert } from '../../domain/assert.js';
import { Shelves, type IsStale } from './shelf.js';

export interface MemoryCustodyStore extends CustodyStore {
  all(): CustodyRow[];
}

/** Custody rows in memory. */
export function memoryCustodyStore(isStale?: IsStale): MemoryCustodyStore {
  const chains = new Shelves<CustodyRow>(isStale);
  return {
    async put(row) {
      const chain = chains.of(row.chain);
      if (chain.add(keyOf(row), row)) return;
      const forks = chain.get(keyOf(row))?.hash !== row.hash;
      assert(!forks, 'a custody log never forks: a row comes twice only as the same row');
    },
    present: async (rows) => rows.map((row) => chains.of(row.chain).peek(keyOf(row)) !== undefined),
    async read(chain, part) {
      const rows = chains
        .of(chain)
        .list()
        .map(([, row]) => row);
      if (!part) return rows;
      return 'newest' in part ? rows.slice(-part.newest) : rows.filter(({ n }) => n > part.afterN).slice(0, part.limit);
    },
    all: () => chains.all(),
  };
}

const keyOf = ({ n }: { n: number }): string => String(n).padStart(8, '0');
