import { expect, test } from 'vitest';
import { House } from './house.js';

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
