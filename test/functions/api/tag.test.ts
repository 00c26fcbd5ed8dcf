import { beforeEach, describe, expect, it } from 'vitest';
import { isNamedBy, readIfMatch, tagOf } from '../../../functions/api/tag.js';
import { raise } from '../../../app/incidents.js';
import { incidentIdOf, type BankId, type CompartmentId } from '../../../domain/ids.js';
import { csrPem, makeHouse, operator, storedParcel, type Asked, type House, type Reply } from './world.js';

let house: House;
/** What is in the house, by the names that paths have for it. */
let ids: Record<string, string>;
beforeEach(async () => {
  house = await makeHouse();
  const { parcelId } = await storedParcel(house);
  const place = { bankId: 'bank-1' as BankId, compartmentId: 'A02' as CompartmentId };
  const finding = { cause: 'thin-item', place, status: 'standing', key: 'f', occurredAtMs: house.clock.now } as const;
  const { incident } = await raise(house, finding);
  const couriers = await house.call(operator, 'GET /v1/sites/{siteId}/couriers', { path: house.path });
  ids = {
    siteId: house.siteId,
    bankId: 'bank-1',
    subject: 'viewer-of-site-1',
    residentId: house.residentId,
    courierId: (couriers.body['items'] as { courierId: string }[])[0]!.courierId,
    parcelId,
    incidentId: incident ? incidentIdOf(incident) : '',
  };
});

const ask = (route: string, asked: Asked = {}, who = house.manager): Promise<Reply> => {
  const path = Object.fromEntries(Object.entries(ids).filter(([name]) => route.includes(`{${name}}`)));
  return house.call(who, route, { path, ...asked });
};
const tagIn = ({ headers }: Reply): string => headers['etag'] ?? '';
const refusal = ({ status, body }: Reply) => [status, body['code']];
const ifMatch = (tag: string) => ({ headers: { 'if-match': tag } });

const things = [
  'GET /v1/sites/{siteId}',
  'GET /v1/sites/{siteId}/policy',
  'GET /v1/sites/{siteId}/members/{subject}',
  'GET /v1/banks/{bankId}',
  'GET /v1/sites/{siteId}/residents/{residentId}',
  'GET /v1/sites/{siteId}/couriers/{courierId}',
  'GET /v1/sites/{siteId}/parcels/{parcelId}',
  'GET /v1/sites/{siteId}/incidents/{incidentId}',
];

const changes: [route: string, read: string, body: unknown][] = [
  ['PATCH /v1/sites/{siteId}', 'GET /v1/sites/{siteId}', { name: 'Rosewood' }],
  ['PATCH /v1/sites/{siteId}/policy', 'GET /v1/sites/{siteId}/policy', { overdueHours: 80 }],
  ['PUT /v1/sites/{siteId}/members/{subject}', 'GET /v1/sites/{siteId}/members/{subject}', { role: 'manager' }],
  ['DELETE /v1/sites/{siteId}/members/{subject}', 'GET /v1/sites/{siteId}/members/{subject}', undefined],
  ['POST /v1/banks/{bankId}/controller', 'GET /v1/banks/{bankId}', { controllerId: 'ctl-2', csr: csrPem }],
  ['PATCH /v1/sites/{siteId}/residents/{residentId}', 'GET /v1/sites/{siteId}/residents/{residentId}', { unit: '9Z' }],
  [
    'POST /v1/sites/{siteId}/residents/{residentId}/move-out',
    'GET /v1/sites/{siteId}/residents/{residentId}',
    { graceDays: 3 },
  ],
  ['DELETE /v1/sites/{siteId}/residents/{residentId}', 'GET /v1/sites/{siteId}/residents/{residentId}', undefined],
  ['POST /v1/sites/{siteId}/couriers/{courierId}/revoke', 'GET /v1/sites/{siteId}/couriers/{courierId}', undefined],
  ...['code', 'return', 'cancel'].map((verb): [string, string, unknown] => [
    `POST /v1/sites/{siteId}/parcels/{parcelId}/${verb}`,
    'GET /v1/sites/{siteId}/parcels/{parcelId}',
    { reason: 'r' },
  ]),
  [
    'POST /v1/sites/{siteId}/parcels/{parcelId}/override',
    'GET /v1/sites/{siteId}/parcels/{parcelId}',
    { finding: 'absent', reason: 'r' },
  ],
  [
    'POST /v1/sites/{siteId}/parcels/{parcelId}/hold',
    'GET /v1/sites/{siteId}/parcels/{parcelId}',
    { untilMs: 1_800_000_360_000, reason: 'r' },
  ],
  [
    'POST /v1/sites/{siteId}/parcels/{parcelId}/extend',
    'GET /v1/sites/{siteId}/parcels/{parcelId}',
    { untilMs: 1_800_000_360_000, reason: 'r' },
  ],
  [
    'POST /v1/sites/{siteId}/parcels/{parcelId}/move',
    'GET /v1/sites/{siteId}/parcels/{parcelId}',
    { compartmentId: 'A02', reason: 'r' },
  ],
  [
    'POST /v1/sites/{siteId}/incidents/{incidentId}/dispatch',
    'GET /v1/sites/{siteId}/incidents/{incidentId}',
    { note: 'r' },
  ],
  [
    'POST /v1/sites/{siteId}/incidents/{incidentId}/resolve',
    'GET /v1/sites/{siteId}/incidents/{incidentId}',
    { how: 'on-site', note: 'r' },
  ],
];

describe('what can be changed', () => {
  it.each(things)('is read with a strong ETag, and not sent again to whoever has it: %s', async (route) => {
    const first = await ask(route);
    expect([first.status, tagIn(first)]).toEqual([200, expect.stringMatching(/^"\d+-[\w-]{16}"$/)]);
    const again = await ask(route, { headers: { 'if-none-match': `"other", W/${tagIn(first)}` } });
    expect([again.status, again.text, tagIn(again)]).toEqual([304, '', tagIn(first)]);
    expect((await ask(route, { headers: { 'if-none-match': '"1-aaaaaaaaaaaaaaaa"' } })).status).toBe(200);
  });

  it('is another one when only the time makes it so', async () => {
    const [, , , , resident = ''] = things;
    const holdUntilMs = house.clock.now + 60_000;
    await ask('PATCH /v1/sites/{siteId}/residents/{residentId}', { body: { holdUntilMs } });
    const held = await ask(resident);
    house.clock.now = holdUntilMs;
    const free = await ask(resident, { headers: { 'if-none-match': tagIn(held) } });
    expect([held.body['status'], free.status, free.body['status']]).toEqual(['on-hold', 200, 'active']);
  });

  it.each(changes)('is not changed by whoever has read it as it was: %s', async (route, read, body) => {
    const asked = { key: 'k', ...(body === undefined ? {} : { body }) };
    const before = await ask(read);
    for (const tag of ['"99-aaaaaaaaaaaaaaaa"', `W/${tagIn(before)}`, '"of-nobody"']) {
      expect(refusal(await ask(route, { ...asked, ...ifMatch(tag) }))).toEqual([412, 'changed-since-read']);
    }
    expect(refusal(await ask(route, { ...asked, ...ifMatch('no quotes') }))).toEqual([400, 'malformed-if-match']);
    expect(tagIn(await ask(read))).toBe(tagIn(before));
    expect((await ask(route, { ...asked, ...ifMatch(tagIn(before)) })).body['code']).not.toBe('changed-since-read');
  });

  it.each(changes.slice(0, 9).filter(([route]) => !route.includes('DELETE /v1/sites/{siteId}/residents')))(
    'is changed by whoever has read it as it is, with * as well, and by whoever does not say: %s',
    async (route, read, body) => {
      const asked = { key: 'k', ...(body === undefined ? {} : { body }) };
      const named = `"7-aaaaaaaaaaaaaaaa", ${tagIn(await ask(read))}`;
      const changed = await ask(route, { ...asked, ...ifMatch(named) });
      expect(changed.status).toBeLessThan(300);
      if (route.startsWith('PATCH')) expect(tagIn(changed)).toBe(tagIn(await ask(read)));
      const removed = route.startsWith('DELETE');
      expect((await ask(route, { ...asked, ...ifMatch('*') })).status).toBeLessThan(removed ? 205 : 300);
      expect((await ask(route, asked)).status).toBeLessThan(300);
    },
  );
});

describe('a parcel that was read before', () => {
  it('does not become another resident’s', async () => {
    const body = { name: 'Cora Next', unit: '9Z', phone: '+31612345699' };
    const { residentId } = (await ask('POST /v1/sites/{siteId}/residents', { body, key: 'r' })).body;
    const [route, asked] = [
      'POST /v1/sites/{siteId}/parcels/{parcelId}/reassign',
      { body: { residentId, reason: 'r' } },
    ];
    const tag = tagIn(await ask(things[6]!));
    const late = await ask(route, { ...asked, key: 'k', ...ifMatch('"99-aaaaaaaaaaaaaaaa"') });
    expect([refusal(late), tagIn(await ask(things[6]!))]).toEqual([[412, 'changed-since-read'], tag]);
    expect((await ask(route, { ...asked, key: 'k', ...ifMatch(tag) })).body).toMatchObject({ residentId });
  });

  it('is not what its door has decided, if nobody was there to write that to its row', async () => {
    const tag = tagIn(await ask(things[6]!));
    const route = `${things[6]!.replace('GET', 'POST')}/hold`;
    const body = { untilMs: 1_800_000_360_000, reason: 'r' };
    const { show } = house.parcels;
    house.parcels.show = () => Promise.reject(new Error('the call ends here'));
    await ask(route, { body, key: 'k1', ...ifMatch(tag) });
    house.parcels.show = show;
    expect(tagIn(await ask(things[6]!))).toBe(tag); // The row is behind.
    const late = await ask(route, { body: { ...body, untilMs: body.untilMs + 1 }, key: 'k2', ...ifMatch(tag) });
    expect(refusal(late)).toEqual([412, 'changed-since-read']);
  });
});

describe('of two managers who edit at once', () => {
  const policy = 'GET /v1/sites/{siteId}/policy';
  const change = 'PATCH /v1/sites/{siteId}/policy';

  it('the second is told that the first was there, and loses nothing of either', async () => {
    const [ann, bob] = [await ask(policy), await ask(policy)];
    expect((await ask(change, { body: { overdueHours: 80 }, ...ifMatch(tagIn(ann)) })).status).toBe(200);
    const late = await ask(change, { body: { overdueHours: 60, samplesMax: 5 }, ...ifMatch(tagIn(bob)) }, operator);
    expect(refusal(late)).toEqual([412, 'changed-since-read']);
    const now = await ask(policy);
    expect(now.body).toMatchObject({ overdueHours: 80, samplesMax: 3 });
    expect((await ask(change, { body: { samplesMax: 5 }, ...ifMatch(tagIn(now)) }, operator)).status).toBe(200);
    expect((await ask(policy)).body).toMatchObject({ overdueHours: 80, samplesMax: 5 });
  });

  it.each<[string, string, (n: number) => object]>([
    [change, policy, (n) => ({ overdueHours: 80 + n })],
    [things[0]!.replace('GET', 'PATCH'), things[0]!, (n) => ({ name: `House ${n}` })],
    [things[4]!.replace('GET', 'PATCH'), things[4]!, (n) => ({ name: `Ada ${n}` })],
    [`${things[6]!.replace('GET', 'POST')}/hold`, things[6]!, (n) => ({ untilMs: 1_800_000_360_000 + n, reason: 'r' })],
    [`${things[7]!.replace('GET', 'POST')}/dispatch`, things[7]!, (n) => ({ note: `note ${n}` })],
  ])('one alone wins, however close they are: %s', async (route, read, body) => {
    const tag = tagIn(await ask(read));
    const all = await Promise.all(
      [1, 2, 3, 4].map((n) => ask(route, { body: body(n), key: `k${n}`, ...ifMatch(tag) })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    const won = all.find(({ status }) => status === 200)!;
    expect((await ask(read)).body).toEqual(won.body);
  });

  it('whoever would erase a resident whom another has just changed takes nothing away from them', async () => {
    const [, , , , read = ''] = things;
    const body = { name: 'Cora Next', unit: '9Y', email: 'cora@example.com' };
    const { residentId } = (await ask('POST /v1/sites/{siteId}/residents', { body, key: 'r' })).body;
    ids['residentId'] = String(residentId);
    const tag = tagIn(await ask(read));
    const { list } = house.registry.banks;
    house.registry.banks.list = async (...asked) => {
      house.registry.banks.list = list;
      await ask(read.replace('GET', 'PATCH'), { body: { unit: '9Z' } });
      return list(...asked);
    };
    expect(refusal(await ask(read.replace('GET', 'DELETE'), ifMatch(tag)))).toEqual([412, 'changed-since-read']);
    expect(house.emailTopics.removed).toEqual([]);
    expect((await ask(read.replace('GET', 'DELETE'), ifMatch(tagIn(await ask(read))))).status).toBe(204);
  });

  it('nobody is asked by email for a change that was not made', async () => {
    const before = house.emailTopics.asked.length;
    const body = { manager: { email: 'desk@example.com' } };
    await ask('PATCH /v1/sites/{siteId}', { body, ...ifMatch('"9-aaaaaaaaaaaaaaaa"') });
    expect(house.emailTopics.asked).toHaveLength(before);
  });
});

describe('a request that is sent again', () => {
  it('is answered as before, although it has changed what it names itself', async () => {
    const route = 'POST /v1/sites/{siteId}/parcels/{parcelId}/code';
    const asked = { body: { reason: 'lost' }, key: 'k', ...ifMatch(tagIn(await ask(things[6]!))) };
    expect((await ask(route, asked)).status).toBe(200);
    expect((await ask(route, asked)).status).toBe(200);
  });

  it('takes out and erases what is gone, and nobody who is there again', async () => {
    const [route, read] = ['DELETE /v1/sites/{siteId}/members/{subject}', things[2]!];
    const tag = tagIn(await ask(read));
    expect((await ask(route, ifMatch(tag))).status).toBe(204);
    expect((await ask(route, ifMatch(tag))).status).toBe(204);
    const put = 'PUT /v1/sites/{siteId}/members/{subject}';
    expect(refusal(await ask(put, { body: { role: 'viewer' }, ...ifMatch('*') }))).toEqual([412, 'changed-since-read']);
  });
});

describe('an If-Match', () => {
  it.each<[string | undefined, unknown]>([
    [undefined, { ifMatch: undefined }],
    ['*', { ifMatch: '*' }],
    [' * ', { ifMatch: '*' }],
    ['"3-aaaaaaaaaaaaaaaa"', { ifMatch: [3] }],
    ['"3-aaaaaaaaaaaaaaaa" ,"12-bbbbbbbbbbbbbbbb"', { ifMatch: [3, 12] }],
    ['W/"3-aaaaaaaaaaaaaaaa"', { ifMatch: [] }],
    ['"3"', { ifMatch: [] }],
    ['""', { ifMatch: [] }],
    ['', 'malformed'],
    ['3', 'malformed'],
    ['"3', 'malformed'],
    ['*, "3"', 'malformed'],
    ['"3" "4"', 'malformed'],
    ['"3"\u0000', 'malformed'],
    [`"${'x'.repeat(1_030)}"`, 'malformed'],
  ])('of %j is read as %j', (header, wanted) => {
    expect(readIfMatch(header)).toEqual(wanted);
  });

  it('takes what a tag gave, and a tag is known by all of it', () => {
    const tag = tagOf(7, { a: 1 });
    expect(readIfMatch(tag)).toEqual({ ifMatch: [7] });
    expect(tagOf(7, { a: 2 })).not.toBe(tag);
    expect([tag, `W/${tag}`, `"x", ${tag}`, '*'].map((header) => isNamedBy(header, tag))).toEqual(Array(4).fill(true));
    expect([undefined, '', '"x"', tagOf(8, { a: 1 })].map((header) => isNamedBy(header, tag))).toEqual(
      Array(4).fill(false),
    );
  });
});
