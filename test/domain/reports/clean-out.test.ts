import { expect, it } from 'vitest';
import type { BankId, CompartmentId, ParcelId } from '../../../domain/ids.js';
import { cleanOutOf } from '../../../domain/reports/clean-out.js';

const overdue = (n: number, storedAtMs: number) => ({
  parcelId: `parcel-${n}` as ParcelId,
  bankId: 'bank-1' as BankId,
  compartmentId: `A${n}` as CompartmentId,
  size: 'S' as const,
  storedAtMs,
});

it('the oldest overdue parcels come first, with how long they have lain', () => {
  const { parcels, overdue: count } = cleanOutOf([overdue(1, 300), overdue(2, 100), overdue(3, 200)], 1_000);
  expect(count).toBe(3);
  expect(parcels.map(({ compartmentId, forMs }) => [compartmentId, forMs])).toEqual([
    ['A2', 900],
    ['A3', 800],
    ['A1', 700],
  ]);
});

it('a walk takes fifty, and says how many there are', () => {
  const { parcels, overdue: count } = cleanOutOf(Array.from({ length: 51 }, (_one, i) => overdue(i, i)), 1_000); // prettier-ignore
  expect([parcels.length, count]).toEqual([50, 51]);
});
