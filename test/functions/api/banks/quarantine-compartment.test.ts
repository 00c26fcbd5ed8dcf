import { beforeEach, describe, expect, it } from 'vitest';
import type { CompartmentId } from '../../../../domain/ids.js';
import { look } from '../../../domain/story.js';
import { makeHouse, operator, person, storedParcel, type House, type Reply } from '../world.js';

const technician = person('technician-of-site-1');
const refusal = ({ status, body }: Reply) => [status, body['code']];

let house: House;
beforeEach(async () => void (house = await makeHouse()));

const at = (compartmentId: string) => ({ bankId: 'bank-1', compartmentId });
const quarantine = (
  compartmentId: string,
  body: unknown = { reason: 'water drips in' },
  key = 'q1',
  who = technician,
) =>
  house.call(who, 'POST /v1/banks/{bankId}/compartments/{compartmentId}/quarantine', {
    path: at(compartmentId),
    body,
    key,
  });
const release = (compartmentId: string, body: unknown = { reason: 'it is dry' }, key = 'r1', who = technician) =>
  house.call(who, 'POST /v1/banks/{bankId}/compartments/{compartmentId}/release', {
    path: at(compartmentId),
    body,
    key,
  });
const eventsOf = async (compartmentId: string) => {
  const loaded = await house.doors.load({ bankId: 'bank-1' as never, compartmentId: compartmentId as CompartmentId });
  return (await house.custody.read(loaded!.door.chain.id)).flatMap(({ events }) => events);
};

describe('a compartment', () => {
  it('is kept from use by a named person with a reason, and shown so', async () => {
    const held = await quarantine('A01');
    const hold = { holder: 'person', reason: 'by-person', sinceMs: house.clock.now };
    expect([held.status, held.body]).toMatchObject([
      200,
      { state: 'quarantined', quarantine: 'by-person', holds: [hold] },
    ]);
    expect(await eventsOf('A01')).toEqual([
      expect.objectContaining({
        type: 'door-quarantined',
        by: { person: 'technician-of-site-1' },
        note: 'water drips in',
      }),
    ]);
  });

  it('that is kept from use is given to no courier, and given again once it is released', async () => {
    await quarantine('A01');
    await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', {
      path: house.path,
      body: { trackingNumber: 'TN1', residentId: house.residentId },
    });
    expect((await house.ask('TN1'))?.compartmentId).toBe('A02');
    expect((await release('A01')).body).toMatchObject({ state: 'free' });
    await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', {
      path: house.path,
      body: { trackingNumber: 'TN2', residentId: house.residentId },
    });
    expect((await house.ask('TN2'))?.compartmentId).toBe('A01');
  });

  it('with a parcel in it stays that parcel’s, and is quarantined when it has gone', async () => {
    const { compartmentId } = await storedParcel(house);
    expect((await quarantine(compartmentId)).body).toMatchObject({
      state: 'occupied',
      quarantine: 'by-person',
      stay: { state: 'stored' },
    });
    expect(await eventsOf(compartmentId)).toMatchObject([{}, {}, { type: 'door-quarantined' }]);
    expect((await release(compartmentId)).body).toMatchObject({ state: 'occupied', stay: { state: 'stored' } });
  });

  it('is held once a key, and answered the same', async () => {
    const first = await quarantine('A01');
    expect(await quarantine('A01')).toMatchObject({ status: 200, body: first.body });
    await release('A01');
    expect((await quarantine('A01')).body).toMatchObject({ state: 'free' }); // That request was, and is over.
    expect(refusal(await quarantine('A01', { reason: 'another' }))).toEqual([409, 'idempotency-key-reused']);
  });

  it('that is held already is not held by a late double of a second request, once it was released', async () => {
    await quarantine('A01');
    expect((await quarantine('A01', { reason: 'the hinge is bent' }, 'q2')).body).toMatchObject({
      state: 'quarantined',
    });
    await release('A01');
    const again = await quarantine('A01', { reason: 'the hinge is bent' }, 'q2');
    expect([again.status, again.body['state']]).toEqual([200, 'free']);
  });

  it('is released with what the person says lies in it, once a key', async () => {
    const tell = (from: number, to: number) => house.close('A01', 'none', 1, [from, to]);
    await tell(500, 440); // Under a command that nobody gave: something was put in.
    expect(refusal(await release('A01'))).toEqual([409, 'holds-parcel']);
    const said = { reason: 'looked inside', isEmpty: true };
    expect((await release('A01', said)).body).toMatchObject({ state: 'free' });
    expect((await release('A01', said)).body).toMatchObject({ state: 'free' });
    expect(refusal(await release('A01', { reason: 'looked inside' }))).toEqual([409, 'idempotency-key-reused']);
    expect(await eventsOf('A01')).toMatchObject([
      { type: 'content-unexpected' },
      { type: 'door-quarantined', reason: 'content-unexpected' }, // By its incident: what lies there belongs to nobody.
      { type: 'door-released', isEmpty: true },
    ]);
  });

  it('whose lock wears out is shown so, and counts as new once a person says that it was serviced', async () => {
    const authority = { kind: 'command', commandId: 'A01-other-1-open' };
    const { before, after } = { before: look(500), after: look(500) };
    for (let doorCycle = 1; doorCycle <= 10; doorCycle++) {
      const closed = {
        type: 'door-closed',
        compartmentId: 'A01',
        doorCycle,
        authority,
        openForMs: 9_000,
        before,
        after,
      };
      await house.tell({ ...closed, attempts: 2 });
    }
    const first = async () => {
      const wall = await house.call(technician, 'GET /v1/banks/{bankId}/compartments', { path: { bankId: 'bank-1' } });
      return (wall.body['compartments'] as object[])[0];
    };
    expect(await first()).toMatchObject({ state: 'free', isLockWorn: true });
    const serviced = { reason: 'a new lock', isServiced: true };
    for (const _ of [1, 2]) expect((await release('A01', serviced)).status).toBe(200);
    expect(refusal(await release('A01', { reason: 'a new lock' }))).toEqual([409, 'idempotency-key-reused']);
    expect(await first()).not.toHaveProperty('isLockWorn');
  });

  it('that is not held is not released', async () => {
    expect(refusal(await release('A01'))).toEqual([409, 'not-now']);
  });

  it('needs a reason and a key, and must be there', async () => {
    expect(refusal(await quarantine('A01', {}))).toEqual([400, 'invalid-body']);
    expect(refusal(await quarantine('A01', { reason: 'r', until: 5 }))).toEqual([400, 'invalid-body']);
    expect(refusal(await quarantine('A01', { reason: 'r' }, ''))).toEqual([400, 'idempotency-key-needed']);
    expect(refusal(await quarantine('Z99'))).toEqual([404, 'not-found']);
    expect(refusal(await release('Z99', { reason: 'r' }, 'r', operator))).toEqual([404, 'not-found']);
  });
});
