import { House } from './house.js';

const minuteMs = 60_000;

/** A courier is given A02, a resident takes their parcel out of A01 meanwhile, and A02 closes on nothing. */
export async function fetchedMeanwhile(): Promise<House> {
  const house = await House.withParcel();
  house.nowMs += minuteMs;
  await house.tell(house.deposit('r2'));
  await house.tell(house.pickup('r3', house.code()));
  await house.tell(house.closed('A01', 440, 500));
  house.nowMs += minuteMs / 2;
  await house.tell(house.closed('A02', 500, 500));
  return house;
}
