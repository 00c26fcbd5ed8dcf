import { describe, expect, it } from 'vitest';
import { messagesOfParcel } from '../../../../functions/api/parcels/message-schemas.js';
import { makeHouse, storedParcel } from '../world.js';

const route = 'GET /v1/sites/{siteId}/parcels/{parcelId}/messages';

describe('the messages of a parcel', () => {
  it('are listed for whoever looks after the site, without code, number or name', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const { status, body } = await house.call(house.manager, route, { path: { ...house.path, parcelId } });
    expect([status, messagesOfParcel().safeParse(body).error]).toEqual([200, undefined]);
    const nowMs = house.clock.now;
    expect(body).toEqual({
      parcelId,
      items: [
        { message: 'parcel-stored', channel: 'email', outcome: 'no-address', askedAtMs: nowMs, atMs: nowMs },
        { message: 'parcel-stored', channel: 'sms', outcome: 'sent', askedAtMs: nowMs, atMs: nowMs },
      ],
    });
    const { code } = /(?<code>\d{8})/.exec(house.people.delivered.at(-1)!.text.body)!.groups!;
    for (const word of [code!, '+1555', 'Ada', 'Lovelace']) expect(JSON.stringify(body)).not.toContain(word);
  });

  it('of a parcel that was moved are those of every door that it lay in, in the order of time', async () => {
    const house = await makeHouse();
    const { call, manager, close } = house;
    const { parcelId } = await storedParcel(house);
    const path = { ...house.path, parcelId };
    const storedAtMs = house.clock.now;
    house.clock.now += 3_600_000;
    const body = { reason: 'its door is needed' };
    await call(manager, 'POST /v1/sites/{siteId}/parcels/{parcelId}/move', { path, body, key: 'k' });
    const lastOpen = () => house.bankLink.sent.findLast(({ command }) => command.type === 'open')!.command.commandId;
    await close('A01', lastOpen(), 2, [440, 500]);
    await close('A02', lastOpen(), 1, [500, 440]);
    const { items } = (await call(manager, route, { path })).body as { items: Record<string, unknown>[] };
    const bySms = items.filter(({ channel }) => channel === 'sms');
    expect(bySms.map(({ message, askedAtMs, outcome }) => [message, askedAtMs, outcome])).toEqual([
      ['parcel-stored', storedAtMs, 'sent'],
      ['parcel-moved', storedAtMs + 3_600_000, 'sent'],
    ]);
  });

  it('are the latest where its log has thousands of rows: its door swings, and somebody asks who was told today', async () => {
    const house = await makeHouse();
    const { parcelId } = await storedParcel(house);
    const { read } = house.custody;
    house.custody.read = async (chain, part) => {
      const rows = await read(chain);
      const swung = { ...rows.at(-1)!, events: [], told: [] };
      while (rows.length < 3_999) rows.push({ ...swung, n: rows.length + 1 });
      rows.push({ ...swung, n: 4_000, told: [{ message: 'reminder', channel: 'sms', outcome: 'sent' }] });
      if (!part) return rows;
      return 'newest' in part ? rows.slice(-part.newest) : rows.slice(part.afterN, part.afterN + part.limit);
    };
    const { items } = (await house.call(house.manager, route, { path: { ...house.path, parcelId } })).body;
    expect((items as { message: string }[]).map(({ message }) => message)).toContain('reminder');
  });

  it('are none of a parcel that no door was given to, and there is none of nobody', async () => {
    const house = await makeHouse();
    const asked = { trackingNumber: 'TN9', residentId: house.residentId };
    const made = await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', { path: house.path, body: asked });
    const parcelId = String(made.body['parcelId']);
    const { status, body } = await house.call(house.manager, route, { path: { ...house.path, parcelId } });
    expect([status, body]).toEqual([200, { parcelId, items: [] }]);
    expect((await house.call(house.manager, route, { path: { ...house.path, parcelId: 'nobody' } })).status).toBe(404);
  });
});
