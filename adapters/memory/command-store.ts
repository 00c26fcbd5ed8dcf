import type { CommandRow, CommandStore } from '../../app/ports.js';
import { pageOfRows } from './page.js';
import { Shelf, type IsStale } from './shelf.js';

/** Commands given through the API, in memory. */
export function memoryCommandStore(isStale?: IsStale): CommandStore {
  const shelf = new Shelf<CommandRow>(isStale);
  const keyOf = ({ bankId, commandId }: { bankId: string; commandId: string }) => `${bankId}/${commandId}`;
  return {
    read: async (key) => shelf.get(keyOf(key)),
    create: async (row) => shelf.add(keyOf(row), row),
    async replace(row) {
      if (shelf.get(keyOf(row))?.version !== row.version) return false;
      shelf.set(keyOf(row), { ...row, version: row.version + 1 });
      return true;
    },
    async list(bankId, page) {
      const ofBank = shelf.list((key) => key.startsWith(`${bankId}/`)).map(([, row]) => [placeOf(row), row] as const);
      return pageOfRows(
        ofBank.sort(([a], [b]) => (a < b ? -1 : 1)),
        page,
        { newestFirst: true },
      );
    },
  };
}

const placeOf = ({ issuedAtMs, commandId }: CommandRow): string =>
  `${String(issuedAtMs).padStart(15, '0')}#${commandId}`;
