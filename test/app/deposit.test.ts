import { expect, test } from 'vitest';
import type { Ports } from '../../app/ports.js';
import { House, siteId } from './house.js';

/** The call dies after it has claimed the parcel, and before the door is committed. */
const diesBeforeCommit = ({ ports }: House): Ports => ({
  ...ports,
  doors: { ...ports.doors, commit: () => Promise.reject(new Error('killed')) },
});

const parcelStates = async ({ ports }: House) =>
  (await ports.parcels.list(siteId, { limit: 10 })).items.map(({ state }) => state);

test('a claim that a crash left alone comes to nothing when its request is tried again too late', async () => {
  const house = await House.open();
  const request = house.deposit('r1');
  await expect(house.tell(request, { by: 'call', ports: diesBeforeCommit(house) })).rejects.toThrow('killed');
  expect(await parcelStates(house)).toEqual(['placing']);
  house.nowMs += 61_000;
  await house.tell(request, { by: 'call' });
  expect(await parcelStates(house)).toEqual(['cancelled']);
  expect(house.opens()).toEqual([]);
  await house.tell(house.deposit('r2'));
  expect(house.opens()).toHaveLength(1);
});

test('as long as the call that made it may still run, a claim is left alone', async () => {
  const house = await House.open();
  const request = house.deposit('r1');
  await expect(house.tell(request, { by: 'call', ports: diesBeforeCommit(house) })).rejects.toThrow('killed');
  house.nowMs += 59_000;
  await house.tell(request, { by: 'another' });
  expect(await parcelStates(house)).toEqual(['placing']);
});

test('a request that was granted stays granted, however late it comes again', async () => {
  const house = await House.open();
  const request = house.deposit('r1');
  await house.tell(request);
  house.nowMs += 61_000;
  await house.tell(request);
  expect(await parcelStates(house)).not.toContain('cancelled');
  expect((await house.door('A01')).door).toMatchObject({ compartment: 'held', stay: { state: 'reserved' } });
});

test('a request whose parcel was collected opens nothing again, though its door has held another since', async () => {
  const house = await House.withParcel();
  const replayed = house.deposit('r1');
  await house.tell(house.pickup('p1', house.code()));
  await house.tell(house.closed('A01', 440, 500));
  await house.tell(house.deposit('r2'));
  await house.tell(house.closed('A01', 500, 440));
  await house.tell(house.pickup('p2', house.code()));
  await house.tell(house.closed('A01', 440, 500));
  expect(house.opens().map(({ compartmentId }) => compartmentId)).toEqual(['A01', 'A01', 'A01', 'A01']);

  await house.tell(replayed);
  expect(house.opens()).toHaveLength(4);
  expect((await house.door('A01')).door).toMatchObject({ compartment: 'free', stay: { state: 'collected' } });
});
