import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Admin, Addresses } from '../admin.js';
import { controlText } from '../admin.js';
import type { Delivery } from '../stand-ins/outbox.js';
import { siteId } from './house.js';

export interface ParcelSeen {
  readonly parcelId: string;
  readonly residentId: string;
  readonly state: string;
  readonly place?: { readonly bankId: string; readonly compartmentId: string };
}

export interface CompartmentSeen {
  readonly compartmentId: string;
  readonly state: string;
  readonly door: string;
  readonly quarantine?: string;
  readonly stay?: { readonly state: string; readonly parcelId?: string };
}

export interface HealthSeen {
  readonly functions: Record<string, { invocations: number; errors: number; timeouts: number }>;
  readonly devices: Record<string, number>;
  readonly pendingEvents: number;
  readonly queues: Record<string, { visible: number; hidden: number; delayed: number }>;
}

export type Item = Record<string, unknown>;

/** All that can be seen of the system from outside once it is at rest. */
export interface Observed {
  readonly parcels: readonly ParcelSeen[];
  readonly walls: ReadonlyMap<string, readonly CompartmentSeen[]>;
  readonly outbox: readonly Delivery[];
  readonly health: HealthSeen;
  readonly items: readonly Item[];
}

export async function observe(addresses: Addresses, admin: Admin, bankIds: readonly string[]): Promise<Observed> {
  const walls = new Map<string, readonly CompartmentSeen[]>();
  for (const bankId of bankIds) {
    const { compartments } = await admin.call<{ compartments: CompartmentSeen[] }>(
      'GET',
      `/v1/banks/${bankId}/compartments`,
    );
    walls.set(bankId, compartments);
  }
  return {
    parcels: await allParcels(admin),
    walls,
    outbox: await read<Delivery[]>(addresses, '/outbox'),
    health: await read<HealthSeen>(addresses, '/health'),
    items: await scan(await read<{ dynamoDbUrl: string; region: string }>(addresses, '/addresses')),
  };
}

export async function read<Answer>(addresses: Addresses, path: string): Promise<Answer> {
  return JSON.parse(await controlText(addresses, path)) as Answer;
}

async function allParcels(admin: Admin): Promise<ParcelSeen[]> {
  const found: ParcelSeen[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const query: URLSearchParams = new URLSearchParams({ limit: '100', ...(cursor ? { cursor } : {}) });
    const page: { items: ParcelSeen[]; cursor?: string } = await admin.call(
      'GET',
      `/v1/sites/${siteId}/parcels?${query.toString()}`,
    );
    found.push(...page.items);
    cursor = page.cursor;
  }
  return found;
}

/** Every item of the one table, as it is stored. */
async function scan({ dynamoDbUrl, region }: { dynamoDbUrl: string; region: string }): Promise<Item[]> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: dynamoDbUrl, region, credentials });
  try {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    if (TableNames.length !== 1) throw new Error(`the system has one table, not ${TableNames.join(', ') || 'none'}`);
    const items: Item[] = [];
    let start: Record<string, never> | undefined;
    do {
      const page = await client.send(new ScanCommand({ TableName: TableNames[0], ExclusiveStartKey: start }));
      items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
      start = page.LastEvaluatedKey as typeof start;
    } while (start !== undefined);
    return items;
  } finally {
    client.destroy();
  }
}
