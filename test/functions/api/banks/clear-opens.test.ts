import { beforeEach, describe, expect, it } from 'vitest';
import {
  bankBody,
  breakPort,
  makeHouse,
  managerOf,
  operator,
  person,
  siteWithMembers,
  type House,
  type Reply,
} from '../world.js';

const technician = person('technician-of-site-1');
const path = { bankId: 'bank-1' };
const refusal = ({ status, body }: Reply) => [status, body['code']];

let house: House;
const dayMs = 86_400_000;
/** Its people have been that for a day. */
beforeEach(async () => {
  house = await makeHouse();
  house.clock.now += dayMs;
});

const open = (key: number | string, who = house.manager, bankId = 'bank-1') =>
  house.call(who, 'POST /v1/banks/{bankId}/commands', {
    path: { bankId },
    body: { type: 'open', compartmentId: 'A02', reason: 'to clean it' },
    key: String(key),
  });
const clear = (who = technician, bankId = 'bank-1') =>
  house.call(who, 'POST /v1/banks/{bankId}/opens/clear', { path: { bankId }, body: { reason: 'looked into it' } });
const bank = async (who = house.manager) => (await house.call(who, 'GET /v1/banks/{bankId}', { path })).body;
const policy = (change: object) =>
  house.call(operator, 'PATCH /v1/sites/{siteId}/policy', { path: house.path, body: change });
/** Opens one door so often, as one person. */
async function openMany(times: number, who = house.manager, name = 'm'): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (let i = 1; i <= times; i++) {
    replies.push(await open(`${name}-${i}`, who));
    house.clock.now += 1_000;
  }
  return replies;
}
const statuses = (replies: Reply[]) => replies.map(({ status }) => status);
const sentOpens = () => house.bankLink.sent.filter(({ command }) => command.type === 'open').length;

describe('opens that one person gives', () => {
  it('stop at the first that is more than policy allows within an hour, which is not sent', async () => {
    await policy({ personOpensPerHourMax: 3 });
    expect(statuses(await openMany(4))).toEqual([201, 201, 201, 409]);
    expect(sentOpens()).toBe(3);
    expect(refusal(await open('m-5'))).toEqual([409, 'opens-stopped']);
    expect((await bank())['guard']).toMatchObject({
      opens: { stopped: { cause: 'mass-open', by: ['manager-of-site-1'], scopes: ['person:manager-of-site-1'] } },
    });
    expect(house.counters.counts['mass-open']).toBe(1);
    expect(house.counters.details['finding']).toMatchObject({
      cause: 'mass-open',
      status: 'standing',
      bankId: 'bank-1',
    });
  });

  it('stop for everybody at that bank, and for that person wherever they are', async () => {
    await policy({ personOpensPerHourMax: 3 });
    const bankId = 'bank-2';
    await house.call(house.manager, 'POST /v1/sites/{siteId}/banks', { path: house.path, body: bankBody(bankId) });
    await openMany(4);
    expect(refusal(await open('t-1', technician))).toEqual([409, 'opens-stopped']);
    const elsewhere = await open('m-9', house.manager, bankId);
    expect([...refusal(elsewhere), elsewhere.body['detail']]).toEqual([
      409,
      'opens-stopped',
      'they are cleared at bank bank-1',
    ]);
    expect((await open('t-1', technician, bankId)).status).toBe(201);
    await house.tell({
      type: 'deposit-requested',
      requestId: 'r',
      courierCode: house.courierCode,
      recipient: { unit: '12B' },
      size: 'S',
    });
    expect(house.bankLink.sent.at(-1)?.command.fields['code']).toBe('opens-stopped');
  });

  it('are counted for an hour', async () => {
    await policy({ personOpensPerHourMax: 3 });
    await openMany(3);
    house.clock.now += 3_600_000;
    expect(statuses(await openMany(3, house.manager, 'later'))).toEqual([201, 201, 201]);
  });

  it('count once a command: a retry is no further open', async () => {
    await policy({ personOpensPerHourMax: 2 });
    for (const key of ['a', 'a', 'a', 'b', 'b']) expect((await open(key)).status).toBeLessThan(300);
  });

  it('and other commands, which open nothing, are not counted', async () => {
    await policy({ personOpensPerHourMax: 1 });
    for (const key of ['a', 'b', 'c']) {
      const body = { type: 'pulse-lock', compartmentId: 'A02' };
      expect((await house.call(house.manager, 'POST /v1/banks/{bankId}/commands', { path, body, key })).status).toBe(
        201,
      );
    }
  });
});

describe('opens that many give', () => {
  it('stop at the limit of their site, and then for all who had a part in it and all others of the site', async () => {
    await policy({ personOpensPerHourMax: 3, siteOpensPerHourMax: 4 });
    await openMany(3);
    expect(statuses(await openMany(2, technician, 't'))).toEqual([201, 409]);
    const stopped = { by: ['manager-of-site-1', 'technician-of-site-1'], scopes: ['site:site-1'] };
    expect((await bank())['guard']).toMatchObject({ opens: { stopped } });
    expect(refusal(await clear(technician))).toEqual([403, 'second-person']);
    expect((await clear(operator)).status).toBe(200);
  });

  it('of another site are another’s', async () => {
    await policy({ siteOpensPerHourMax: 1 });
    await openMany(2);
    await siteWithMembers(house, 'site-2');
    const other = managerOf('site-2');
    const made = { path: { siteId: 'site-2' }, body: bankBody('bank-9') };
    await house.call(other, 'POST /v1/sites/{siteId}/banks', made);
    expect((await open('x', other, 'bank-9')).status).toBe(201);
  });
});

describe('what is not told to another site', () => {
  it('is the bank at which a person who is of both is to be let go on', async () => {
    await siteWithMembers(house, 'site-2');
    const body = { role: 'technician' };
    const membership = { path: { siteId: 'site-2', subject: 'manager-of-site-1' }, body };
    await house.call(operator, 'PUT /v1/sites/{siteId}/members/{subject}', membership);
    const made = { path: { siteId: 'site-2' }, body: bankBody('bank-9') };
    await house.call(managerOf('site-2'), 'POST /v1/sites/{siteId}/banks', made);
    await policy({ personOpensPerHourMax: 1 });
    await openMany(2);
    const elsewhere = await open('x', house.manager, 'bank-9');
    expect([...refusal(elsewhere), elsewhere.body['detail']]).toEqual([409, 'opens-stopped', undefined]);
  });

  it('is who opened elsewhere, when the whole fleet opened too much: only an operator reads that', async () => {
    for (let n = 1; n <= 400; n++) {
      await house.opens.note('fleet', { commandId: `c-${n}`, atMs: house.clock.now, by: 'of-another-site' }, 0);
    }
    expect(refusal(await open(1))).toEqual([409, 'opens-stopped']);
    const stopped = async (who = house.manager) =>
      ((await bank(who))['guard'] as { opens: { stopped: Record<string, unknown> } }).opens.stopped;
    expect(await stopped()).toMatchObject({ cause: 'mass-open', scopes: ['fleet'] });
    expect(JSON.stringify(await stopped())).not.toContain('of-another-site');
    expect(await stopped(operator)).toMatchObject({ by: ['of-another-site', 'manager-of-site-1'] });
  });
});

describe('whoever lets opens go on', () => {
  const trip = async () => {
    await policy({ personOpensPerHourMax: 1 });
    await openMany(2);
  };

  it('is another person than the one whose opens were too many, and is named', async () => {
    await trip();
    expect(refusal(await clear(house.manager))).toEqual([403, 'second-person']);
    const cleared = await clear(technician);
    const lastCleared = { by: 'technician-of-site-1', reason: 'looked into it', atMs: house.clock.now };
    expect([cleared.status, cleared.body]).toEqual([200, { keypad: { wrongTries: 0 }, opens: { lastCleared } }]);
    expect(house.counters.details['finding']).toMatchObject({ cause: 'mass-open', status: 'over' });
  });

  it('is nobody whom that person could have made one within the day', async () => {
    await trip();
    const subject = 'second-account';
    const asked = { path: { ...house.path, subject }, body: { role: 'technician' } };
    expect((await house.call(house.manager, 'PUT /v1/sites/{siteId}/members/{subject}', asked)).status).toBe(200);
    house.clock.now += dayMs - 1;
    expect(refusal(await clear(person(subject)))).toEqual([403, 'role-too-new']);
    expect((await bank())['guard']).toMatchObject({ opens: { stopped: { cause: 'mass-open' } } });
    house.clock.now += 1;
    expect((await clear(person(subject))).status).toBe(200);
  });

  it('is nobody of whom it is not known since when they have their role', async () => {
    await trip();
    const { read } = house.registry.members;
    house.registry.members.read = async (key) => ({ ...(await read(key))!, roleSinceMs: undefined as never });
    expect(refusal(await clear())).toEqual([403, 'role-too-new']);
    expect((await clear(operator)).status).toBe(200);
  });

  it('lets the person go on as well, from nought', async () => {
    await trip();
    await clear();
    house.clock.now += 1_000;
    expect(statuses(await openMany(2, house.manager, 'after'))).toEqual([201, 409]);
  });

  it('clears once: where nothing is stopped, that is so already', async () => {
    expect((await clear()).body).toEqual({ keypad: { wrongTries: 0 }, opens: {} });
    await trip();
    await clear();
    expect((await clear()).status).toBe(200);
  });

  it('begins anew where the call died between the scopes and the bank', async () => {
    await trip();
    const broken = breakPort(house.guards, 'write');
    expect((await clear()).status).toBe(500);
    broken.mend();
    expect((await clear()).status).toBe(200);
    house.clock.now += 1_000;
    expect((await open('again')).status).toBe(201);
  });

  /** Something happens while the call is on its way, before it writes the bank. */
  const meanwhile = (what: () => Promise<unknown>) => {
    const { clear: clearScope } = house.opens;
    house.opens.clear = async (scope, atMs) => {
      house.opens.clear = clearScope;
      await what();
      await clearScope.call(house.opens, scope, atMs);
    };
  };
  const incidents = async () => {
    const { body } = await house.call(house.manager, 'GET /v1/sites/{siteId}/incidents', { path: house.path });
    const items = body['items'] as { cause: string; state: string }[];
    return items.filter(({ state }) => !/^(resolved-|closed)/.test(state)).map(({ cause }) => cause);
  };

  it('is told where more came to light meanwhile: opens stay stopped, and nothing of it counts as over', async () => {
    await trip();
    const authority = { kind: 'command', commandId: 'A02-k3x9q2-1-open' };
    meanwhile(() => house.tell({ type: 'door-opened', compartmentId: 'A01', doorCycle: 1, authority }));
    expect(refusal(await clear())).toEqual([409, 'changed-meanwhile']);
    expect((await bank())['guard']).toMatchObject({
      opens: { stopped: { cause: 'mass-open', compartments: ['A01'] } },
    });
    expect((await incidents()).sort()).toEqual(['mass-open', 'wrong-door-opened']);
    await house.call(house.manager, 'POST /v1/sites/{siteId}/banks', { path: house.path, body: bankBody('bank-2') });
    expect(refusal(await open('elsewhere', house.manager, 'bank-2'))).toEqual([409, 'opens-stopped']);
    house.clock.now += 1_000;
    expect((await clear()).status).toBe(200);
    expect(await incidents()).toEqual([]);
  });

  it('is not told of a keypad that somebody unlocked meanwhile', async () => {
    await house.tell({ type: 'pickup-requested', requestId: 'p', code: '00000000' });
    await trip();
    const body = { reason: 'a child' };
    meanwhile(() => house.call(operator, 'POST /v1/banks/{bankId}/keypad/unlock', { path, body }));
    expect((await clear()).status).toBe(200);
  });

  it('gives a reason', async () => {
    const asked = { path, body: {} };
    expect(refusal(await house.call(technician, 'POST /v1/banks/{bankId}/opens/clear', asked))).toEqual([
      400,
      'invalid-body',
    ]);
  });
});

it('who had a part in it is shown to those who may clear it, and to nobody else', async () => {
  await policy({ personOpensPerHourMax: 1 });
  await openMany(2);
  for (const role of ['viewer', 'integration']) {
    const text = JSON.stringify((await bank(person(`${role}-of-site-1`)))['guard']);
    expect(text).toContain('mass-open');
    expect(text).not.toContain('manager-of-site-1');
  }
});

it('a wrong door stops visits, and persons open doors to find out how they are wired', async () => {
  const opening = await house.ask('nobody');
  expect(opening).toBeUndefined();
  await house.tell({
    type: 'door-opened',
    compartmentId: 'A01',
    doorCycle: 1,
    authority: { kind: 'command', commandId: 'A02-k3x9q2-1-open' },
  });
  expect((await bank())['guard']).toMatchObject({
    opens: { stopped: { cause: 'wrong-door-opened', compartments: ['A01'], by: [] } },
  });
  expect((await open('walk')).status).toBe(201);
  expect((await clear(house.manager)).status).toBe(200);
});
