import { createRequire } from 'node:module';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Clock } from './clock.js';
import { repairIndexes } from './dynamodb-repair.js';
import { listenOnLoopback } from './http-server.js';
import { inFlight } from './in-flight.js';
import { refusalOfPage } from './page-guard.js';

type Key = readonly { readonly AttributeName: string; readonly KeyType: string }[];

export interface TableDefinition {
  readonly TableName: string;
  readonly KeySchema: Key;
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly GlobalSecondaryIndexes?: readonly {
    readonly IndexName: string;
    readonly KeySchema: Key;
    readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
  }[];
}

interface TableDescription extends Pick<TableDefinition, 'KeySchema'> {
  readonly TableStatus: string;
  readonly GlobalSecondaryIndexes?: readonly { IndexName: string; KeySchema: Key; IndexStatus: string }[];
}

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
  /** The last run in this directory was killed: what it was writing then may be half there. */
  readonly wasKilled?: boolean;
  /** Another engine's address, used instead of dynalite. */
  readonly otherEngineUrl?: string;
}

/** How long a stop waits for calls that are being answered, real time. */
const CLOSE_PATIENCE_MS = 5_000;

/** dynalite in this process, or the engine at `otherEngineUrl`, with the template's tables in it. */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const engine = options.otherEngineUrl
    ? { url: options.otherEngineUrl, close: async () => undefined }
    : await startDynalite(options);
  const call = caller({ url: engine.url, region: options.region });
  for (const table of options.tables) await ensureTable(call, table);
  return engine;
}

async function startDynalite({ clock, directory, wasKilled = false }: DynamoDbOptions): Promise<DynamoDb> {
  if (directory !== undefined && wasKilled) await repairIndexes(directory);
  const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, path: directory });
  server.keepAliveTimeout = 0; // Node's five seconds would reset idle sockets of warm functions.
  const [answerIt] = server.listeners('request') as [RequestListener];
  // LevelDB throws past every handler when it is closed under a query.
  const { listener, drain } = inFlight(answerIt);
  server.removeListener('request', answerIt);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refusalOfPage(request.headers); // dynalite itself would answer any page.
    if (refusal !== undefined) return void response.writeHead(403, { connection: 'close' }).end(refusal);
    response.setHeader('date', new Date(clock.nowMs()).toUTCString());
    listener(request, response);
    // dynalite throws what a broken connection says, which would end the process when a worker is killed mid-call.
    request.removeAllListeners('error');
    request.on('error', () => undefined);
  });
  const listening = await listenOnLoopback(server, { port: 0 });
  return {
    url: `http://127.0.0.1:${listening.port}`,
    close: async () => {
      await drain(CLOSE_PATIENCE_MS);
      await listening.close();
    },
  };
}

/** A table kept from an earlier run stays as it is, but only if it has the keys and indexes that the template names. */
async function ensureTable(call: Call, definition: TableDefinition): Promise<void> {
  const { TableName } = definition;
  const kept = await describe(call, TableName);
  if (!kept) {
    await call('CreateTable', { ...definition, BillingMode: 'PAY_PER_REQUEST' });
    return untilActive(call, TableName);
  }
  const wanted = shapeOf(definition.KeySchema, definition.GlobalSecondaryIndexes);
  if (shapeOf(kept.KeySchema, kept.GlobalSecondaryIndexes) === wanted) return;
  throw new Error(`the kept table ${TableName} has other keys or indexes than the template: start with another --data`);
}

async function untilActive(call: Call, tableName: string): Promise<void> {
  for (let look = 0; look < 200; look++) {
    const table = await describe(call, tableName);
    const indexes = table?.GlobalSecondaryIndexes ?? [];
    if (table?.TableStatus === 'ACTIVE' && indexes.every((index) => index.IndexStatus === 'ACTIVE')) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`the table ${tableName} did not become active`);
}

async function describe(call: Call, TableName: string): Promise<TableDescription | undefined> {
  const answer = await call('DescribeTable', { TableName });
  return answer?.Table;
}

type Call = (operation: string, input: object) => Promise<{ readonly Table?: TableDescription } | undefined>;

/** Plain calls, unsigned but in form: loading the SDK into the runner would cost it more than all the rest of its start. */
function caller({ url, region }: { url: string; region: string }): Call {
  const scope = `local/20260101/${region}/dynamodb/aws4_request`;
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
  };
  return async (operation, input) => {
    const target = { 'x-amz-target': `DynamoDB_20120810.${operation}` };
    const body = JSON.stringify(input);
    const asked = fetch(url, { method: 'POST', headers: { ...headers, ...target }, body });
    const response = await asked.catch((cause: unknown) => {
      throw new Error(`nothing answers at ${url} (DYNAMODB_ENDPOINT): is the table engine up?`, { cause });
    });
    const answer = (await response.json()) as { __type?: string; Table?: TableDescription };
    if (response.ok) return answer;
    if (answer.__type?.endsWith('#ResourceNotFoundException')) return undefined;
    throw new Error(`the table engine at ${url} refused ${operation}: ${JSON.stringify(answer)}`);
  };
}

/** Keys and indexes as one text, in one order. */
function shapeOf(keys: Key, indexes: readonly { IndexName: string; KeySchema: Key }[] = []): string {
  const key = (schema: Key) => schema.map(({ AttributeName, KeyType }) => `${KeyType}:${AttributeName}`).sort();
  const rows = indexes.map((index) => `${index.IndexName} ${key(index.KeySchema).join(' ')}`).sort();
  return JSON.stringify([key(keys), rows]);
}
