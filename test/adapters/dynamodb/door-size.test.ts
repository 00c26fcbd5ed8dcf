import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { memoryPorts, type MemoryPorts } from '../../../adapters/memory/index.js';
import { everyLane } from '../../../app/every-lane.js';
import type { BankId, CompartmentId, CourierId } from '../../../domain/ids.js';
import type { BankMessage, Times } from '../../../domain/inputs.js';
import type { Window } from '../../../domain/sensing/window.js';
import { Clock } from '../../../local/stand-ins/clock.js';
import { startDynamoDb, type DynamoDb } from '../../../local/stand-ins/dynamodb.js';
import { bankRow, courierRow, freeDoor, residentRow, siteId, siteRow } from '../../ports/samples.js';
import { dynamoClient, dynamoStores, startMs, tableOf } from '../../ports/stores.js';
import { itemSize } from './item-size.js';

const bankId = 'bank-1' as BankId;
const compartmentId = 'A07' as CompartmentId;
const ownCode = '31415926';

let engine: DynamoDb;
beforeAll(async () => {
  engine = await startDynamoDb({
    tables: [tableOf('sizes'), tableOf('sizes-of-all')],
    region: 'us-east-1',
    clock: new Clock(),
  });
});
afterAll(() => engine.close());

const uuid = (n: number) => `0b0d3b1e-6a0c-4d5e-9a53-${String(n).padStart(12, '0')}`;
/** Noise as sensors have it: fixed, so that every run measures the same item. */
const noisy = (at: number, step: number) =>
  Array.from({ length: 20 }, (_, i) => Math.round((at + step * Math.sin(i * 7.3 + at)) * 100) / 100);

const windowsOf = (distanceMm: number, massG: number): Window[] => [
  {
    sensor: 'tof',
    kind: 'tof',
    unit: 'mm',
    samples: noisy(distanceMm, 3).map(Math.round),
    intervalMs: 50,
    status: 0,
    signalKcps: noisy(9_120, 40),
    ambientKcps: noisy(12, 1),
  },
  { sensor: 'scale', kind: 'load-cell', unit: 'g', samples: noisy(massG, 0.4), intervalMs: 100 },
];

/** The same, and two more: as many kinds as there are. */
const windowsOfAll = (distanceMm: number, massG: number): Window[] => [
  ...windowsOf(distanceMm, massG),
  { sensor: 'sonar', kind: 'ultrasonic', unit: 'mm', samples: noisy(distanceMm, 3).map(Math.round), intervalMs: 60 },
  { sensor: 'beams', kind: 'curtain', unit: 'blocked', samples: Array<number>(20).fill(+(massG > 99)), intervalMs: 10 },
];

const houses: [profile: string, table: string, look: typeof windowsOf][] = [
  ['tof+load-cell', 'sizes', windowsOf],
  ['tof+load-cell+ultrasonic+curtain', 'sizes-of-all', windowsOfAll],
];

/** An uneventful parcel, message by message. Ids are as long as they come: UUIDs of Lambda, of screens and of banks. */
async function liveOnce(
  ports: MemoryPorts,
  look: typeof windowsOf,
  after: (label: string) => Promise<void>,
): Promise<void> {
  let messages = 0;
  let atMs = startMs;
  const say = async (label: string, message: object) => {
    messages += 1;
    atMs += 15_123;
    const times: Times = { occurredAtMs: atMs, receivedAtMs: atMs + 87, nowMs: atMs + 145, ageKnown: true };
    const input = { bankId, messageId: uuid(messages), times, ...message } as BankMessage;
    await everyLane.handle(ports, input, { by: uuid(1_000 + messages), isRetried: true });
    await after(label);
  };
  const closed = (doorCycle: number, commandId: string, [before, windows]: [Window[], Window[]]) => ({
    type: 'door-closed',
    compartmentId,
    doorCycle,
    authority: { kind: 'command', commandId },
    openForMs: 12_345,
    before,
    after: windows,
  });
  const stayId = () => ports.parcels.list(siteId, { limit: 1 }).then(({ items }) => items[0]!.claim!.stayId);
  await say('reserved', {
    type: 'deposit-requested',
    requestId: uuid(501),
    courierCode: ownCode,
    recipient: { unit: '4B' },
    size: 'M',
  });
  await say('stored', closed(412, `${await stayId()}-1-open`, [look(412, 3.1), look(261, 1_502.3)]));
  const code = await ports.secrets.pickupCode(await stayId(), 1);
  await say('collecting', { type: 'pickup-requested', requestId: uuid(502), code });
  await say('collected', closed(413, `${await stayId()}-2-open`, [look(261, 1_502.3), look(412, 3.2)]));
}

it.each(houses)(
  'a door of %s is below 2,048 bytes with its outbox through an uneventful parcel',
  async (profile, table, look) => {
    const client = dynamoClient(engine.url);
    const clock = { nowMs: () => startMs };
    const ports = { ...memoryPorts({ clock }), ...dynamoStores(client, clock, table) } as unknown as MemoryPorts;
    await ports.registry.sites.create(siteRow());
    await ports.registry.banks.create(bankRow(bankId));
    await ports.registry.residents.create(residentRow('resident-1'));
    await ports.registry.couriers.create(courierRow('courier-1'));
    const key = await ports.secrets.lookupKey(`courier:${siteId}`, ownCode);
    await ports.registry.claimCourierCode(key, { siteId, courierId: 'courier-1' as CourierId }, startMs + 1e9);
    await ports.doors.register(freeDoor(bankId, 'A07', { profile }));

    const read = async (pk: string, sk: string) => {
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: marshall({ pk, sk }) }));
      return itemSize(Item ?? {});
    };
    const sizes: Record<string, number> = { free: await read(`BANK#${bankId}`, `DOOR#${compartmentId}`) };
    await liveOnce(ports, look, async (label) => {
      sizes[label] = await read(`BANK#${bankId}`, `DOOR#${compartmentId}`);
    });
    const { door } = (await ports.doors.load({ bankId, compartmentId }))!;
    expect(door.stay?.state).toBe('collected');

    const { Items: rows = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: marshall({ ':pk': `STAY#${door.chain.id}` }),
      }),
    );
    const { items } = await ports.parcels.list(siteId, { limit: 1 });
    const parcel = await read(`PARCEL#${items[0]!.id}`, 'PARCEL');
    const evidence = await read(`BANK#${bankId}`, `EVIDENCE#${compartmentId}#cycle-412`);
    const report = { door: sizes, custody: rows.map(itemSize), parcel, evidence };
    process.stdout.write(`item sizes in bytes, ${profile}: ${JSON.stringify(report)}\n`);

    expect(Object.keys(sizes)).toEqual(['free', 'reserved', 'stored', 'collecting', 'collected']);
    for (const bytes of Object.values(sizes)) expect(bytes).toBeLessThanOrEqual(2_048);
    for (const bytes of report.custody) expect(bytes).toBeLessThanOrEqual(1_024);
    expect(parcel).toBeLessThanOrEqual(1_024);
    expect(evidence).toBeLessThanOrEqual(1_024);
    client.destroy();
  },
);
