import { describe, expect, it } from 'vitest';
import { hashOfRow } from '../../../simulator/custody-hash.js';
import { breakPort, codeOf, makeHouse, operator, storedParcel } from './world.js';

const residentsRoute = 'POST /v1/sites/{siteId}/residents';
const couriersRoute = 'POST /v1/sites/{siteId}/couriers';
const bob = { name: 'Bob', unit: '3A', email: 'bob@example.com', language: 'en' };

describe('residents', () => {
  it('are created once a key, and found again', async () => {
    const { call, manager, path } = await makeHouse();
    const create = (body: unknown, key: string) => call(manager, residentsRoute, { path, body, key });
    const made = await create(bob, 'k1');
    expect(made.status).toBe(201);
    const { residentId } = made.body;
    expect(made.body).toEqual({ residentId, ...bob, emailState: 'unconfirmed', status: 'pending' });
    expect(residentId).toMatch(/^[a-z0-9]{16}$/);
    const again = await create(bob, 'k1');
    expect([again.status, again.body]).toEqual([200, made.body]);
    const other = await create({ ...bob, unit: '3B' }, 'k1');
    expect([other.status, codeOf(other)]).toEqual([409, 'idempotency-key-reused']);
    expect((await create(bob, 'k2')).body['residentId']).not.toBe(residentId);
    const read = await call(manager, 'GET /v1/sites/{siteId}/residents/{residentId}', {
      path: { ...path, residentId: String(residentId) },
    });
    expect(read.body).toEqual(made.body);
    const { body } = await call(manager, 'GET /v1/sites/{siteId}/residents', { path });
    expect((body['items'] as unknown[]).length).toBe(3);
  });

  it('need a key of the caller, for they have none of their own', async () => {
    const { call, manager, path } = await makeHouse();
    for (const key of [undefined, '', 'with space', 'k'.repeat(129), 'ü']) {
      const reply = await call(manager, residentsRoute, { path, body: bob, ...(key === undefined ? {} : { key }) });
      expect([key, codeOf(reply)]).toEqual([key, 'idempotency-key-needed']);
    }
    expect((await call(manager, residentsRoute, { path, body: bob, key: 'k'.repeat(128) })).status).toBe(201);
  });

  it('are found by their unit, however it is typed, and by their status', async () => {
    const { call, manager, path, residentId, clock } = await makeHouse();
    const made = await call(manager, residentsRoute, { path, body: { ...bob, unit: '12 b' }, key: 'k1' });
    const found = async (query: Record<string, string>) =>
      (
        (await call(manager, `GET ${residentsRoute.slice(5)}`, { path, query })).body['items'] as {
          residentId: string;
        }[]
      )
        .map((one) => one.residentId)
        .sort();
    const both = [residentId, String(made.body['residentId'])].sort();
    expect(await found({ unit: '12B' })).toEqual(both);
    expect(await found({ unit: '1 2b' })).toEqual(both);
    expect(await found({ unit: '12C' })).toEqual([]);
    const leave = 'POST /v1/sites/{siteId}/residents/{residentId}/move-out';
    await call(manager, leave, { path: { ...path, residentId }, body: { graceDays: 1 } });
    expect(await found({ status: 'moved-out' })).toEqual([residentId]);
    clock.now += 25 * 3_600_000;
    expect(await found({ unit: '12B', status: 'former' })).toEqual([residentId]);
    expect(await found({ status: 'on-hold' })).toEqual([]);
  });

  it('are paged through by the cursor of that unit and status, and of no other', async () => {
    const { call, manager, path, clock } = await makeHouse();
    for (const key of ['k1', 'k2']) {
      clock.now += 1;
      await call(manager, residentsRoute, { path, body: { ...bob, unit: '3A' }, key });
    }
    const list = (query: Record<string, string>) =>
      call(manager, `GET ${residentsRoute.slice(5)}`, { path, query: { limit: '1', ...query } });
    const { cursor } = (await list({ unit: '3A', status: 'pending' })).body as { cursor: string };
    expect((await list({ unit: '3a', status: 'pending', cursor })).status).toBe(200);
    const others: Record<string, string>[] = [
      {},
      { unit: '3A' },
      { status: 'pending' },
      { unit: '3B', status: 'pending' },
    ];
    for (const other of others) expect(codeOf(await list({ ...other, cursor }))).toBe('invalid-cursor');
  });

  it('with an email are asked to confirm it, once', async () => {
    const { call, manager, path, emailTopics, registry } = await makeHouse();
    const { body } = await call(manager, residentsRoute, { path, body: bob, key: 'k1' });
    await call(manager, residentsRoute, { path, body: bob, key: 'k1' });
    expect(emailTopics.asked.map(({ email }) => email)).toEqual(['bob@example.com']);
    const row = await registry.residents.read({
      siteId: path.siteId as never,
      residentId: body['residentId'] as never,
    });
    expect(row?.emailTopic).toBe(emailTopics.asked[0]?.topic);
    expect(body).not.toHaveProperty('emailTopic');
  });

  it('whose first call ended before they were asked are asked by the next', async () => {
    const { call, manager, path, emailTopics } = await makeHouse();
    const { mend } = breakPort(emailTopics, 'subscribe');
    expect((await call(manager, residentsRoute, { path, body: bob, key: 'k1' })).status).toBe(500);
    mend();
    expect((await call(manager, residentsRoute, { path, body: bob, key: 'k1' })).status).toBe(200);
    expect(emailTopics.asked).toHaveLength(1);
  });

  it.each([
    [{ phone: '+15550100001' }, true],
    [{ phone: '+1234567' }, true],
    [{ phone: '+123456' }, false],
    [{ phone: '+123456789012345' }, true],
    [{ phone: '+1234567890123456' }, false],
    [{ phone: '+05550100001' }, false],
    [{ phone: '15550100001' }, false],
    [{ phone: '+1 555 010 0001' }, false],
    [{ email: 'a@b.co' }, true],
    [{ email: 'a@b' }, false],
    [{ email: 'a b@c.de' }, false],
    [{ email: 'a@b.co\nBcc: x@y.z' }, false],
    [{ email: `${'a'.repeat(64)}@${'b'.repeat(60)}.com` }, true],
    [{ email: `${'a'.repeat(65)}@b.com` }, false],
    [{}, false],
    [{ phone: null }, false],
  ])('are reached by what can be reached: %o is taken: %s', async (reach, isTaken) => {
    const { call, manager, path } = await makeHouse();
    const reply = await call(manager, residentsRoute, { path, body: { name: 'Bob', unit: '3A', ...reach }, key: 'k' });
    expect(reply.status).toBe(isTaken ? 201 : 400);
  });

  const residentRoute = 'PATCH /v1/sites/{siteId}/residents/{residentId}';
  const dayMs = 86_400_000;
  /** Ada, who has a phone, and what changes her. */
  async function ada() {
    const house = await makeHouse();
    const path = { ...house.path, residentId: house.residentId };
    const change = (body: unknown) => house.call(house.manager, residentRoute, { path, body });
    const row = async () => (await house.registry.residents.read(path as never))!;
    return { ...house, change, row };
  }

  it('change in what is sent and in nothing else', async () => {
    const { change, residentId } = await ada();
    const now = {
      residentId,
      name: 'Ada Lovelace',
      unit: '12B',
      language: 'en',
      phone: '+15550100001',
      status: 'active',
    };
    expect((await change({})).body).toEqual(now);
    expect((await change({ language: 'es' })).body).toEqual({ ...now, language: 'es' });
    const moved = { ...now, language: 'es', name: '👩🏽‍🚀 דוד', unit: '7' };
    expect((await change({ name: '👩🏽‍🚀 דוד', unit: '7' })).body).toEqual(moved);
    expect((await change({ phone: '+15550100009' })).body).toEqual({ ...moved, phone: '+15550100009' });
  });

  it('who can reach no high door are so until it is said otherwise', async () => {
    const { change } = await ada();
    expect((await change({ needsLowDoor: true })).body['needsLowDoor']).toBe(true);
    expect((await change({ name: 'Ada' })).body['needsLowDoor']).toBe(true);
    expect((await change({ needsLowDoor: false })).body['needsLowDoor']).toBe(false);
  });

  it('who change their email are asked anew, by a topic that the old address does not hear of', async () => {
    const { change, row, emailTopics, directory } = await ada();
    await change({ email: 'ada@example.com' });
    const { emailTopic } = await row();
    await directory.noteEmail(await row(), 'confirmed');
    expect((await change({ name: 'Ada' })).body).toMatchObject({ email: 'ada@example.com', emailState: 'confirmed' });
    expect((await change({ email: 'ada@example.org' })).body).toMatchObject({ emailState: 'unconfirmed' });
    expect((await row()).emailTopic).not.toBe(emailTopic);
    expect(emailTopics.removed).toEqual([emailTopic]);
    await change({ email: 'ada@example.org' }); // The first mail was not found, or its link was too old.
    expect(emailTopics.asked.map(({ email }) => email)).toEqual([
      'ada@example.com',
      'ada@example.org',
      'ada@example.org',
    ]);
    const { body } = await change({ email: null });
    expect(Object.keys(body)).not.toContain('emailState');
    expect(await row()).not.toHaveProperty('emailTopic');
  });

  it('keep one way at least to be told', async () => {
    const { change } = await ada();
    const gone = await change({ phone: null });
    expect([gone.status, codeOf(gone)]).toEqual([409, 'needs-contact']);
    expect((await change({ phone: null, email: 'ada@example.com' })).body).not.toHaveProperty('phone');
  });

  it('opt out of a channel or of reminders, and in again, and keep it through other changes', async () => {
    const { change, row } = await ada();
    expect((await change({ optOuts: ['reminders', 'sms', 'sms'] })).body['optOuts']).toEqual(['reminders', 'sms']);
    expect((await change({ unit: '7' })).body['optOuts']).toEqual(['reminders', 'sms']);
    // Theirs to say, also where nothing is left to tell them by.
    expect((await change({ optOuts: ['email', 'sms', 'reminders'] })).status).toBe(200);
    expect((await change({ optOuts: [] })).body).not.toHaveProperty('optOuts');
    expect(await row()).not.toHaveProperty('optOuts');
  });

  it('show that their number answered STOP, which says nothing of the next one they have', async () => {
    const { change, row, directory } = await ada();
    await directory.noteSms(await row(), 'opted-out');
    const { body } = await change({ unit: '7' });
    expect(body['smsState']).toBe('opted-out');
    expect((await change({ phone: String(body['phone']) })).body['smsState']).toBe('opted-out');
    expect((await change({ phone: '+12025550177' })).body).not.toHaveProperty('smsState');
  });

  it('are put on hold until an instant, and taken off it: then it ends now, not before', async () => {
    const { change, clock } = await ada();
    const untilMs = clock.now + 14 * dayMs;
    expect((await change({ holdUntilMs: untilMs })).body['holdUntilMs']).toBe(untilMs);
    expect((await change({ unit: '7' })).body['holdUntilMs']).toBe(untilMs);
    clock.now += dayMs;
    const { body } = await change({ holdUntilMs: null });
    expect(body['holdUntilMs']).toBe(clock.now);
    clock.now += dayMs;
    expect((await change({ holdUntilMs: null })).body['holdUntilMs']).toBe(clock.now - dayMs);
  });

  it('are on hold for a year at most; one who never was has none to end', async () => {
    const { change, clock } = await ada();
    const tooLong = await change({ holdUntilMs: clock.now + 366 * dayMs + 1 });
    expect([tooLong.status, codeOf(tooLong)]).toEqual([409, 'hold-too-long']);
    expect((await change({ holdUntilMs: null })).body).not.toHaveProperty('holdUntilMs');
  });

  it('keep both of two changes that are made at once', async () => {
    const { change, row } = await ada();
    const both = await Promise.all([change({ unit: '7' }), change({ language: 'fr' })]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await row()).toMatchObject({ unit: '7', language: 'fr' });
  });

  it.each([
    { phone: '12' },
    { phone: 'none' },
    { email: 'ada' },
    { language: 'xx' },
    { name: '' },
    { name: null },
    { holdUntilMs: -1 },
    { holdUntilMs: 'soon' },
    { emailState: 'confirmed' },
    { smsState: 'reachable' },
    { optOuts: ['post'] },
    { optOuts: 'sms' },
    { emailTopic: 'arn' },
  ])('cannot be given %o', async (body) => {
    const { change } = await ada();
    expect((await change(body)).status).toBe(400);
  });

  it('of another site are not there, and change nothing', async () => {
    const { call, residentId } = await makeHouse();
    await call(operator, 'POST /v1/sites', { body: { siteId: 'site-2', name: 'Other' } });
    const path = { siteId: 'site-2', residentId };
    expect((await call(operator, 'GET /v1/sites/{siteId}/residents/{residentId}', { path })).status).toBe(404);
    expect((await call(operator, residentRoute, { path, body: { unit: '1' } })).status).toBe(404);
  });
});

describe('residents who leave', () => {
  const dayMs = 86_400_000;
  const moveOutRoute = 'POST /v1/sites/{siteId}/residents/{residentId}/move-out';
  const one = '/v1/sites/{siteId}/residents/{residentId}';
  async function leaving() {
    const house = await makeHouse();
    const path = { ...house.path, residentId: house.residentId };
    const request = (route: string, body?: unknown) => house.call(house.manager, route, { path, body });
    const status = async () => (await request(`GET ${one}`)).body['status'];
    const announce = async () => {
      const body = { trackingNumber: 'LATE', residentId: house.residentId };
      return house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', { path: house.path, body });
    };
    return { ...house, request, status, announce };
  }

  it('are taken parcels for until the grace is over, and then are former', async () => {
    const { request, status, announce, clock } = await leaving();
    const atMs = clock.now + 3 * dayMs;
    const { body } = await request(moveOutRoute, { atMs, graceDays: 2 });
    expect([body['movesOutAtMs'], body['takesParcelsUntilMs']]).toEqual([atMs, atMs + 2 * dayMs]);
    expect(await status()).toBe('active');
    clock.now = atMs;
    expect(await status()).toBe('moved-out');
    clock.now = atMs + 2 * dayMs - 1;
    expect(await status()).toBe('moved-out');
    clock.now += 1;
    expect(await status()).toBe('former');
    const late = await announce();
    expect([late.status, codeOf(late)]).toEqual([409, 'unknown-resident']);
  });

  it('are no recipients of what a courier brings later, announced or not', async () => {
    const house = await leaving();
    expect((await house.announce()).status).toBe(201);
    await house.request(moveOutRoute, { graceDays: 0 });
    expect(await house.request(`GET ${one}`)).toMatchObject({ body: { status: 'former' } });
    expect(await house.request(moveOutRoute, { graceDays: 0 })).toMatchObject({ status: 200 });
    await house.tell({
      type: 'deposit-requested',
      requestId: 'walk-in',
      courierCode: house.courierCode,
      recipient: { unit: '12B' },
      size: 'S',
    });
    await house.ask('LATE');
    expect(house.bankLink.sent.filter(({ command }) => command.type === 'open')).toEqual([]);
  });

  it('fetch what lies there with the code they have', async () => {
    const house = await leaving();
    const { parcelId } = await storedParcel(house);
    await house.request(moveOutRoute, { graceDays: 0 });
    const path = { ...house.path, parcelId };
    const { body } = await house.call(house.manager, 'GET /v1/sites/{siteId}/parcels/{parcelId}', { path });
    expect(body['state']).toBe('stored');
  });

  it('leave at most a year ahead', async () => {
    const { request, clock } = await leaving();
    expect((await request(moveOutRoute, { atMs: clock.now + 366 * dayMs })).status).toBe(200);
    expect(codeOf(await request(moveOutRoute, { atMs: clock.now + 366 * dayMs + 1 }))).toBe('invalid-body');
    expect((await request(moveOutRoute, { graceDays: 91 })).status).toBe(400);
  });

  it('are erased with all that tells who they were, once and again', async () => {
    const { request, registry, directory, path, residentId, emailTopics, call, manager } = await leaving();
    await request(`PATCH ${one}`, { email: 'ada@example.com' });
    const topic = (await registry.residents.read({ ...path, residentId } as never))?.emailTopic;
    expect((await request(`DELETE ${one}`)).status).toBe(204);
    expect((await request(`DELETE ${one}`)).status).toBe(204);
    expect(emailTopics.removed).toEqual([topic]);
    expect((await request(`GET ${one}`)).status).toBe(404);
    expect(codeOf(await request(`PATCH ${one}`, { unit: '1' }))).toBe('not-found');
    expect((await call(manager, 'GET /v1/sites/{siteId}/residents', { path })).body['items']).toEqual([]);
    expect(await directory.resident('site-1' as never, residentId as never)).toBeUndefined();
    expect(await directory.residentsOfUnit('site-1' as never, '12B')).toEqual([]);
  });

  it('are not erased while a parcel of theirs lies in a door; afterwards its custody log still verifies', async () => {
    const house = await leaving();
    const { compartmentId } = await storedParcel(house);
    const refused = await house.request(`DELETE ${one}`);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'resident-has-parcels']);
    expect(await house.status()).toBe('active');
    const { code } = house.people.delivered.at(-1)!.text.body.match(/(?<code>\d{8})/)!.groups!;
    await house.tell({ type: 'pickup-requested', requestId: 'r1', code });
    const open = house.bankLink.sent.findLast(({ command }) => command.type === 'open')!.command;
    await house.close(compartmentId, open.commandId, 2, [440, 500]);
    expect((await house.request(`DELETE ${one}`)).status).toBe(204);
    const { door } = (await house.doors.load({ bankId: 'bank-1', compartmentId } as never))!;
    const rows = await house.custody.read(door.chain.id);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.map(hashOfRow)).toEqual(rows.map(({ hash }) => hash));
    expect(JSON.stringify(rows)).not.toMatch(/Ada|Lovelace|5550100001/);
    // What is still to fire knows ids, and the code opens nothing.
    expect(JSON.stringify(house.timers.pending())).not.toMatch(/Ada|Lovelace|5550100001|12B/);
    await house.tell({ type: 'pickup-requested', requestId: 'r2', code });
    const screen = house.bankLink.sent.findLast(({ command }) => command.type === 'display')!.command;
    expect(screen.fields['code']).toBe('unknown-code');
  });

  it('of another site are neither moved out nor erased', async () => {
    const { call, residentId, registry, path } = await leaving();
    await call(operator, 'POST /v1/sites', { body: { siteId: 'site-2', name: 'Other' } });
    const there = { siteId: 'site-2', residentId };
    expect((await call(operator, moveOutRoute, { path: there, body: {} })).status).toBe(404);
    expect((await call(operator, `DELETE ${one}`, { path: there })).status).toBe(204);
    expect(await registry.residents.read({ ...path, residentId } as never)).toBeDefined();
  });
});

describe('couriers', () => {
  const hourMs = 3_600_000;

  it('get a code of eight digits that is told in the answer and kept nowhere', async () => {
    const { call, manager, path, clock, directory, secrets } = await makeHouse();
    const made = await call(manager, couriersRoute, { path, body: { name: 'Dee' }, key: 'k1' });
    expect(made.status).toBe(201);
    const { code, courierId, ...rest } = made.body as { code: string; courierId: string };
    expect(code).toMatch(/^\d{8}$/);
    expect(rest).toEqual({
      name: 'Dee',
      validFromMs: clock.now,
      validUntilMs: clock.now + 12 * hourMs,
      revoked: false,
    });
    const found = await directory.courierByCode(await secrets.lookupKey('courier:site-1', code));
    expect(found?.id).toBe(courierId);
    expect(JSON.stringify(found)).not.toContain(code);
    const list = await call(manager, 'GET /v1/sites/{siteId}/couriers', { path });
    expect(JSON.stringify(list.body)).toContain(courierId);
    expect(JSON.stringify(list.body)).not.toContain(code);
  });

  it('have the same code in the answer to the same request, an hour later too', async () => {
    const { call, manager, path, clock } = await makeHouse();
    const create = (body: unknown) => call(manager, couriersRoute, { path, body, key: 'k1' });
    const made = await create({ name: 'Dee', validForHours: 2 });
    clock.now += hourMs;
    const again = await create({ name: 'Dee', validForHours: 2 });
    expect([again.status, again.body]).toEqual([200, made.body]);
    expect(codeOf(await create({ name: 'Dee', validForHours: 3 }))).toBe('idempotency-key-reused');
  });

  it('whose digits another courier of the site has get the next ones', async () => {
    const house = await makeHouse();
    const { call, manager, path } = house;
    const real = await house.secrets.issuing();
    house.secrets.issuing = async () => ({
      ...real,
      pickupCode: async (id, generation) => (generation === 1 ? '00000001' : real.pickupCode(id, generation)),
    });
    const create = (key: string) => call(manager, couriersRoute, { path, body: { name: 'Dee' }, key });
    expect(codeOf(await create('k1'))).toBe('00000001');
    const second = codeOf(await create('k2'));
    expect(second).not.toBe('00000001');
    expect(codeOf(await create('k2'))).toBe(second);
  });

  it('whose right is taken away open nothing any more, and stay so', async () => {
    const house = await makeHouse();
    const { call, manager, path, ask, courierCode } = house;
    const { items } = (await call(manager, 'GET /v1/sites/{siteId}/couriers', { path })).body as {
      items: { courierId: string }[];
    };
    const revoke = (courierId: string) =>
      call(manager, 'POST /v1/sites/{siteId}/couriers/{courierId}/revoke', { path: { ...path, courierId } });
    const { courierId } = items[0]!;
    for (let time = 0; time < 2; time++)
      expect(await revoke(courierId)).toMatchObject({ status: 200, body: { courierId, revoked: true } });
    expect((await revoke('nobody')).status).toBe(404);
    const body = { trackingNumber: 'TN1', residentId: house.residentId };
    await call(manager, 'POST /v1/sites/{siteId}/parcels', { path, body });
    expect(courierCode).toMatch(/^\d{8}$/);
    expect(await ask('TN1')).toBeUndefined();
  });

  it('are let in from the first instant of their time to the last, and not a moment more', async () => {
    const house = await makeHouse();
    const { call, manager, path, clock } = house;
    const validFromMs = clock.now + hourMs;
    const made = await call(manager, couriersRoute, {
      ...{ path, key: 'k1' },
      body: { name: 'Dee', validFromMs, validForHours: 2 },
    });
    const courierCode = String(made.body['code']);
    const about = { type: 'deposit-requested', courierCode, recipient: { unit: '12B' }, size: 'S' } as const;
    const screens: unknown[] = [];
    for (const at of [validFromMs - 1, validFromMs, validFromMs + 2 * hourMs - 1, validFromMs + 2 * hourMs]) {
      clock.now = at;
      await house.tell({ ...about, requestId: `r-${at}` });
      screens.push(house.bankLink.sent.findLast(({ command }) => command.type === 'display')!.command.fields['code']);
    }
    expect(screens).toEqual(['unknown-courier', 'door-open', 'door-open', 'unknown-courier']);
  });

  it.each([
    { validForHours: 0 },
    { validForHours: 745 },
    { validForHours: 1.5 },
    { validFromMs: -1 },
    { validFromMs: 253_402_300_800_000 },
    { validFromMs: 1_800_000_000_000 + 61 * 24 * hourMs },
    { code: '12345678' },
    { phone: 'none' },
  ])('are refused %o', async (change) => {
    const { call, manager, path } = await makeHouse();
    const reply = await call(manager, couriersRoute, { path, body: { name: 'Dee', ...change }, key: 'k' });
    expect([reply.status, codeOf(reply)]).toEqual([400, 'invalid-body']);
  });
});
