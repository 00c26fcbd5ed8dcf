import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TableAccess } from '../../adapters/dynamodb/access.js';
import { dynamoBankStore } from '../../adapters/dynamodb/bank-store.js';
import { dynamoCodeStore } from '../../adapters/dynamodb/code-store.js';
import { dynamoCustodyStore } from '../../adapters/dynamodb/custody-store.js';
import { dynamoDirectory } from '../../adapters/dynamodb/directory.js';
import { dynamoDoorStore } from '../../adapters/dynamodb/door-store.js';
import { dynamoDueItems } from '../../adapters/dynamodb/due-items.js';
import { dynamoEvidenceStore } from '../../adapters/dynamodb/evidence-store.js';
import { dynamoCommandStore } from '../../adapters/dynamodb/command-store.js';
import { dynamoGuardStore } from '../../adapters/dynamodb/guard-store.js';
import { dynamoIncidentStore } from '../../adapters/dynamodb/incident-store.js';
import { dynamoMessageCounts } from '../../adapters/dynamodb/message-counts.js';
import { dynamoOpensStore } from '../../adapters/dynamodb/opens-store.js';
import { dynamoParcelStore } from '../../adapters/dynamodb/parcel-store.js';
import { dynamoRegistry } from '../../adapters/dynamodb/registry.js';
import { dynamoSensorStore } from '../../adapters/dynamodb/sensor-store.js';
import { dynamoTellingStore } from '../../adapters/dynamodb/telling-store.js';
import { memoryPorts } from '../../adapters/memory/index.js';
import type { Ports } from '../../app/ports.js';
import type { Registry } from '../../app/registry-ports.js';
import { Clock } from '../../local/stand-ins/clock.js';
import { startDynamoDb, type TableDefinition } from '../../local/stand-ins/dynamodb.js';

type StoreName =
  | 'doors'
  | 'parcels'
  | 'codes'
  | 'evidence'
  | 'custody'
  | 'directory'
  | 'guards'
  | 'opens'
  | 'messageCounts'
  | 'tellings'
  | 'banks'
  | 'sensors'
  | 'commands'
  | 'incidents'
  | 'due';

export interface Stores extends Pick<Ports, StoreName> {
  registry: Registry;
}

export interface OpenStores {
  stores: Stores;
  clock: { atMs: number; nowMs(): number };
  /** The next change of the stores takes effect, and its answer does not come. */
  loseNextAnswer(): void;
  close(): Promise<void>;
}

/** Every store twice: in memory, and as a DynamoDB API serves it. The same cases hold for both. */
export const storeKinds: { name: string; open: () => Promise<OpenStores> }[] = [
  { name: 'memory', open: async () => openMemory() },
  { name: 'DynamoDB', open: openDynamo },
];

export const startMs = Date.UTC(2026, 0, 5, 9);

function newClock() {
  return {
    atMs: startMs,
    nowMs() {
      return this.atMs;
    },
  };
}

function openMemory(): OpenStores {
  const clock = newClock();
  const ports = memoryPorts({ clock });
  let isLost = false;
  const commit: Ports['doors']['commit'] = async (one) => {
    const answer = await ports.doors.commit(one);
    if (!isLost) return answer;
    isLost = false;
    throw new Error('the answer is lost');
  };
  const stores = { ...ports, doors: { ...ports.doors, commit } };
  return { stores, clock, loseNextAnswer: () => void (isLost = true), close: async () => undefined };
}

const tableName = 'contract';

async function openDynamo(): Promise<OpenStores> {
  const clock = newClock();
  const engine = await startDynamoDb({
    tables: [tableOf(tableName)],
    region: 'us-east-1',
    clock: new Clock(),
    ...other(),
  });
  const client = dynamoClient(engine.url);
  let isLost = false;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      if (!isLost) return answer;
      isLost = false;
      throw new Error('the answer is lost');
    },
    { step: 'initialize' }, // Around the SDK's own retries.
  );
  const close = async () => {
    client.destroy();
    await engine.close();
  };
  return { stores: dynamoStores(client, clock), clock, loseNextAnswer: () => void (isLost = true), close };
}

/** The same cases on another engine, such as AWS's DynamoDB Local. */
const other = () => (process.env['DYNAMODB_ENDPOINT'] ? { otherEngineUrl: process.env['DYNAMODB_ENDPOINT'] } : {});

export const dynamoClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

export function dynamoStores(client: DynamoDBClient, clock: Ports['clock'], name = tableName): Stores {
  const table = new TableAccess({ client: () => client, tableName: name });
  return {
    doors: dynamoDoorStore(table),
    parcels: dynamoParcelStore(table),
    codes: dynamoCodeStore(table, clock),
    evidence: dynamoEvidenceStore(table),
    custody: dynamoCustodyStore(table),
    directory: dynamoDirectory(table, clock),
    guards: dynamoGuardStore(table),
    opens: dynamoOpensStore(table),
    messageCounts: dynamoMessageCounts(table),
    tellings: dynamoTellingStore(table),
    banks: dynamoBankStore(table),
    sensors: dynamoSensorStore(table),
    incidents: dynamoIncidentStore(table),
    due: dynamoDueItems(table),
    commands: dynamoCommandStore(table),
    registry: dynamoRegistry(table, clock),
  };
}

/** As the stack defines it: the test of the stack and this one name the same keys and indexes. */
export const tableOf = (TableName: string): TableDefinition => ({
  TableName,
  AttributeDefinitions: [
    ...['pk', 'sk', 'freeIn', 'freeRank', 'dueShard', 'inSite', 'siteSort'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S' as const,
    })),
    { AttributeName: 'dueAtMs', AttributeType: 'N' },
  ],
  KeySchema: keySchema('pk', 'sk'),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'free-doors',
      KeySchema: keySchema('freeIn', 'freeRank'),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['size', 'accessible'] },
    },
    { IndexName: 'due', KeySchema: keySchema('dueShard', 'dueAtMs'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    { IndexName: 'by-site', KeySchema: keySchema('inSite', 'siteSort'), Projection: { ProjectionType: 'ALL' } },
  ],
});

const keySchema = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];
