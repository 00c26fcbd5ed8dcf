import { createHash } from 'node:crypto';
import type { OpensScope, OpensStore } from '../../app/ports.js';
import type { NotedOpen } from '../../domain/guard/mass-open.js';
import type { Item, TableAccess } from './access.js';
import { isAbsent, isAtVersion } from './expression.js';
import { rowFrom } from './registry.js';
import { keys } from './table.js';

/** Shards of a scope: of the fleet's, each is written by an eighth of all who open. */
const shardsOfScope = 8;
/** An open that others come between is counted again, so often. */
const attemptsMax = 16;

/** Opens that persons gave: a few small items a scope, each with the opens of the last hour that fell to it. */
export function dynamoOpensStore(table: TableAccess): OpensStore {
  const shardOf = (commandId: string): number =>
    createHash('sha256').update(commandId).digest().readUInt8(0) % shardsOfScope;
  return {
    async read(scope) {
      const item = await table.get(keys.opens(scope), { isConsistent: true });
      return { clearedAtMs: 0, ...(item && rowFrom<Partial<OpensScope>>(item)) };
    },
    async note(scope, open, sinceMs) {
      const own = shardOf(open.commandId);
      const noted = await noteIn(table, keys.opensShard(scope, own), open, sinceMs);
      const others = Array.from({ length: shardsOfScope }, (_, shard) => shard).filter((shard) => shard !== own);
      const lists = await Promise.all(others.map((shard) => opensIn(table, scope, shard, sinceMs)));
      return [...noted, ...lists.flat()];
    },
    async stop(scope, stop) {
      await table.update(keys.opens(scope), { set: [['stop', stop]], condition: always });
    },
    async clear(scope, atMs) {
      await table.update(keys.opens(scope), { set: [['clearedAtMs', atMs]], remove: ['stop'], condition: always });
    },
  };
}

const always = (x: Parameters<typeof isAbsent>[0]): string => `${isAbsent(x)} OR NOT ${isAbsent(x)}`;

async function noteIn(
  table: TableAccess,
  key: Pick<Item, 'pk' | 'sk'>,
  open: NotedOpen,
  sinceMs: number,
): Promise<NotedOpen[]> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const item = await table.get(key, { isConsistent: true });
    const noted = listIn(item, sinceMs);
    if (noted.some(({ commandId }) => commandId === open.commandId)) return noted;
    const version = Number(item?.['version'] ?? 0);
    const opens = [...noted, open];
    const condition = version === 0 ? isAbsent : isAtVersion(version);
    if (await table.putIf({ ...key, opens, version: version + 1 }, condition)) return opens;
  }
  throw new Error(`an open could not be counted: others came between ${attemptsMax} times`);
}

async function opensIn(table: TableAccess, scope: string, shard: number, sinceMs: number): Promise<NotedOpen[]> {
  return listIn(await table.get(keys.opensShard(scope, shard), { isConsistent: true }), sinceMs);
}

const listIn = (item: Item | undefined, sinceMs: number): NotedOpen[] =>
  ((item?.['opens'] ?? []) as NotedOpen[]).filter(({ atMs }) => atMs > sinceMs);
