import { beforeEach, describe, expect, it } from 'vitest';
import { handleTimer } from '../../../../app/handle.js';
import { bankBody, makeHouse, operator, person, storedParcel, type House, type Reply } from '../world.js';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const refusal = ({ status, body }: Reply) => [status, body['code']];
const labels = Array.from({ length: 14 }, (_, i) => `B${String(i + 1).padStart(2, '0')}`);
const second = person('second-manager');

let house: House;
let parcelId: string;
/** A house with a parcel, a second bank, of fourteen doors, and a second manager; all of its people are that for a day. */
beforeEach(async () => {
  house = await makeHouse();
  ({ parcelId } = await storedParcel(house));
  const doors = labels.map((compartmentId) => ({ compartmentId, size: 'S', accessible: false }));
  const body = bankBody('bank-2', { doors, controllerId: 'ctl-2' });
  const made = await house.call(house.manager, 'POST /v1/sites/{siteId}/banks', { path: house.path, body });
  expect(made.status).toBe(201);
  await house.call(operator, 'PUT /v1/sites/{siteId}/members/{subject}', {
    path: { ...house.path, subject: 'second-manager' },
    body: { role: 'manager' },
  });
  house.clock.now += dayMs;
});

const ask = (who = house.manager, key = 'k', reason = 'the power is off', bankId = 'bank-2') =>
  house.call(who, 'POST /v1/banks/{bankId}/open-all', { path: { bankId }, body: { reason }, key });
const confirm = (openAllId: unknown, who = second, bankId = 'bank-2') =>
  house.call(who, 'POST /v1/banks/{bankId}/open-all/{openAllId}/confirm', {
    path: { bankId, openAllId: String(openAllId) },
    body: { reason: 'I know of it' },
  });
const read = (openAllId: unknown) =>
  house.call(house.manager, 'GET /v1/banks/{bankId}/open-all/{openAllId}', {
    path: { bankId: 'bank-2', openAllId: String(openAllId) },
  });
const opened = () =>
  house.bankLink.sent
    .filter(({ command, bankId }) => command.type === 'open' && bankId === 'bank-2')
    .map(({ command }) => command.compartmentId);

/** Time goes by, and its timers fire, each of them twice. */
async function run(minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    house.clock.now += minuteMs;
    for (const { timer } of house.timers.due(house.clock.now)) {
      const nowMs = house.clock.now;
      const times = { occurredAtMs: nowMs, receivedAtMs: nowMs, nowMs, ageKnown: true };
      for (const by of ['t1', 't2']) await handleTimer(house, timer, times, { by, isRetried: true });
    }
  }
}

describe('opening all doors of a bank', () => {
  it('takes two people: one asks, and nothing opens before another one confirms', async () => {
    const asked = await ask();
    expect([asked.status, asked.body]).toEqual([
      202,
      {
        openAllId: asked.body['openAllId'],
        state: 'asked',
        ...{ by: 'manager-of-site-1', reason: 'the power is off' },
        ...{ askedAtMs: house.clock.now, expiresAtMs: house.clock.now + 10 * minuteMs },
      },
    ]);
    await run(5);
    expect(opened()).toEqual([]);
    const confirmed = await confirm(asked.body['openAllId']);
    expect([confirmed.status, confirmed.body['state'], confirmed.body['confirmed']]).toEqual([
      202,
      'confirmed',
      { by: 'second-manager', reason: 'I know of it', atMs: house.clock.now },
    ]);
    expect((await read(asked.body['openAllId'])).body).toEqual(confirmed.body);
  });

  it('is paced: six doors at once, and six more every two minutes, each once', async () => {
    const { body } = await ask();
    await confirm(body['openAllId']);
    expect(opened()).toEqual(labels.slice(0, 6));
    await run(1);
    expect(opened()).toHaveLength(6);
    await run(1);
    // A timer that fires twice sends a command again, under its own id: the bank obeys it once.
    expect([...new Set(opened())]).toEqual(labels.slice(0, 12));
    await run(30);
    expect(new Set(opened())).toEqual(new Set(labels));
    const ids = house.bankLink.sent.filter(({ bankId }) => bankId === 'bank-2').map(({ command }) => command.commandId);
    expect(new Set(ids).size).toBe(14);
    // Nor did the guard against mass opening take it for one: it was not counted to the person who asked.
    expect((await house.guards.read('bank-2' as never)).opensStopped).toBeUndefined();
    const one = await house.call(house.manager, 'POST /v1/banks/{bankId}/commands', {
      path: { bankId: 'bank-1' },
      body: { type: 'open', compartmentId: 'A01', reason: 'r' },
      key: 'c',
    });
    expect(one.status).toBe(201);
  });

  it('is not confirmed by who asked, under no role of theirs', async () => {
    const { body } = await ask();
    expect(refusal(await confirm(body['openAllId'], house.manager))).toEqual([409, 'same-person']);
    await run(5);
    expect(opened()).toEqual([]);
    // And a technician, who may open no door with a parcel in it, neither asks nor confirms.
    expect((await confirm(body['openAllId'], person('technician-of-site-1'))).status).toBe(403);
  });

  it('is not confirmed by whom the other made a manager today, nor by whoever made the one who asks', async () => {
    const third = person('third-manager');
    const give = async (role: string) => {
      const asked = { path: { ...house.path, subject: 'third-manager' }, body: { role } };
      expect((await house.call(house.manager, 'PUT /v1/sites/{siteId}/members/{subject}', asked)).status).toBe(200);
    };
    await give('manager');
    const { body } = await ask();
    expect(refusal(await confirm(body['openAllId'], third))).toEqual([403, 'role-too-new']);
    house.clock.now += dayMs - 1;
    expect(refusal(await ask(third, 'k3'))).toEqual([403, 'role-too-new']);
    const anew = await ask(house.manager, 'k4');
    expect(refusal(await confirm(anew.body['openAllId'], third))).toEqual([403, 'role-too-new']);
    expect(opened()).toEqual([]);
    house.clock.now += 1;
    expect((await confirm(anew.body['openAllId'], third)).status).toBe(202);
    // Given again, it is the role that they had; another one between begins the day anew.
    await give('manager');
    expect((await confirm(anew.body['openAllId'], third)).status).toBe(202);
    await give('viewer');
    await give('manager');
    expect(refusal(await ask(third, 'k5'))).toEqual([403, 'role-too-new']);
  });

  it('expires after ten minutes, and is asked for anew', async () => {
    const { body } = await ask();
    house.clock.now += 10 * minuteMs;
    expect((await read(body['openAllId'])).body['state']).toBe('asked');
    house.clock.now += 1;
    expect((await read(body['openAllId'])).body['state']).toBe('expired');
    expect(refusal(await confirm(body['openAllId']))).toEqual([409, 'open-all-expired']);
    const anew = await ask(house.manager, 'k2');
    expect(anew.status).toBe(202);
    expect(refusal(await confirm(body['openAllId']))).toEqual([404, 'not-found']);
    expect((await confirm(anew.body['openAllId'])).status).toBe(202);
  });

  it('is asked once a key, and one at a time', async () => {
    const { body } = await ask();
    expect((await ask()).body).toEqual(body);
    expect(refusal(await ask(house.manager, 'k', 'another'))).toEqual([409, 'idempotency-key-reused']);
    expect(refusal(await ask(second, 'k'))).toEqual([409, 'open-all-pending']);
    expect(refusal(await confirm('abcdefghijklmnop'))).toEqual([404, 'not-found']);
  });

  it('is confirmed by the first of two at once, and by none a second time', async () => {
    const { body } = await ask();
    const replies = await Promise.all([confirm(body['openAllId']), confirm(body['openAllId'], operator)]);
    expect(replies.map(({ status }) => status)).toEqual([202, 202]);
    expect(replies[0].body['confirmed']).toEqual(replies[1].body['confirmed']);
    await confirm(body['openAllId']);
    const ids = house.bankLink.sent.filter(({ bankId }) => bankId === 'bank-2').map(({ command }) => command.commandId);
    expect(new Set(ids).size).toBe(6);
    await run(10);
    expect(new Set(opened())).toEqual(new Set(labels));
    expect(house.timers.pending().filter(({ timer }) => timer.kind === 'open-all')).toEqual([]);
  });

  it('goes on where the first call ended before it opened anything', async () => {
    const { body } = await ask();
    const { list } = house.doors;
    house.doors.list = () => Promise.reject(new Error('the world failed'));
    expect((await confirm(body['openAllId'])).status).toBe(500);
    house.doors.list = list;
    expect(opened()).toEqual([]);
    house.clock.now += 11 * minuteMs;
    expect((await confirm(body['openAllId'])).status).toBe(202);
    expect(opened()).toEqual(labels.slice(0, 6));
  });

  it('stops where opens are stopped meanwhile, and is not asked for where they are', async () => {
    const { body } = await ask();
    await confirm(body['openAllId']);
    const commandId = house.bankLink.sent.findLast(({ bankId }) => bankId === 'bank-2')!.command.commandId;
    const refused = { type: 'command-result', commandId, outcome: 'refused', reason: 'mass-open', windows: [] };
    await house.tell({ ...refused, bankId: 'bank-2' });
    await run(10);
    expect(opened()).toHaveLength(6);
    expect(refusal(await ask(house.manager, 'k2'))).toEqual([409, 'opens-stopped']);
  });

  it('stops where opens of its site, or of one of the two, are stopped meanwhile, at whatever bank', async () => {
    for (const scope of ['site:site-1', 'person:second-manager', 'fleet']) {
      const { body } = await ask(house.manager, scope);
      house.bankLink.sent.length = 0;
      await confirm(body['openAllId']);
      expect(opened()).toHaveLength(6);
      await house.opens.stop(scope, { bankId: 'bank-1' as never, atMs: house.clock.now });
      await run(10);
      expect(opened()).toHaveLength(6);
      await house.opens.clear(scope, house.clock.now);
    }
  });

  it('is not taken up again by one of them alone, long after it was stopped', async () => {
    const { body } = await ask();
    await confirm(body['openAllId']);
    await house.opens.stop('site:site-1', { bankId: 'bank-1' as never, atMs: house.clock.now });
    await run(20);
    await house.opens.clear('site:site-1', house.clock.now);
    expect((await confirm(body['openAllId'])).status).toBe(202);
    await run(10);
    expect(opened()).toHaveLength(6);
  });

  it('ends where a timer comes too late: nobody stands there any more', async () => {
    const { body } = await ask();
    await confirm(body['openAllId']);
    house.clock.now += 3 * 60 * minuteMs;
    await run(5);
    expect(opened()).toHaveLength(6);
  });

  it('says in the custody log of each parcel who, why and when', async () => {
    const { body } = await ask(house.manager, 'k', 'water comes in', 'bank-1');
    await confirm(body['openAllId'], second, 'bank-1');
    const log = await house.call(house.manager, 'GET /v1/sites/{siteId}/parcels/{parcelId}/custody', {
      path: { ...house.path, parcelId },
    });
    const rows = log.body['rows'] as { events: object[]; committedAtMs: number }[];
    expect(rows.at(-1)).toMatchObject({
      committedAtMs: house.clock.now,
      events: [
        {
          type: 'open-given',
          by: { person: 'manager-of-site-1' },
          confirmedBy: 'second-manager',
          reason: 'water comes in',
        },
      ],
    });
    const commands = await house.call(house.manager, 'GET /v1/banks/{bankId}/commands', { path: { bankId: 'bank-1' } });
    expect((commands.body['items'] as { confirmedBy?: string }[]).map((one) => one.confirmedBy)).toEqual([
      'second-manager',
      'second-manager',
    ]);
  });
});
