import { expect, it } from 'vitest';
import { siteFrom } from '../../../adapters/dynamodb/registry.js';

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
