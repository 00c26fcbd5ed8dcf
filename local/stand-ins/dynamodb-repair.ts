import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

type Item = Record<string, unknown>;
type Operation = { type: 'del'; key: string } | { type: 'put'; key: string; value: Item };

interface Level {
  iterator(range: { gte: string; lt: string }): AsyncIterable<[string, Item]>;
  keys(range: { gte: string; lt: string }): AsyncIterable<string>;
  batch(operations: Operation[]): Promise<void>;
}

/** dynalite's own store, of which the indexes are written apart from the items, and before them. */
interface Engine {
  create(options: { path: string }): { db: Level & { close(): Promise<void> } };
  getIndexActions(
    indexes: readonly object[],
    before: null,
    item: Item,
    table: object,
  ): { puts: { index: string; key: string; item: Item }[] };
}

interface StoredTable {
  readonly TableName: string;
  readonly GlobalSecondaryIndexes?: readonly object[];
}

/**
 * DynamoDB's indexes always come to say what their table says. dynalite writes an item's index entries first and the item
 * after them, so a kill in between leaves entries of a write that never was. Here they are made anew from the items, in
 * one batch, before anything reads them.
 */
export async function repairIndexes(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const engine = createRequire(import.meta.url)('dynalite/db') as Engine;
  const { db } = engine.create({ path: directory });
  try {
    const operations: Operation[] = [];
    for await (const key of db.keys(under('index-global'))) operations.push({ type: 'del', key });
    for await (const [, table] of db.iterator(under('table')))
      operations.push(...(await indexEntries(engine, db, table as unknown as StoredTable)));
    if (operations.length > 0) await db.batch(operations);
  } finally {
    await db.close();
  }
}

async function indexEntries(engine: Engine, db: Level, table: StoredTable): Promise<Operation[]> {
  const { TableName, GlobalSecondaryIndexes = [] } = table;
  const found: Operation[] = [];
  for await (const [, item] of db.iterator(under(`item-${TableName}`))) {
    const { puts } = engine.getIndexActions(GlobalSecondaryIndexes, null, item, table);
    for (const { index, key, item: value } of puts)
      found.push({ type: 'put', key: `index-global~${TableName}~${index}~${key}`, value });
  }
  return found;
}

/** dynalite keeps everything in one ordered store, under `name~key`. */
const under = (name: string): { gte: string; lt: string } => ({ gte: `${name}~`, lt: `${name}\x7f` });
