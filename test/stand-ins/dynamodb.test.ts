import {
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { createRequire } from 'node:module';
import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startDynamoDb, type TableDefinition } from '../../local/stand-ins/dynamodb.js';
import { temporaryDirectory } from '../local/assembly-fixture.js';
import { atEnd, startHarness } from './harness.js';

const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' as const });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' as const });
const typed = (AttributeName: string, AttributeType: 'S' | 'N') => ({ AttributeName, AttributeType });

const definition = {
  TableName: 'lockers',
  KeySchema: [hash('pk'), range('sk')],
  AttributeDefinitions: [typed('pk', 'S'), typed('sk', 'S'), typed('dueShard', 'S'), typed('dueAtMs', 'N')],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'due',
      KeySchema: [hash('dueShard'), range('dueAtMs')],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
} satisfies Partial<CreateTableCommandInput>;

async function startTable(directory?: string, tables: TableDefinition[] = [definition], more: object = {}) {
  const { clock } = await startHarness();
  const engine = await startDynamoDb({ tables, region: 'us-east-1', clock, directory, ...more });
  const closing = { done: undefined as Promise<void> | undefined };
  const close = () => (closing.done ??= engine.close());
  atEnd(close);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: engine.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  atEnd(() => client.destroy());
  const put = (sk: string, more = {}) =>
    client.send(new PutItemCommand({ TableName: 'lockers', Item: { pk: { S: 'B1' }, sk: { S: sk }, ...more } }));
  const get = async (sk: string) => {
    const Key = { pk: { S: 'B1' }, sk: { S: sk } };
    return (await client.send(new GetItemCommand({ TableName: 'lockers', Key, ConsistentRead: true }))).Item;
  };
  return { clock, engine, client, put, get, close };
}

test('a commit names the version it read, and the second of two loses', async () => {
  const { client, put } = await startTable();
  await put('DOOR#A07', { version: { N: '3' } });
  const commit = () =>
    client.send(
      new UpdateItemCommand({
        TableName: 'lockers',
        Key: { pk: { S: 'B1' }, sk: { S: 'DOOR#A07' } },
        UpdateExpression: 'SET #v = :next',
        ConditionExpression: '#v = :v',
        ExpressionAttributeNames: { '#v': 'version' },
        ExpressionAttributeValues: { ':v': { N: '3' }, ':next': { N: '4' } },
      }),
    );
  const results = await Promise.allSettled([commit(), commit()]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { name: 'ConditionalCheckFailedException' },
  });
});

test('a consistent query sees a write at once, in the order of its keys', async () => {
  const { client, put } = await startTable();
  const doors = async () => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: 'lockers',
        KeyConditionExpression: 'pk = :p AND begins_with(sk, :d)',
        ExpressionAttributeValues: { ':p': { S: 'B1' }, ':d': { S: 'DOOR#' } },
        ConsistentRead: true,
      }),
    );
    return Items.map(({ sk }) => sk?.S);
  };
  for (const sk of ['DOOR#A10', 'DOOR#A02', 'BANK']) await put(sk);
  expect(await doors()).toEqual(['DOOR#A02', 'DOOR#A10']);
  await put('DOOR#A01');
  expect(await doors()).toEqual(['DOOR#A01', 'DOOR#A02', 'DOOR#A10']);
});

test('an index is sparse and in order', async () => {
  const { client, put } = await startTable();
  await put('DOOR#A01', { dueShard: { S: 's0' }, dueAtMs: { N: '20' } });
  await put('DOOR#A02', { dueShard: { S: 's0' }, dueAtMs: { N: '10' } });
  await put('DOOR#A03');
  const { Items } = await client.send(
    new QueryCommand({
      TableName: 'lockers',
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :s AND dueAtMs < :n',
      ExpressionAttributeValues: { ':s': { S: 's0' }, ':n': { N: '30' } },
    }),
  );
  expect(Items?.map(({ sk }) => sk?.S)).toEqual(['DOOR#A02', 'DOOR#A01']);
});

test('the table outlives the process in its directory', async () => {
  const directory = temporaryDirectory();
  const before = await startTable(directory);
  await before.put('DOOR#A07', { state: { S: 'stored' } });
  await before.close();
  const after = await startTable(directory);
  expect(await after.get('DOOR#A07')).toMatchObject({ state: { S: 'stored' } });
});

/** Which items an index lists, in its order. */
async function due(client: DynamoDBClient): Promise<(string | undefined)[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: 'lockers',
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :s',
      ExpressionAttributeValues: { ':s': { S: 's0' } },
    }),
  );
  return Items.map(({ sk }) => sk?.S);
}

const dueAt = (atMs: number) => ({ dueShard: { S: 's0' }, dueAtMs: { N: String(atMs) } });

/** What a kill between an item's index entries and the item itself leaves: entries of a write that never was. */
async function tearIndexes(directory: string): Promise<void> {
  const { create } = createRequire(import.meta.url)('dynalite/db') as {
    create(options: object): { db: Torn };
  };
  const { db } = create({ path: directory });
  const entries: [string, object][] = [];
  for await (const entry of db.iterator({ gte: 'index-global~', lt: 'index-global\x7f' })) entries.push(entry);
  const [[key, entry] = ['', {}], ...rest] = entries;
  await db.put(`${key}-torn`, { ...entry, sk: { S: 'DOOR#never' } });
  await db.del(rest[0]![0]);
  await db.close();
}

interface Torn {
  iterator(range: object): AsyncIterable<[string, object]>;
  put(key: string, value: object): Promise<void>;
  del(key: string): Promise<void>;
  close(): Promise<void>;
}

test('after a kill the indexes say again what the table says', async () => {
  const directory = temporaryDirectory();
  const before = await startTable(directory);
  await before.put('DOOR#A01', dueAt(10));
  await before.put('DOOR#A02', dueAt(20));
  await before.put('DOOR#A03');
  await before.close();
  await tearIndexes(directory);

  const torn = await startTable(directory);
  expect(await due(torn.client)).not.toEqual(['DOOR#A01', 'DOOR#A02']);
  await torn.close();
  const after = await startTable(directory, [definition], { wasKilled: true });
  expect(await due(after.client)).toEqual(['DOOR#A01', 'DOOR#A02']);
  expect(await after.get('DOOR#A03')).toBeDefined();
  await after.put('DOOR#A01');
  expect(await due(after.client)).toEqual(['DOOR#A02']);
});

test('the very first start is mended too, where it was killed before it had a table', async () => {
  const { client } = await startTable(temporaryDirectory(), [definition], { wasKilled: true });
  expect(await due(client)).toEqual([]);
});

test('another engine is used as it is, and gets the template’s tables', async () => {
  const engine = await startTable();
  const { clock } = await startHarness();
  const otherEngineUrl = engine.engine.url;
  const other = { ...definition, TableName: 'others' };
  const used = await startDynamoDb({ tables: [definition, other], region: 'us-east-1', clock, otherEngineUrl });
  expect(used.url).toBe(otherEngineUrl);
  const { TableNames } = await engine.client.send(new ListTablesCommand({}));
  expect(TableNames).toEqual(['lockers', 'others']);
  await used.close();
  await engine.put('DOOR#A07'); // It is not ours to end.
});

test('an engine that is not there stops the start and is named', async () => {
  const { clock } = await startHarness();
  const otherEngineUrl = 'http://127.0.0.1:9'; // The discard port: nobody listens.
  const start = startDynamoDb({ tables: [definition], region: 'us-east-1', clock, otherEngineUrl });
  await expect(start).rejects.toThrow('nothing answers at http://127.0.0.1:9 (DYNAMODB_ENDPOINT)');
});

test('a kept table of another shape stops the start', async () => {
  const directory = temporaryDirectory();
  await (await startTable(directory)).close();
  const { GlobalSecondaryIndexes: _, ...plain } = definition;
  const AttributeDefinitions = definition.AttributeDefinitions.slice(0, 2);
  const start = startTable(directory, [{ ...plain, AttributeDefinitions }]);
  await expect(start).rejects.toThrow('lockers has other keys or indexes than the template');
});

test('a caller that is cut off in the middle of a call does not bring the run down', async () => {
  const { engine, put, get } = await startTable();
  const socket = connect(Number(new URL(engine.url).port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write('POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n{"TableName"');
  await new Promise((resolve) => setTimeout(resolve, 20));
  socket.resetAndDestroy();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await put('DOOR#A07');
  expect(await get('DOOR#A07')).toBeDefined();
});

test('answers carry the date of the run, so that the SDK corrects nothing', async () => {
  const { clock, engine } = await startTable();
  await clock.advance(48 * 3_600_000);
  const { headers } = await fetch(engine.url);
  expect(Math.abs(Date.parse(headers.get('date') ?? '') - clock.nowMs())).toBeLessThan(5_000);
});

test('a stop lets the queries under way end, takes no other, and the next start finds all', async () => {
  const directory = temporaryDirectory();
  const { client, put, close } = await startTable(directory);
  for (let door = 0; door < 50; door++) await put(`DOOR#${door}`, { note: { S: 'x'.repeat(2_000) } });
  const query = () =>
    client.send(
      new QueryCommand({
        TableName: 'lockers',
        KeyConditionExpression: 'pk = :b',
        ExpressionAttributeValues: { ':b': { S: 'B1' } },
      }),
    );
  const asked = Array.from({ length: 30 }, query);
  await asked[0];
  const closing = close();
  const late = query();
  late.catch(() => undefined);
  const answers = await Promise.allSettled(asked);
  await closing;
  await expect(late).rejects.toThrow();
  const whole = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.Items?.length === 50);
  expect(whole.length).toBe(answers.filter(({ status }) => status === 'fulfilled').length);
  expect(whole.length).toBeGreaterThan(1);
  expect(Object.keys((await (await startTable(directory)).get('DOOR#49')) ?? {})).toContain('note');
});

test('a web page reads no table: neither with an Origin nor by another name', async () => {
  const { engine } = await startTable();
  const statusWith = (headers: Record<string, string>) =>
    new Promise<[number | undefined, unknown]>((resolve, reject) => {
      request(engine.url, { headers }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers['access-control-allow-origin']]);
      })
        .on('error', reject)
        .end();
    });
  expect(await statusWith({})).toEqual([200, undefined]);
  expect(await statusWith({ origin: 'https://example.org' })).toEqual([403, undefined]);
  expect(await statusWith({ host: 'evil.example' })).toEqual([403, undefined]);
});
