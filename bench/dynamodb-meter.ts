import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback, readBody } from '../local/stand-ins/http-server.js';
import { entryOf, indexUnits, itemBytes, readUnits, writeUnits } from './dynamodb-units.js';
import type { IndexDefinition, WireItem } from './dynamodb-units.js';

/** One call that reads or writes, as it was billed. */
export interface MeteredCall {
  /** What was going on when it came. */
  readonly step: string;
  readonly kind: 'write' | 'read';
  readonly operation: string;
  /** The index that was read, or undefined for the table. */
  readonly index: string | undefined;
  readonly key: WireItem | undefined;
  /** A write's item as it stands after it, and a read's items together. */
  readonly bytes: number;
  readonly tableUnits: number;
  /** Of writes: units by index, those with none left out. */
  readonly indexUnits: Readonly<Record<string, number>>;
  /** Bytes that this write added to what is stored, in the table and in indexes. */
  readonly storedBytes: number;
  /** Its condition did not hold: billed, and nothing written. */
  readonly isRefused: boolean;
}

export interface DynamoDbMeter {
  /** To be given out as DynamoDB's address. */
  readonly url: string;
  /** Names what the calls from now on belong to. */
  step: string;
  readonly calls: MeteredCall[];
  /** Calls that it could not meter: a bench that has any has measured nothing. */
  readonly unknown: string[];
  close(): Promise<void>;
}

type Input = Readonly<Record<string, unknown>>;

const bodyMaxBytes = 2 ** 24;
/** Beyond the item itself, DynamoDB stores so much with each item of a table or an index (guide: "Item sizes"). */
const storedOverheadBytes = 100;
const nothingMetered = ['DescribeTable', 'CreateTable', 'ListTables'];

/**
 * Stands before a DynamoDB engine and looks at every call on its way: at what was in the table before a write and after
 * it. Writes of one item go one after the other, so that "before" is true; that is all it changes.
 */
export async function startDynamoDbMeter(
  engineUrl: string,
  indexes: readonly IndexDefinition[],
): Promise<DynamoDbMeter> {
  const engine = { url: engineUrl };
  const queues = new Map<string, Promise<unknown>>();
  const meter = { step: '', calls: [] as MeteredCall[], unknown: [] as string[] };

  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(message, bodyMaxBytes);
    if (body === 'too-large') throw new Error('a call to DynamoDB is larger than the meter takes');
    const operation = String(message.headers['x-amz-target']).split('.').at(-1) ?? '';
    const call: Forwarded = { engine, headers: message.headers, operation, body };
    const result = await forwardMetered(call, { meter, indexes, queues });
    response.writeHead(result.status, result.headers).end(result.body);
  };

  const server = createServer((message, response) => {
    answer(message, response).catch((error: unknown) => {
      meter.unknown.push(String(error));
      response.destroy();
    });
  });
  server.keepAliveTimeout = 0;
  const listening = await listenOnLoopback(server, { port: 0 });
  return Object.assign(meter, { url: `http://127.0.0.1:${listening.port}`, close: listening.close });
}

interface Forwarded {
  readonly engine: { readonly url: string };
  readonly headers: IncomingHttpHeaders;
  readonly operation: string;
  readonly body: Buffer;
}

interface Answered {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Metering {
  readonly meter: Pick<DynamoDbMeter, 'step' | 'calls' | 'unknown'>;
  readonly indexes: readonly IndexDefinition[];
  readonly queues: Map<string, Promise<unknown>>;
}

async function forwardMetered(call: Forwarded, metering: Metering): Promise<Answered> {
  const { operation } = call;
  const input = JSON.parse(call.body.toString('utf8')) as Input;
  switch (operation) {
    case 'GetItem':
      return forwardGet(call, input, metering);
    case 'Query':
      return forwardQuery(call, input, metering);
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return inTurn(metering.queues, JSON.stringify(keyOf(input, metering)), () => forwardWrite(call, input, metering));
    default:
      if (!nothingMetered.includes(operation)) metering.meter.unknown.push(`there are no rules here for ${operation}`);
      return forward(call);
  }
}

async function forwardGet(call: Forwarded, input: Input, { meter, indexes }: Metering): Promise<Answered> {
  const answered = await forward(call);
  const key = keyOf(input, { indexes });
  const item = await itemAt(call, input, key); // Whole: a projection makes an answer shorter, and no read cheaper.
  const bytes = item ? itemBytes(item) : 0;
  meter.calls.push({ ...readOf(meter.step, call, input, bytes), key });
  return answered;
}

async function forwardQuery(call: Forwarded, input: Input, { meter }: Metering): Promise<Answered> {
  const answered = await forward(call);
  const { Items = [] } = JSON.parse(answered.body) as { Items?: WireItem[] };
  if ('FilterExpression' in input || 'ProjectionExpression' in input)
    meter.unknown.push('a Query that leaves out what it reads: its answer does not tell its size');
  const bytes = Items.reduce((sum, item) => sum + itemBytes(item), 0);
  meter.calls.push({ ...readOf(meter.step, call, input, bytes), key: Items[0] });
  return answered;
}

function readOf(step: string, { operation }: Forwarded, input: Input, bytes: number): Omit<MeteredCall, 'key'> {
  const tableUnits = readUnits(bytes, { isConsistent: input['ConsistentRead'] === true });
  const index = input['IndexName'] as string | undefined;
  const isRefused = false;
  return { step, kind: 'read', operation, index, bytes, tableUnits, indexUnits: {}, storedBytes: 0, isRefused };
}

async function forwardWrite(call: Forwarded, input: Input, { meter, indexes }: Metering): Promise<Answered> {
  const key = keyOf(input, { indexes });
  const { step } = meter;
  const before = await itemAt(call, input, key);
  const answered = await forward(call);
  const after = await itemAt(call, input, key);
  const isRefused = answered.status !== 200;
  const costs = indexes.map((index) => [index.name, isRefused ? 0 : indexUnits(index, before, after)] as const);
  meter.calls.push({
    ...{ step, kind: 'write', operation: call.operation, index: undefined, key, isRefused },
    bytes: after ? itemBytes(after) : 0,
    tableUnits: writeUnits(before, after),
    indexUnits: Object.fromEntries(costs.filter(([, units]) => units > 0)),
    storedBytes: storedBytesOf(after, indexes) - storedBytesOf(before, indexes),
  });
  return answered;
}

function storedBytesOf(item: WireItem | undefined, indexes: readonly IndexDefinition[]): number {
  const copies = [item, ...indexes.map((index) => entryOf(index, item))].filter((copy) => copy !== undefined);
  return copies.reduce((sum, copy) => sum + itemBytes(copy) + storedOverheadBytes, 0);
}

/** The table's key of a call, from its Key or its Item. */
function keyOf(input: Input, { indexes }: Pick<Metering, 'indexes'>): WireItem {
  const item = (input['Key'] ?? input['Item']) as WireItem;
  const names = indexes[0]?.tableKeys ?? Object.keys(item);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

async function itemAt(call: Forwarded, { TableName }: Input, Key: WireItem): Promise<WireItem | undefined> {
  const body = Buffer.from(JSON.stringify({ TableName, Key, ConsistentRead: true }));
  const answered = await forward({ ...call, operation: 'GetItem', body });
  return (JSON.parse(answered.body) as { Item?: WireItem }).Item;
}

async function forward({ engine, headers, operation, body }: Forwarded): Promise<Answered> {
  const response = await fetch(engine.url, {
    method: 'POST',
    headers: {
      'content-type': String(headers['content-type']),
      authorization: String(headers.authorization),
      'x-amz-date': String(headers['x-amz-date']),
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    },
    body,
  });
  return { status: response.status, headers: toAnswer(response.headers), body: await response.text() };
}

const passedOn = ['content-type', 'date', 'x-amz-crc32', 'x-amzn-requestid'];
const toAnswer = (headers: Headers): Record<string, string> =>
  Object.fromEntries(passedOn.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? '']] : [])));

/** One after the other for one key, in the order of their coming. */
function inTurn<T>(queues: Map<string, Promise<unknown>>, key: string, work: () => Promise<T>): Promise<T> {
  const turn = (queues.get(key) ?? Promise.resolve()).then(work, work);
  queues.set(
    key,
    turn.catch(() => undefined),
  );
  return turn;
}
