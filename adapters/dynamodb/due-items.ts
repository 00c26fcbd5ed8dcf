import type { DueItem, DueItems } from '../../app/ports.js';
import type { Item, TableAccess } from './access.js';
import { equals } from './expression.js';
import { doorKeyOf, dueShardOf, dueShards, incidentKeyOf, indexes, isIncident, type Key } from './table.js';

/** Doors and incidents in one sparse index: all shards at once, the oldest of them all first, and no more than asked for. */
export function dynamoDueItems(table: TableAccess): DueItems {
  const { due } = indexes;
  return {
    async list(nowMs, most) {
      const pages = await Promise.all(
        dueShards.map((shard) =>
          table.query({
            index: due,
            where: (x) => `${equals(x, due.hash, shard)} AND ${x.name(due.range)} <= ${x.value(nowMs)}`,
            limit: most,
          }),
        ),
      );
      const items = pages.flatMap((page) => page.items);
      items.sort((a, b) => Number(a[due.range]) - Number(b[due.range]));
      return items.slice(0, most).map(dueFromItem);
    },
  };
}

function dueFromItem(item: Item): DueItem {
  const dueAtMs = Number(item[indexes.due.range]);
  if (isIncident(item)) return { kind: 'incident', ...incidentKeyOf(item), dueAtMs };
  return { kind: 'door', ...doorKeyOf(item), dueAtMs };
}

/** What puts an item into the index. */
export const dueFrom = (key: Key, atMs: number): [string, unknown][] => [
  [indexes.due.hash, dueShardOf(key)],
  [indexes.due.range, atMs],
];
