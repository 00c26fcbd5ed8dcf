import { expect, test } from 'vitest';
import type { Ports } from '../../app/ports.js';
import type { BankId, CompartmentId } from '../../domain/ids.js';
import type { BankMessage, DepositRequested } from '../../domain/inputs.js';
import { bankId, House, siteId } from './house.js';

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

test('two banks of one site that call their requests alike do not adopt each other’s claim', async () => {
  const house = await House.open();
  const bank2 = await house.anotherBank('bank-2');
  await house.announce('TN1');
  const asked = (bankId: BankId): BankMessage => ({
    ...(house.deposit('r1') as DepositRequested),
    bankId,
    recipient: { trackingNumber: 'TN1' },
  });
  await house.tell(asked(bankId));
  await house.tell(asked(bank2));
  expect(
    house.ports.bankLink.sent.map(({ bankId: to, command }) => [to, command.type, command.fields['code']]),
  ).toEqual([
    ['bank-1', 'open', undefined],
    ['bank-1', 'display', 'door-open'],
    ['bank-2', 'display', 'already-placed'],
  ]);
  const claimed = (await house.ports.parcels.list(siteId, { limit: 5 })).items.map(({ claim }) => claim?.bankId);
  expect(claimed).toEqual(['bank-1']);
});

test('a request of another bank is no replay of one that was taken over, though both are called alike', async () => {
  const house = await House.open();
  const bank2 = await house.anotherBank('bank-2');
  await house.announce('TN1');
  const asked = (bank: BankId, requestId: string): BankMessage => ({
    ...(house.deposit(requestId) as DepositRequested),
    ...{ bankId: bank, recipient: { trackingNumber: 'TN1' } },
  });
  const cancel = async (compartmentId: string, requestId: string) => {
    const leaseId = house.opens().at(-1)?.leaseId ?? '';
    const lease = { compartmentId: compartmentId as CompartmentId, leaseId, requestId };
    const message = { type: 'deposit-cancelled', bankId, messageId: `m-${requestId}`, times: house.times() } as const;
    await house.tell({ ...message, ...lease });
  };
  await house.tell(asked(bankId, 'r1'));
  await cancel('A01', 'c1');
  await house.tell(asked(bankId, 'r2'));
  await cancel('A02', 'c2');
  await house.tell(asked(bank2, 'r1'));
  expect(house.opens().map(({ compartmentId }) => compartmentId)).toEqual(['A01', 'A02', 'B01']);
});
