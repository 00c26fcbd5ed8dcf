import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../domain/exceptions/cause.js';
import type { BankId, CompartmentId } from '../../../domain/ids.js';
import { repeatsByOthers, type Logged, type PersonOf } from '../../../domain/reports/repeats.js';

const hourMs = 3_600_000;
const place = { bankId: 'bank-1' as BankId, compartmentId: 'A07' as CompartmentId };

/** A case of a door, raised and over by these hours. */
const logged = (cause: Cause, n: number, [from, to]: [number, number], change: Partial<Logged> = {}): Logged => ({
  slot: `of-${cause}`,
  n,
  cause,
  place,
  raisedAtMs: from * hourMs,
  resolution: { how: 'remotely', by: 'over', atMs: to * hourMs },
  timeline: { rows: [], omitted: 0 },
  ...change,
});

interface Left {
  doorCycle: number;
  stay?: string;
  visit?: string;
}
const leftOpen = (n: number, hours: [number, number], left: Left, change: Partial<Logged> = {}): Logged =>
  logged('door-ajar', n, hours, {
    timeline: { rows: [{ atMs: hours[0] * hourMs, what: 'incident-raised', detail: { ...left } }], omitted: 0 },
    ...change,
  });

/** Ann brings parcels to stays 1 and 2; they are Rose's and Sam's. */
const personOf: PersonOf = ({ stay, visit }) =>
  visit === 'deposit' ? 'ann' : visit === 'pickup' ? { stay1: 'rose', stay2: 'sam' }[stay] : undefined;

const again = { repeatedBy: 'of-door-ajar-2' } as Partial<Logged>;
/** Rose leaves the door open at cycle 12, and Sam at cycle 15. */
const rose = leftOpen(1, [10, 11], { doorCycle: 12, stay: 'stay1', visit: 'pickup' }, again);
const sam = leftOpen(2, [40, 41], { doorCycle: 15, stay: 'stay2', visit: 'pickup' });

const shown = (...incidents: Logged[]) => [...repeatsByOthers(incidents, personOf)];

describe('a door left open again', () => {
  it('is another person’s act where two people left it open, and it worked in between', () => {
    expect(shown(rose, sam)).toEqual(['of-door-ajar-1']);
    expect(shown(sam, rose)).toEqual(['of-door-ajar-1']); // Whatever the order of the list.
  });

  it('by its courier, and then by whose parcel it is, is two people’s as well', () => {
    const ann = leftOpen(1, [10, 11], { doorCycle: 12, stay: 'stay1', visit: 'deposit' }, again);
    const roseLater = leftOpen(2, [40, 41], { doorCycle: 14, stay: 'stay1', visit: 'pickup' });
    expect(shown(ann, roseLater)).toEqual(['of-door-ajar-1']);
  });

  it('at the very next opening may be the door’s own: nobody has seen it shut in time', () => {
    expect(shown(rose, leftOpen(2, [40, 41], { doorCycle: 13, stay: 'stay2', visit: 'pickup' }))).toEqual([]);
    expect(shown(rose, leftOpen(2, [40, 41], { doorCycle: 14, stay: 'stay2', visit: 'pickup' }))).toHaveLength(1);
  });

  it('by the same person, in the same stay or another, is no other’s', () => {
    expect(shown(rose, leftOpen(2, [40, 41], { doorCycle: 15, stay: 'stay1', visit: 'pickup' }))).toEqual([]);
    const ann = leftOpen(1, [10, 11], { doorCycle: 12, stay: 'stay1', visit: 'deposit' }, again);
    expect(shown(ann, leftOpen(2, [40, 41], { doorCycle: 15, stay: 'stay2', visit: 'deposit' }))).toEqual([]);
  });

  it.each([
    ['of a stay that is not known', { doorCycle: 15, stay: 'stay9', visit: 'pickup' }],
    ['by a carrier', { doorCycle: 15, stay: 'stay2', visit: 'return' }],
    ['by a key, at no visit', { doorCycle: 15 }],
    ['counted anew by another controller', { doorCycle: 3, stay: 'stay2', visit: 'pickup' }],
  ])('%s shows nothing', (_, left) => {
    expect(shown(rose, leftOpen(2, [40, 41], left))).toEqual([]);
  });

  it.each(['latch-bounce', 'magnet-off', 'door-flapping', 'door-switch-stuck'] as const)(
    'shows nothing where an incident of the door itself (%s) stood in between, or when it began',
    (cause) => {
      expect(shown(rose, sam, logged(cause, 1, [20, 30]))).toEqual([]);
      expect(shown(rose, sam, logged(cause, 1, [1, 10]))).toEqual([]);
      expect(shown(rose, sam, logged(cause, 1, [40, 50]))).toEqual([]);
      expect(shown(rose, sam, logged(cause, 1, [1, 9]))).toHaveLength(1);
      expect(
        shown(rose, sam, logged(cause, 1, [20, 30], { place: { ...place, compartmentId: 'A08' as never } })),
      ).toHaveLength(1);
      expect(shown(rose, sam, logged(cause, 1, [1, 2], { resolution: undefined }))).toEqual([]); // Still open.
    },
  );

  it('of another cause is no act of people, and what was not seen again no repeat', () => {
    expect(shown({ ...rose, cause: 'power-lost' }, sam)).toEqual([]);
    expect(shown({ ...rose, repeatedBy: undefined }, sam)).toEqual([]);
  });
});
