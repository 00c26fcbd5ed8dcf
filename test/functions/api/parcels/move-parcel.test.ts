import { describe, expect, it } from 'vitest';
import { makeHouse, storedParcel, type House, type Reply } from '../world.js';

const move = (house: House, parcelId: string, body: object = {}, key = 'k') =>
  house.call(house.manager, 'POST /v1/sites/{siteId}/parcels/{parcelId}/move', {
    path: { ...house.path, parcelId },
    body: { reason: 'its door is needed', ...body },
    key,
  });
const read = (house: House, parcelId: string, what: '/custody' | '/evidence' | '' = '', query = {}) =>
  house.call(house.manager, `GET /v1/sites/{siteId}/parcels/{parcelId}${what}`, {
    path: { ...house.path, parcelId },
    query,
  });
const refusal = ({ status, body }: Reply) => [status, body['code']];
const lastOpen = (house: House) => house.bankLink.sent.findLast(({ command }) => command.type === 'open')!.command;

/** Out of A01, and into A02. */
async function carry(house: House) {
  await house.close('A01', lastOpen(house).commandId, 2, [440, 500]);
  await house.close('A02', lastOpen(house).commandId, 1, [500, 440]);
}

describe('a move over the API', () => {
  it('is taken up, goes on by what the doors tell, and leaves two logs that hold', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const asked = await move(house, parcelId);
    expect([asked.status, asked.body['state'], asked.body['place']]).toEqual([
      202,
      'moving',
      { bankId: 'bank-1', compartmentId: 'A01' },
    ]);
    await carry(house);
    const { body } = await read(house, parcelId);
    expect(body).toMatchObject({ state: 'stored', place: { bankId: 'bank-1', compartmentId: 'A02' } });
    const [{ stayId }] = body['movedFrom'] as [{ compartmentId: string; stayId: string }];
    const now = (await read(house, parcelId, '/custody')).body;
    const before = (await read(house, parcelId, '/custody', { stayId })).body;
    expect([now['state'], now['compartmentId'], before['state'], before['compartmentId']]).toEqual([
      ...['holds', 'A02'],
      ...['holds', 'A01'],
    ]);
    expect(JSON.stringify(before['rows'])).toContain('"move-asked"');
    expect((await read(house, parcelId, '/evidence', { stayId })).status).toBe(200);
    expect(refusal(await read(house, parcelId, '/custody', { stayId: 'A01-other' }))).toEqual([404, 'not-found']);
  });

  it('is once a key, also when all is done', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    await move(house, parcelId, { compartmentId: 'A02' });
    expect(refusal(await move(house, parcelId, { compartmentId: 'A01' }))).toEqual([409, 'idempotency-key-reused']);
    await carry(house);
    const again = await move(house, parcelId, { compartmentId: 'A02' });
    expect([again.status, again.body['state']]).toEqual([202, 'stored']);
    expect(refusal(await move(house, parcelId, { reason: 'another' }))).toEqual([409, 'idempotency-key-reused']);
    expect(house.bankLink.sent.filter(({ command }) => command.type === 'open')).toHaveLength(3);
  });

  it('is refused where no door is free, the parcel is in none, or the door is not there', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    expect(refusal(await move(house, parcelId, { compartmentId: 'Z9' }, 'k1'))).toEqual([409, 'unknown-compartment']);
    await storedParcel(house, 'TN2');
    expect(refusal(await move(house, parcelId, {}, 'k2'))).toEqual([409, 'door-busy']);
    expect(refusal(await move(house, 'nobodys', {}, 'k3'))).toEqual([404, 'not-found']);
    const announced = await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', {
      path: house.path,
      body: { trackingNumber: 'TN3', residentId: house.residentId },
    });
    expect(refusal(await move(house, String(announced.body['parcelId'])))).toEqual([409, 'no-such-stay']);
  });

  it('is an open that a person gives: too many within an hour stop opens', async () => {
    const house = await makeHouse();
    await house.call(house.manager, 'PATCH /v1/sites/{siteId}/policy', {
      path: house.path,
      body: { personOpensPerHourMax: 1 },
    });
    const { parcelId } = await storedParcel(house);
    await move(house, parcelId, {}, 'k1');
    await house.close('A01', lastOpen(house).commandId, 2, [440, 440]);
    expect(refusal(await move(house, parcelId, {}, 'k2'))).toEqual([409, 'opens-stopped']);
  });
});
