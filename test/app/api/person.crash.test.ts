import { describe, expect, it } from 'vitest';
import { decideByPerson, type PersonAsked } from '../../../app/api/person.js';
import type { Ports } from '../../../app/ports.js';
import { sweep } from '../../../app/sweep.js';
import type { Authority } from '../../../domain/inputs.js';
import { crashing } from '../crash.js';
import { House, siteId } from '../house.js';

const minuteMs = 60_000;
/** Where a parcel of 60 mm lies, and where nothing does. */
const [full, empty] = [440, 500];
const byKey: Authority = { kind: 'key' };
const parcelOf = (house: House) => house.ports.parcels.all()[0]!;

const says = (house: House, asked: Pick<PersonAsked, 'type'> & Partial<PersonAsked>, ports: Ports = house.ports) =>
  decideByPerson(ports, {
    ...{ siteId, parcelId: parcelOf(house).id, actor: 'mia', key: 'k', reason: 'seen' },
    ...{ times: house.times(), requestId: 'api-call', ...asked },
  });

/** An announced parcel that was called off, and something lies in its door, which is held. */
async function calledOff(): Promise<House> {
  const house = await House.open();
  await house.announce('TN-1');
  await house.tell({ ...house.deposit('r1'), recipient: { trackingNumber: 'TN-1' } } as never);
  await house.tell(house.closed('A01', empty, empty));
  await house.runUntil(house.nowMs + 20 * minuteMs);
  await house.tell({ ...house.closed('A01', empty, full), authority: byKey });
  expect((await house.door('A01')).door).toMatchObject({ compartment: 'quarantined', stay: { state: 'cancelled' } });
  return house;
}

/** Collected, and something lies there again. */
async function collected(): Promise<House> {
  const house = await House.withParcel();
  await house.tell(house.pickup('r2', house.code()));
  await house.tell(house.closed('A01', full, empty));
  await house.tell({ ...house.closed('A01', empty, full), authority: byKey });
  return house;
}

const stored = () => House.withParcel();
const cases: [string, () => Promise<House>, Pick<PersonAsked, 'type'> & Partial<PersonAsked>, string][] = [
  ['present, of a deposit that was called off', calledOff, { type: 'override', finding: 'present' }, 'stored'],
  ['unknown, of the same', calledOff, { type: 'override', finding: 'unknown' }, 'stored'],
  ['present, of one that was collected', collected, { type: 'override', finding: 'present' }, 'stored'],
  ['absent, of one that is stored', stored, { type: 'override', finding: 'absent' }, 'missing'],
  ['a new code', stored, { type: 'reissue' }, 'stored'],
  ['for return', stored, { type: 'return' }, 'overdue'],
];

describe.each(cases)('what a named person says: %s', (_, begin, asked, state) => {
  it.each(['before', 'after'] as const)(
    'asked again after a call that ended %s any call of the world, with what was read before it, is answered as the first',
    async (when) => {
      const counted = await begin();
      const { ports, calls } = crashing(counted.ports, 0, 'before');
      await says(counted, asked, ports);
      for (let nth = 1; nth <= calls(); nth++) {
        const house = await begin();
        const ifMatch = [parcelOf(house).version];
        await says(house, { ...asked, ifMatch }, crashing(house.ports, nth, when).ports).catch(() => undefined);
        expect([nth, await says(house, { ...asked, ifMatch })]).toMatchObject([nth, { id: parcelOf(house).id }]);
        for (let minute = 0; minute < 4; minute++) {
          house.nowMs += minuteMs;
          await sweep(house.ports);
        }
        expect([nth, parcelOf(house).state]).toEqual([nth, state]);
      }
    },
  );
});
