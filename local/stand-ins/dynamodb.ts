import { createRequire } from 'node:module';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from './clock.js';
import { listenOnLoopback } from './http-server.js';

export type TableDefinition = Pick<
  CreateTableCommandInput,
  'TableName' | 'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes'
>;

export interface DynamoDb {
  /** What the bundles get as AWS_ENDPOINT_URL_DYNAMODB. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface DynamoDbOptions {
  readonly tables: readonly TableDefinition[];
  readonly region: string;
  readonly clock: Clock;
  /** Where LevelDB keeps the tables; in memory when left out. */
  readonly directory?: string;
  /** Another engine's address, used instead of dynalite. */
  readonly otherEngineUrl?: string;
}

/** dynalite in this process, or the engine at `otherEngineUrl`, with the template's tables in it. */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const engine = options.otherEngineUrl
    ? { url: options.otherEngineUrl, close: async () => undefined }
    : await startDynalite(options);
  const client = new DynamoDBClient({
    endpoint: engine.url,
    region: options.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    for (const table of options.tables) await ensureTable(client, table);
  } finally {
    client.destroy();
  }
  return engine;
}

async function startDynalite({ clock, directory }: DynamoDbOptions): Promise<DynamoDb> {
  const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, path: directory });
  server.keepAliveTimeout = 0; // Node's five seconds would reset idle sockets of warm functions.
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // dynalite throws what a broken connection says, which would end the process when a worker is killed mid-call.
    request.removeAllListeners('error');
    request.on('error', () => undefined);
    if (!response.headersSent) response.setHeader('date', new Date(clock.nowMs()).toUTCString());
  });
  const listening = await listenOnLoopback(server, { port: 0 });
  return { url: `http://127.0.0.1:${listening.port}`, close: listening.close };
}

/** A table kept from an earlier run stays as it is, but only if it has the keys and indexes that the template names. */
async function ensureTable(client: DynamoDBClient, definition: TableDefinition): Promise<void> {
  try {
    const { Table: kept } = await client.send(new DescribeTableCommand({ TableName: definition.TableName }));
    const wanted = shapeOf(definition.KeySchema, definition.GlobalSecondaryIndexes);
    const found = shapeOf(kept?.KeySchema, kept?.GlobalSecondaryIndexes);
    if (found === wanted) return;
    throw new Error(
      `the kept table ${definition.TableName} has other keys or indexes than the template: start with another --data`,
    );
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await client.send(new CreateTableCommand({ ...definition, BillingMode: 'PAY_PER_REQUEST' }));
    await untilActive(client, definition.TableName);
  }
}

async function untilActive(client: DynamoDBClient, TableName: string | undefined): Promise<void> {
  for (let look = 0; look < 200; look++) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const indexes = Table?.GlobalSecondaryIndexes ?? [];
    if (Table?.TableStatus === 'ACTIVE' && indexes.every((index) => index.IndexStatus === 'ACTIVE')) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`the table ${TableName} did not become active`);
}

function shapeOf(
  keys: TableDefinition['KeySchema'],
  indexes: readonly { IndexName?: string; KeySchema?: TableDefinition['KeySchema'] }[] = [],
): string {
  const key = (schema: TableDefinition['KeySchema'] = []) =>
    schema.map(({ AttributeName, KeyType }) => `${KeyType}:${AttributeName}`).sort();
  const rows = indexes.map((index) => `${index.IndexName} ${key(index.KeySchema).join(' ')}`).sort();
  return JSON.stringify([key(keys), rows]);
}
