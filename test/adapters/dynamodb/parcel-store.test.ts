import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { TableAccess } from '../../../adapters/dynamodb/access.js';
import { dynamoParcelStore } from '../../../adapters/dynamodb/parcel-store.js';
import type { Parcel } from '../../../app/ports.js';
import type { ParcelId, ResidentId, SiteId, StayId } from '../../../domain/ids.js';
import { itemSize } from './item-size.js';

const day = 24 * 3_600;

test('a walk-in that no door ever held is garbage after 30 days; one that a door held is kept, and so is an announced one', async () => {
  const written: Record<string, unknown>[] = [];
  const table = {
    putIf: async (item: Record<string, unknown>) => (written.push(item), true),
    update: async (_key: unknown, change: Record<string, unknown>) => (written.push(change), true),
  };
  const store = dynamoParcelStore(table as unknown as TableAccess);
  const fixed = { siteId: 's' as SiteId, residentId: 'r' as ResidentId, vouched: false, storedAtMs: 0, rowN: 0 };
  const walkIn: Parcel = {
    ...{ id: 'p' as ParcelId, announced: false, state: 'placing', createdAtMs: 1_000_000_000, version: 1 },
    ...fixed,
  };
  await store.create(walkIn);
  await store.create({ ...walkIn, announced: true });
  await store.show({
    parcelId: walkIn.id,
    stayId: 'x' as StayId,
    residentId: 'r' as ResidentId,
    n: 1,
    state: 'stored',
    vouched: false,
    storedAtMs: 1,
  });
  expect(written.map(({ ttl, remove }) => [ttl, remove])).toEqual([
    [1_000_000 + 30 * day, undefined],
    [undefined, undefined],
    [undefined, ['ttl']],
  ]);
});

test('a parcel’s row is one write unit to its end, with ids and a tracking number of any length', async () => {
  let stored: Record<string, AttributeValue> = {};
  const send = async ({ input }: { input: { Item: Record<string, AttributeValue> } }) => (stored = input.Item);
  const store = dynamoParcelStore(new TableAccess({ client: () => ({ send }) as never, tableName: 't' }));
  const [id, atMs] = ['i'.repeat(36), 1_800_000_123_456];
  const parcel = {
    ...{ id: 'p'.repeat(16), siteId: id, residentId: id, trackingNumber: '1'.repeat(40), announced: true },
    ...{ state: 'written-off', createdAtMs: atMs, storedAtMs: atMs, endedAtMs: atMs, heldUntilMs: atMs, vouched: true },
    ...{ pickupEvidence: 'unclear', rowN: 99, version: 99 },
    claim: {
      ...{ requestId: id, bankId: id, compartmentId: 'A0000007', courierId: id, claimedAtMs: atMs, size: 'XL' },
      stayId: `A0000007-${'s'.repeat(16)}`,
    },
  };
  await store.create(parcel as Parcel);
  expect(itemSize(stored)).toBeGreaterThan(300);
  expect(itemSize(stored)).toBeLessThanOrEqual(1_024);
});
