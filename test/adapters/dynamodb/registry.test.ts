import { expect, it } from 'vitest';
import type { TableAccess } from '../../../adapters/dynamodb/access.js';
import { dynamoRegistry, siteFrom } from '../../../adapters/dynamodb/registry.js';

it('a site that was kept before it had a language, clocks or quiet hours has the defaults, and keeps its own rules', () => {
  const policy = { overdueHours: 96, samplesMax: 0 };
  const item = { pk: 'SITE#a', sk: 'SITE', inSite: '*', siteSort: 'a', id: 'a', name: 'House A', version: 3, policy };
  expect(siteFrom(item)).toMatchObject({
    id: 'a',
    name: 'House A',
    version: 3,
    language: 'en',
    timeZone: 'UTC',
    policy: {
      overdueHours: 96,
      samplesMax: 0,
      quietHours: { start: '22:00', end: '08:00' },
      reminderHours: [24, 48, 66],
    },
  });
  expect(siteFrom({ ...item, policy: { ...policy, quietHours: null } }).policy.quietHours).toBeNull();
  expect(siteFrom({ ...item, language: 'fr', timeZone: 'Europe/Paris' })).toMatchObject({ timeZone: 'Europe/Paris' });
});

it('a membership that was kept before it said since when has its role since it was made', async () => {
  const kept = {
    pk: 'SITE#s',
    sk: 'MEMBER#ann',
    siteId: 's',
    subject: 'ann',
    role: 'manager',
    createdAtMs: 7,
    version: 1,
  };
  let item: object = kept;
  const table = { get: async () => item } as unknown as TableAccess;
  const { members } = dynamoRegistry(table, { nowMs: () => 9 });
  const roleSinceMs = async () => (await members.read({ siteId: 's' as never, subject: 'ann' }))?.roleSinceMs;
  expect(await roleSinceMs()).toBe(7);
  item = { ...kept, roleSinceMs: 8 };
  expect(await roleSinceMs()).toBe(8);
});

it('an erased resident is out of every unit that they ever had, and nobody else is', async () => {
  const row = (unit: string, id: string) => ({ pk: 'SITE#s', sk: `UNIT#${unit}#${id}` });
  const updated: { sk: string; set: unknown; remove: unknown }[] = [];
  const table = {
    queryAll: async () => [row('4B', 'ada'), row('5', 'ada'), row('5', 'bea'), row('6', 'not-ada')],
    update: async ({ sk }: { sk: string }, { set, remove }: { set: unknown; remove: unknown }) => {
      updated.push({ sk, set, remove });
      return true;
    },
  };
  const clock = { nowMs: () => 1_000_000 };
  const ada = { id: 'ada', siteId: 's', version: 3, createdAtMs: 1, madeFrom: 'x', unit: '5', language: 'fr' };
  const more = { name: 'Ada', phone: '+12025550112', email: 'a@example.com', smsState: 'reachable', optOuts: ['sms'] };
  const { residents } = dynamoRegistry(table as unknown as TableAccess, clock);
  expect(await residents.erase({ ...ada, ...more } as never)).toBe(true);
  const ttl = 1_000 + 86_400;
  expect(updated).toEqual([
    { sk: 'UNIT#4B#ada', set: [['ttl', ttl]], remove: undefined },
    { sk: 'UNIT#5#ada', set: [['ttl', ttl]], remove: undefined },
    {
      sk: 'RESIDENT#ada',
      set: [
        ['isGone', true],
        ['version', 4],
        ['ttl', ttl],
      ],
      remove: ['createdAtMs', 'madeFrom', 'unit', 'language', 'name', 'phone', 'email', 'smsState', 'optOuts'],
    },
  ]);
});
