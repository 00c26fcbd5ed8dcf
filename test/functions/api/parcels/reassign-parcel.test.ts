import { describe, expect, it } from 'vitest';
import { handleTimer } from '../../../../app/handle.js';
import { makeHouse, storedParcel, type House, type Reply } from '../world.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const [adasPhone, bobsPhone] = ['+15550100001', '+15550100009'];

const act = (house: House, verb: string, parcelId: string, body: unknown, key: string) =>
  house.call(house.manager, `POST /v1/sites/{siteId}/parcels/{parcelId}/${verb}`, {
    path: { ...house.path, parcelId },
    body,
    key,
  });
const reassign = (house: House, parcelId: string, residentId: string, key = 'k', reason = 'wrong name') =>
  act(house, 'reassign', parcelId, { residentId, reason }, key);
const refusal = ({ status, body }: Reply) => [status, body['code']];
const stayOf = async (house: House) =>
  (await house.doors.load({ bankId: 'bank-1' as never, compartmentId: 'A01' as never }))?.door.stay;
const codeOf = (text: string): string => /\b\d{8}\b/.exec(text)?.[0] ?? '';
const told = (house: House) => house.people.delivered.map(({ kind, to }) => `${kind} ${to}`);
const eventsOf = async (house: House) =>
  (await house.custody.read((await stayOf(house))?.id ?? '')).flatMap(({ events }) => events);

async function resident(house: House, name: string, phone: string): Promise<string> {
  const { body } = await house.call(house.manager, 'POST /v1/sites/{siteId}/residents', {
    path: house.path,
    body: { name, unit: '3A', phone },
    key: name,
  });
  return String(body['residentId']);
}

async function announced(house: House, trackingNumber = 'TN-9'): Promise<string> {
  const { body } = await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', {
    path: house.path,
    body: { trackingNumber, residentId: house.residentId },
  });
  return String(body['parcelId']);
}

const enter = (house: House, code: string, requestId: string) =>
  house.tell({ type: 'pickup-requested', requestId, code });
const screen = (house: House) => house.bankLink.sent.findLast(({ command }) => command.type === 'display')?.command;

describe.each([
  ['stored', async (house: House) => (await storedParcel(house)).parcelId],
  ['announced', (house: House) => announced(house)],
])('a parcel that is %s, and is theirs already', (_, parcelOf) => {
  it('is as it was read, or whoever asks is told that it is not: the same request again is that request', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const parcelId = await parcelOf(house);
    const path = { ...house.path, parcelId };
    const read = async () =>
      (await house.call(house.manager, 'GET /v1/sites/{siteId}/parcels/{parcelId}', { path })).headers['etag']!;
    const give = (key: string, etag: string) =>
      house.call(house.manager, 'POST /v1/sites/{siteId}/parcels/{parcelId}/reassign', {
        ...{ path, body: { residentId: bob, reason: 'wrong name' }, key },
        headers: { 'if-match': etag },
      });
    const before = await read();
    expect((await give('k', before)).status).toBe(200);
    expect((await give('k', before)).status).toBe(200);
    expect(refusal(await give('k2', before))).toEqual([412, 'changed-since-read']);
    expect((await give('k2', await read())).status).toBe(200);
    expect((await give('k2', '*')).status).toBe(200);
  });
});

describe('a stored parcel that is another resident’s', () => {
  it('is told to the other with a new code, and the one before is told that it is not theirs', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const { parcelId } = await storedParcel(house);
    const oldCode = codeOf(house.people.delivered.at(-1)!.text.body);
    house.clock.now += 30 * hourMs;
    const reply = await reassign(house, parcelId, bob);
    expect([reply.status, reply.body['residentId'], reply.body['state']]).toEqual([200, bob, 'stored']);
    expect(told(house)).toEqual([
      `parcel-stored ${adasPhone}`,
      `parcel-stored ${bobsPhone}`,
      `parcel-reassigned ${adasPhone}`,
    ]);
    const [, toBob, toAda] = house.people.delivered.map(({ text }) => text.body);
    expect(toAda).not.toMatch(/\d{8}|Bob/);
    const newCode = codeOf(toBob!);
    expect(newCode).not.toBe(oldCode);

    await enter(house, oldCode, 'r1');
    expect(screen(house)?.fields['code']).toBe('unknown-code');
    house.clock.now += hourMs;
    await enter(house, newCode, 'r2');
    expect(screen(house)?.fields['code']).toBe('pickup-open');
  });

  it('says in the custody log who, why and when, once a key', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const cat = await resident(house, 'Cat', '+15550100010');
    const { parcelId } = await storedParcel(house);
    const atMs = house.clock.now;
    await reassign(house, parcelId, bob);
    const first = { type: 'parcel-reassigned', residentId: bob, fromResidentId: house.residentId };
    const who = { actor: 'manager-of-site-1', reason: 'wrong name', atMs, generation: 2 };
    expect((await eventsOf(house)).at(-1)).toMatchObject({ ...first, ...who });
    expect((await reassign(house, parcelId, bob)).status).toBe(200);
    expect(refusal(await reassign(house, parcelId, cat))).toEqual([409, 'idempotency-key-reused']);
    await reassign(house, parcelId, cat, 'k2');
    // The first request once more, late: it was done, and is not done again.
    expect((await reassign(house, parcelId, bob)).body['residentId']).toBe(cat);
    expect((await eventsOf(house)).filter(({ type }) => type === 'parcel-reassigned')).toHaveLength(2);
    expect((await stayOf(house))?.generation).toBe(3);
  });

  it('is so once a key also where it was moved to another door since, and so is a move', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const { parcelId } = await storedParcel(house);
    await reassign(house, parcelId, bob);
    await reassign(house, parcelId, house.residentId, 'k2');
    const lastOpen = () => house.bankLink.sent.findLast(({ command }) => command.type === 'open')!.command.commandId;
    const moves = async (key: string, [from, to]: [string, string], cycles: [number, number]) => {
      await act(house, 'move', parcelId, { reason: 'r', compartmentId: to }, key);
      await house.close(from, lastOpen(), cycles[0], [440, 500]);
      await house.close(to, lastOpen(), cycles[1], [500, 440]);
    };
    await moves('m', ['A01', 'A02'], [2, 1]);
    const late = await reassign(house, parcelId, bob);
    expect([late.status, late.body['residentId']]).toEqual([200, house.residentId]);
    await moves('m2', ['A02', 'A01'], [2, 3]);
    const opens = house.bankLink.sent.length;
    expect((await act(house, 'move', parcelId, { reason: 'r', compartmentId: 'A02' }, 'm')).body).toMatchObject({
      state: 'stored',
    });
    expect(house.bankLink.sent).toHaveLength(opens);
  });

  it('waits for them as if it had just come: no hold or extension of the other counts, nor that it was overdue', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const { parcelId } = await storedParcel(house);
    await act(house, 'extend', parcelId, { untilMs: house.clock.now + 7 * dayMs, reason: 'r' }, 'e');
    await act(house, 'hold', parcelId, { untilMs: house.clock.now + 5 * dayMs, reason: 'r' }, 'h');
    await act(house, 'return', parcelId, { reason: 'not wanted' }, 'r');
    house.clock.now += 4 * dayMs;
    const atMs = house.clock.now;
    const { body } = await reassign(house, parcelId, bob);
    expect([body['heldUntilMs'], body['extendedUntilMs']]).toEqual([undefined, undefined]);
    const { state, forReturn, storedAtMs } = (await stayOf(house))!;
    expect([state, forReturn, storedAtMs]).toEqual(['stored', undefined, atMs - 4 * dayMs]);
    const pending = house.timers.pending().filter(({ timer }) => timer.kind === 'next-step');
    expect(pending.map(({ atMs: due }) => due)).toEqual([atMs + dayMs]);
    house.clock.now += dayMs;
    const times = { occurredAtMs: house.clock.now, receivedAtMs: house.clock.now, nowMs: house.clock.now };
    await handleTimer(house, pending[0]!.timer, { ...times, ageKnown: true }, { by: 't', isRetried: true });
    expect(told(house).at(-1)).toBe(`reminder ${bobsPhone}`);
  });

  it('is not taken from somebody who stands at the door', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const { parcelId } = await storedParcel(house);
    await enter(house, codeOf(house.people.delivered.at(-1)!.text.body), 'r1');
    expect(refusal(await reassign(house, parcelId, bob))).toEqual([409, 'not-now']);
    expect(told(house)).toEqual([`parcel-stored ${adasPhone}`]);
  });

  it('is missing where late news says that the one before took it: it is nobody’s pickup', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const { parcelId } = await storedParcel(house);
    await enter(house, codeOf(house.people.delivered.at(-1)!.text.body), 'r1');
    const { commandId } = house.bankLink.sent.findLast(({ command }) => command.type === 'open')!.command;
    // The bank falls silent with Ada at the door, and her visit ends unheard of.
    house.clock.now += hourMs;
    for (const { timer } of house.timers.due(house.clock.now)) {
      const times = { occurredAtMs: house.clock.now, receivedAtMs: house.clock.now, nowMs: house.clock.now };
      await handleTimer(house, timer, { ...times, ageKnown: true }, { by: 't', isRetried: true });
    }
    expect((await reassign(house, parcelId, bob)).body).toMatchObject({ residentId: bob, state: 'stored' });
    await house.close('A01', commandId, 2, [440, 500]);
    expect((await stayOf(house))?.state).toBe('missing');
    const { items } = await house.incidents.list('site-1' as never, { limit: 9 });
    expect(items.map(({ cause }) => cause)).toContain('ghost');
  });

  it('of whom no channel reaches is told to the manager, though the one before was reached', async () => {
    const house = await makeHouse();
    await house.call(house.manager, 'PATCH /v1/sites/{siteId}', {
      path: house.path,
      body: { manager: { phone: '+15550100020' } },
    });
    const bob = await resident(house, 'Bob', bobsPhone);
    const { parcelId } = await storedParcel(house);
    house.people.optedOut.add(bobsPhone);
    await reassign(house, parcelId, bob);
    expect(told(house)).toContain('resident-unreachable +15550100020');
  });
});

describe('an announced parcel', () => {
  it('is another resident’s without a word to anybody, and the courier’s deposit is theirs', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const parcelId = await announced(house);
    const reply = await reassign(house, parcelId, bob);
    const one = { residentId: bob, fromResidentId: house.residentId, by: 'manager-of-site-1', reason: 'wrong name' };
    expect(reply.body).toMatchObject({ residentId: bob, state: 'announced', reassigned: [one] });
    expect(told(house)).toEqual([]);
    const open = await house.ask('TN-9');
    await house.close(open!.compartmentId!, open!.commandId, 1, [600, 300]);
    expect(told(house)).toEqual([`parcel-stored ${bobsPhone}`]);
  });

  it('is so once a key, also if another came between', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const parcelId = await announced(house);
    await reassign(house, parcelId, bob);
    await reassign(house, parcelId, house.residentId, 'k2');
    expect((await reassign(house, parcelId, bob)).body['residentId']).toBe(house.residentId);
    expect(refusal(await reassign(house, parcelId, bob, 'k', 'other'))).toEqual([409, 'idempotency-key-reused']);
    const { body } = await reassign(house, parcelId, bob, 'k3');
    expect([body['residentId'], (body['reassigned'] as unknown[]).length]).toEqual([bob, 3]);
  });

  it('is theirs already and so it stays: nothing is written, and the latest eight who had it are known', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const parcelId = await announced(house);
    await reassign(house, parcelId, house.residentId);
    expect((await house.parcels.read(parcelId as never))?.version).toBe(1);
    for (let i = 0; i < 9; i++) await reassign(house, parcelId, i % 2 ? house.residentId : bob, `k${i}`, `no ${i}`);
    const { reassigned } = (await reassign(house, parcelId, bob, 'again')).body as { reassigned: { reason: string }[] };
    expect(reassigned.map(({ reason }) => reason)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((i) => `no ${i}`));
  });

  it('is not so once it was withdrawn, or while a courier has its door open', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const withdrawn = await announced(house, 'TN-1');
    await act(house, 'cancel', withdrawn, { reason: 'r' }, 'c');
    expect(refusal(await reassign(house, withdrawn, bob))).toEqual([409, 'not-now']);
    const parcelId = await announced(house);
    const open = await house.ask('TN-9');
    expect(refusal(await reassign(house, parcelId, bob))).toEqual([409, 'not-now']);
    // Nothing was put in: it may come again, and then for whom it is.
    await act(house, 'cancel', parcelId, { reason: 'r' }, 'c2');
    expect(open).toBeDefined();
    expect((await reassign(house, parcelId, bob, 'k2')).body).toMatchObject({ residentId: bob, state: 'cancelled' });
  });

  it('that becomes another’s while its deposit is on the way is asked for anew, and never told to the wrong one', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const parcelId = await announced(house);
    const { free } = house.doors;
    // Between the look at whose it is and the claim.
    house.doors.free = async (bankId) => {
      house.doors.free = free;
      await reassign(house, parcelId, bob);
      return free.call(house.doors, bankId);
    };
    await house.ask('TN-9');
    expect(screen(house)?.fields['code']).toBe('too-late');
    await house.tell({
      type: 'deposit-requested',
      requestId: 'again',
      courierCode: house.courierCode,
      recipient: { trackingNumber: 'TN-9' },
      size: 'S',
    });
    expect((await stayOf(house))?.residentId).toBe(bob);
  });
});

describe('whom a parcel can be given to', () => {
  it('is a resident of the site who takes parcels', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const { parcelId } = await storedParcel(house);
    expect(refusal(await reassign(house, parcelId, 'nobody'))).toEqual([409, 'unknown-resident']);
    const moveOut = { atMs: house.clock.now - dayMs, graceDays: 0 };
    const path = { ...house.path, residentId: bob };
    await house.call(house.manager, 'POST /v1/sites/{siteId}/residents/{residentId}/move-out', { path, body: moveOut });
    expect(refusal(await reassign(house, parcelId, bob))).toEqual([409, 'unknown-resident']);
    expect(refusal(await reassign(house, 'nobodys', bob))).toEqual([404, 'not-found']);
  });

  it('may leave after it: the same request again is that request', async () => {
    const house = await makeHouse();
    const bob = await resident(house, 'Bob', bobsPhone);
    const parcelId = await announced(house);
    await reassign(house, parcelId, bob);
    const body = { atMs: house.clock.now - dayMs, graceDays: 0 };
    const path = { ...house.path, residentId: bob };
    await house.call(house.manager, 'POST /v1/sites/{siteId}/residents/{residentId}/move-out', { path, body });
    expect((await reassign(house, parcelId, bob)).status).toBe(200);
  });
});
