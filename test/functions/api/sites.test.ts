import { describe, expect, it } from 'vitest';
import { derivedSecrets } from '../../../adapters/crypto/codes.js';
import { rotated } from '../../../adapters/crypto/key-ring.js';
import { codeOf, makeWorld, managerOf, operator, person, siteWithMembers } from './world.js';

const place = { language: 'en', timeZone: 'UTC' };
const policy = {
  depositWindowMinutes: 5,
  reopenWindowMinutes: 10,
  reminderHours: [24, 48, 66],
  overdueHours: 72,
  extendedHoursMax: 336,
  quietHours: { start: '22:00', end: '08:00' },
  costlyErrorRate: 1e-6,
  otherErrorRate: 1e-4,
  falseAlarmsPerBankPerMonthMax: 1,
  samplesMax: 3,
  courierMayVouch: 'auto',
  wrongCompartment: 'ask',
  carrierMayCollect: true,
  nudgeOverdueWhenFull: true,
  personOpensPerHourMax: 20,
  siteOpensPerHourMax: 40,
  residentMessagesPerDayMax: 30,
  siteMessagesPerDayMax: 1_000,
};

describe('sites', () => {
  it('are created once: the same again is found, another under the same id is a conflict', async () => {
    const { call } = makeWorld();
    const create = (body: unknown) => call(operator, 'POST /v1/sites', { body });
    const made = await create({ siteId: 'a', name: 'House A', policy: { overdueHours: 96 } });
    expect([made.status, made.body]).toEqual([
      201,
      { siteId: 'a', name: 'House A', ...place, policy: { ...policy, overdueHours: 96 } },
    ]);
    const again = await create({ policy: { overdueHours: 96 }, name: 'House A', siteId: 'a' });
    expect([again.status, again.body]).toEqual([200, made.body]);
    const other = await create({ siteId: 'a', name: 'House B' });
    expect([other.status, codeOf(other)]).toEqual([409, 'site-exists']);
  });

  it('change in what is sent and in nothing else', async () => {
    const { call } = makeWorld();
    const path = { siteId: 'a' };
    await call(operator, 'POST /v1/sites', { body: { siteId: 'a', name: 'House A' } });
    const renamed = await call(operator, 'PATCH /v1/sites/{siteId}', { path, body: { name: 'House Z' } });
    expect(renamed.body).toEqual({ siteId: 'a', name: 'House Z', ...place, policy });
    const change = (body: unknown) => call(operator, 'PATCH /v1/sites/{siteId}/policy', { path, body });
    expect((await change({ overdueHours: 100, courierMayVouch: 'never' })).body).toEqual({
      ...policy,
      overdueHours: 100,
      courierMayVouch: 'never',
    });
    expect((await change({})).status).toBe(200);
    expect((await call(operator, 'GET /v1/sites/{siteId}', { path })).body['name']).toBe('House Z');
    expect((await call(operator, 'GET /v1/sites/{siteId}/policy', { path })).body['overdueHours']).toBe(100);
  });

  it.each([
    { depositWindowMinutes: 1 },
    { depositWindowMinutes: 31 },
    { overdueHours: '72' },
    { reminderHours: [0] },
    { reminderHours: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    { samplesMax: 1.5 },
    { residentMessagesPerDayMax: 2 },
    { residentMessagesPerDayMax: 501 },
    { siteMessagesPerDayMax: 9 },
    { siteMessagesPerDayMax: 50_001 },
    { costlyErrorRate: 0 },
    { courierMayVouch: 'sometimes' },
    { wrongCompartment: 'guess' },
    { reminderDays: 1 },
    { quietHours: {} },
    { quietHours: { start: '22:00', end: '22:00' } },
    { quietHours: { start: '25:00', end: '08:00' } },
    { quietHours: '22-8' },
  ])('keep their policy within its bounds: %o', async (body) => {
    const { call } = makeWorld();
    await call(operator, 'POST /v1/sites', { body: { siteId: 'a', name: 'House A' } });
    const reply = await call(operator, 'PATCH /v1/sites/{siteId}/policy', { path: { siteId: 'a' }, body });
    expect([reply.status, codeOf(reply)]).toEqual([400, 'invalid-body']);
    expect((await call(operator, 'GET /v1/sites/{siteId}/policy', { path: { siteId: 'a' } })).body).toEqual(policy);
  });

  it.each([
    { reminderHours: [24, 48, 72] }, // As late as overdue.
    { overdueHours: 66 }, // As early as the last reminder.
    { reminderHours: [100], overdueHours: 96 },
  ])('have no reminder that would never be sent: %o', async (body) => {
    const { call } = makeWorld();
    const create = (siteId: string, more = {}) =>
      call(operator, 'POST /v1/sites', { body: { siteId, name: 'House', ...more } });
    const refused = await create('a', { policy: body });
    expect([refused.status, codeOf(refused)]).toEqual([400, 'reminder-too-late']);
    expect((await create('a')).status).toBe(201);
    const reply = await call(operator, 'PATCH /v1/sites/{siteId}/policy', { path: { siteId: 'a' }, body });
    expect([reply.status, codeOf(reply)]).toEqual([400, 'reminder-too-late']);
    expect((await call(operator, 'GET /v1/sites/{siteId}/policy', { path: { siteId: 'a' } })).body).toEqual(policy);
  });

  it('have their last reminder just before overdue, and none at all, if they so wish', async () => {
    const { call } = makeWorld();
    await call(operator, 'POST /v1/sites', { body: { siteId: 'a', name: 'House A' } });
    for (const body of [{ overdueHours: 66.1 }, { reminderHours: [], overdueHours: 6 }, { samplesMax: 2 }]) {
      const reply = await call(operator, 'PATCH /v1/sites/{siteId}/policy', { path: { siteId: 'a' }, body });
      expect(reply.status).toBe(200);
    }
  });

  it('change in the rest, where a reminder that is never sent was taken before it was refused', async () => {
    const { call, registry } = makeWorld();
    await call(operator, 'POST /v1/sites', { body: { siteId: 'a', name: 'House A' } });
    const row = (await registry.sites.read({ siteId: 'a' as never }))!;
    await registry.sites.replace({ ...row, policy: { ...row.policy, overdueHours: 48 } });
    const change = (body: unknown) =>
      call(operator, 'PATCH /v1/sites/{siteId}/policy', { path: { siteId: 'a' }, body });
    expect((await change({ samplesMax: 2 })).status).toBe(200);
    expect((await change({ overdueHours: 50 })).status).toBe(400);
  });

  it('have a language, a time zone and a manager, whose email address is asked to confirm', async () => {
    const { call, emailTopics, registry } = makeWorld();
    const manager = { phone: '+15550100001', email: 'max@example.com' };
    const said = { language: 'fr', timeZone: 'Europe/Paris', manager };
    const create = () => call(operator, 'POST /v1/sites', { body: { siteId: 'a', name: 'House A', ...said } });
    expect((await create()).body).toMatchObject(said);
    expect((await create()).status).toBe(200);
    expect(emailTopics.asked.map(({ email }) => email)).toEqual(['max@example.com']);
    expect((await registry.sites.read({ siteId: 'a' as never }))?.manager).toEqual({
      ...manager,
      emailTopic: 'topic-of-a-max@example.com',
    });

    const path = { siteId: 'a' };
    const change = async (body: unknown) => (await call(operator, 'PATCH /v1/sites/{siteId}', { path, body })).body;
    expect(await change({ timeZone: 'America/New_York' })).toMatchObject({ ...said, timeZone: 'America/New_York' });
    expect(await change({ manager: { email: 'mia@example.com' } })).toMatchObject({ language: 'fr' });
    expect((await call(operator, 'GET /v1/sites/{siteId}', { path })).body['manager']).toEqual({
      email: 'mia@example.com',
    });
    expect(emailTopics.asked).toHaveLength(2);
    expect(await change({ manager: null })).not.toHaveProperty('manager');
  });

  it.each([
    { language: 'de' },
    { language: '' },
    { timeZone: 'Europe/Atlantis' },
    { timeZone: '+02:00' },
    { timeZone: '' },
    { manager: {} },
    { manager: { phone: '0151' } },
    { manager: { phone: '+15550100001', name: 'Max' } },
    { manager: { email: 'max' } },
  ])('refuse %o', async (body) => {
    const { call } = makeWorld();
    const made = await call(operator, 'POST /v1/sites', { body: { siteId: 'a', name: 'House A', ...body } });
    expect([made.status, codeOf(made)]).toEqual([400, 'invalid-body']);
    await call(operator, 'POST /v1/sites', { body: { siteId: 'a', name: 'House A' } });
    const changed = await call(operator, 'PATCH /v1/sites/{siteId}', { path: { siteId: 'a' }, body });
    expect([changed.status, codeOf(changed)]).toEqual([400, 'invalid-body']);
  });

  it('may have no quiet hours', async () => {
    const { call } = makeWorld();
    await call(operator, 'POST /v1/sites', { body: { siteId: 'a', name: 'House A' } });
    const path = { siteId: 'a' };
    const { body } = await call(operator, 'PATCH /v1/sites/{siteId}/policy', { path, body: { quietHours: null } });
    expect(body).toEqual({ ...policy, quietHours: null });
  });

  it('keep both of two changes that were made at once', async () => {
    const world = makeWorld();
    const path = { siteId: 'a' };
    await world.call(operator, 'POST /v1/sites', { body: { siteId: 'a', name: 'House A' } });
    const change = (body: unknown) => world.call(operator, 'PATCH /v1/sites/{siteId}/policy', { path, body });
    const done = await Promise.all([
      change({ overdueHours: 80 }),
      change({ samplesMax: 5 }),
      change({ reopenWindowMinutes: 20 }),
    ]);
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { body } = await world.call(operator, 'GET /v1/sites/{siteId}/policy', { path });
    expect(body).toEqual({ ...policy, overdueHours: 80, samplesMax: 5, reopenWindowMinutes: 20 });
  });

  it('are listed for an operator all, and for others those that they are a member of', async () => {
    const world = makeWorld();
    for (const siteId of ['c', 'a', 'b']) await siteWithMembers(world, siteId);
    const idsOf = async (claims: Record<string, string>) => {
      const { body } = await world.call(claims, 'GET /v1/sites');
      return (body['items'] as { siteId: string }[]).map(({ siteId }) => siteId);
    };
    expect(await idsOf(operator)).toEqual(['a', 'b', 'c']);
    expect(await idsOf(managerOf('b'))).toEqual(['b']);
    expect(await idsOf(person('nobody'))).toEqual([]);
  });
});

describe('a cursor', () => {
  async function sites() {
    const world = makeWorld();
    for (const siteId of ['a', 'b', 'c', 'd', 'e']) await siteWithMembers(world, siteId);
    const page = async (query: Record<string, string>) => (await world.call(operator, 'GET /v1/sites', { query })).body;
    return { world, page };
  }

  it('leads through a list to its end, each item once', async () => {
    const { page } = await sites();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const body = await page({ limit: '2', ...(cursor ? { cursor } : {}) });
      seen.push(...(body['items'] as { siteId: string }[]).map(({ siteId }) => siteId));
      cursor = body['cursor'] as string | undefined;
    } while (cursor);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('that was given before a rotation of the code secret leads on after it', async () => {
    const { world, page } = await sites();
    let text = 'the first of the secrets';
    Object.assign(
      world.secrets,
      derivedSecrets(async () => text, world.clock),
    );
    const { cursor = '' } = (await page({ limit: '2' })) as { cursor: string };
    text = rotated(text, { secret: 'the second of the secrets', fromMs: world.clock.now + 15 * 60_000 });
    world.clock.now += 15 * 60_000;
    expect(await page({ limit: '1', cursor })).toMatchObject({ items: [{ siteId: 'c' }] });
    text = JSON.stringify({ keys: [{ secret: 'a secret after a leak', fromMs: 0 }] });
    world.clock.now += 5 * 60_000;
    expect(await page({ limit: '1', cursor })).toMatchObject({ status: 400, code: 'invalid-cursor' });
  });

  it('that was made up, changed or taken from another list is refused', async () => {
    const { world, page } = await sites();
    const { cursor = '' } = (await page({ limit: '2' })) as { cursor: string };
    const [inner = '', seal = ''] = cursor.split('.');
    const forged = [
      `${Buffer.from('a').toString('base64url')}.${seal}`,
      `${inner}.${seal.slice(0, -1)}`,
      `${inner}.${seal.startsWith('A') ? 'B' : 'A'}${seal.slice(1)}`,
      `${inner}.A`,
    ];
    for (const one of forged)
      expect(await page({ cursor: one })).toMatchObject({ status: 400, code: 'invalid-cursor' });
    for (const one of ['', 'x', '.', `${inner}`, `${cursor}.x`, '%00', 'ÿ.ÿ', 'a'.repeat(5_000)]) {
      expect(await page({ cursor: one })).toMatchObject({ status: 400 });
    }
    const list = (siteId: string) =>
      world.call(operator, 'GET /v1/sites/{siteId}/members', { path: { siteId }, query: { limit: '1', cursor } });
    expect(codeOf(await list('a'))).toBe('invalid-cursor');
    const ofA = await world.call(operator, 'GET /v1/sites/{siteId}/members', {
      path: { siteId: 'a' },
      query: { limit: '1' },
    });
    const query = { cursor: String(ofA.body['cursor']) };
    const atB = await world.call(operator, 'GET /v1/sites/{siteId}/members', { path: { siteId: 'b' }, query });
    expect(codeOf(atB)).toBe('invalid-cursor');
    const atA = await world.call(operator, 'GET /v1/sites/{siteId}/members', { path: { siteId: 'a' }, query });
    expect((atA.body['items'] as unknown[]).length).toBe(3);
  });
});
