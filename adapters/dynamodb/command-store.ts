import type { CommandRow, CommandStore } from '../../app/ports.js';
import { isAbsent, isAtVersion } from './expression.js';
import type { Item, TableAccess } from './access.js';
import { pageInIndex } from './paging.js';
import { rowFrom } from './registry.js';
import { keys, lists, padded } from './table.js';

/** Commands given through the API, an item each, listed by the instant at which they were given. */
export function dynamoCommandStore(table: TableAccess): CommandStore {
  const itemOf = (row: CommandRow): Item => ({ ...keys.command(row), ...row, ...placeOf(row) });
  return {
    async read(key) {
      const item = await table.get(keys.command(key), { isConsistent: true });
      return item && rowFrom<CommandRow>(item);
    },
    create: (row) => table.putIf(itemOf(row), isAbsent),
    replace: (row) => table.putIf(itemOf({ ...row, version: row.version + 1 }), isAtVersion(row.version)),
    async list(bankId, page) {
      const keyOf = (place: string) => keys.command({ bankId, commandId: place.slice(instantDigits + 1) });
      const list = { inSite: lists.commands(bankId), keyOf, newestFirst: true };
      const { items, cursor } = await pageInIndex(table, list, page);
      return { items: items.map((item) => rowFrom<CommandRow>(item)), cursor };
    },
  };
}

const instantDigits = 15;

const placeOf = ({ bankId, commandId, issuedAtMs }: CommandRow) => ({
  inSite: lists.commands(bankId),
  siteSort: `${padded(issuedAtMs, instantDigits)}#${commandId}`,
});
