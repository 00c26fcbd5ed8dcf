import { beforeAll, describe, expect, it } from 'vitest';
import { authorize } from '../../../functions/api/authorize.js';
import { routes } from '../../../functions/api/routes.js';
import {
  bankBody,
  client,
  makeWorld,
  operator,
  person,
  siteWithMembers,
  startMs,
  type Asked,
  type World,
} from './world.js';

/** Written out by hand: o operator, m manager, t technician, v viewer, i integration, s stranger with a valid token. */
// prettier-ignore
const table: [route: string, may: string][] = [
  ['POST /v1/sites',                                         'o'],
  ['GET /v1/sites',                                          'omtvis'],
  ['GET /v1/exceptions',                                     'omtvis'],
  ['GET /v1/sites/{siteId}',                                 'omtvi'],
  ['PATCH /v1/sites/{siteId}',                               'om'],
  ['GET /v1/sites/{siteId}/policy',                          'omtvi'],
  ['PATCH /v1/sites/{siteId}/policy',                        'om'],
  ['GET /v1/sites/{siteId}/members',                         'om'],
  ['GET /v1/sites/{siteId}/members/{subject}',               'om'],
  ['PUT /v1/sites/{siteId}/members/{subject}',               'om'],
  ['DELETE /v1/sites/{siteId}/members/{subject}',            'om'],
  ['POST /v1/sites/{siteId}/banks',                          'omt'],
  ['GET /v1/sites/{siteId}/banks',                           'omtvi'],
  ['GET /v1/banks/{bankId}',                                 'omtvi'],
  ['POST /v1/banks/{bankId}/controller',                      'omt'],
  ['POST /v1/banks/{bankId}/retire',                         'om'],
  ['POST /v1/banks/{bankId}/reinstate',                      'om'],
  ['GET /v1/banks/{bankId}/compartments',                    'omtvi'],
  ['POST /v1/banks/{bankId}/compartments/{compartmentId}/quarantine', 'omt'],
  ['POST /v1/banks/{bankId}/compartments/{compartmentId}/release', 'omt'],
  ['POST /v1/banks/{bankId}/keypad/unlock',                  'omt'],
  ['POST /v1/banks/{bankId}/opens/clear',                    'omt'],
  ['POST /v1/banks/{bankId}/open-all',                       'om'],
  ['GET /v1/banks/{bankId}/open-all/{openAllId}',            'om'],
  ['POST /v1/banks/{bankId}/open-all/{openAllId}/confirm',   'om'],
  ['POST /v1/banks/{bankId}/commands',                       'omt'],
  ['GET /v1/banks/{bankId}/commands',                        'omt'],
  ['GET /v1/banks/{bankId}/commands/{commandId}',            'omt'],
  ['POST /v1/banks/{bankId}/commands/{commandId}/ask',       'omt'],
  ['POST /v1/sites/{siteId}/residents',                      'omi'],
  ['POST /v1/sites/{siteId}/residents/import',               'omi'],
  ['GET /v1/sites/{siteId}/residents',                       'omi'],
  ['GET /v1/sites/{siteId}/residents/{residentId}',          'omi'],
  ['PATCH /v1/sites/{siteId}/residents/{residentId}',        'omi'],
  ['POST /v1/sites/{siteId}/residents/{residentId}/move-out', 'omi'],
  ['DELETE /v1/sites/{siteId}/residents/{residentId}',       'om'],
  ['POST /v1/sites/{siteId}/couriers',                       'om'],
  ['GET /v1/sites/{siteId}/couriers',                        'om'],
  ['GET /v1/sites/{siteId}/couriers/{courierId}',            'om'],
  ['POST /v1/sites/{siteId}/couriers/{courierId}/revoke',    'om'],
  ['POST /v1/sites/{siteId}/parcels',                        'omi'],
  ['GET /v1/sites/{siteId}/parcels',                         'omvi'],
  ['GET /v1/sites/{siteId}/parcels/{parcelId}',              'omvi'],
  ['GET /v1/sites/{siteId}/parcels/{parcelId}/custody',      'omtv'],
  ['GET /v1/sites/{siteId}/parcels/{parcelId}/evidence',     'omtv'],
  ['GET /v1/sites/{siteId}/parcels/{parcelId}/messages',     'omtv'],
  ['POST /v1/sites/{siteId}/parcels/{parcelId}/code',        'om'],
  ['POST /v1/sites/{siteId}/parcels/{parcelId}/cancel',      'omi'],
  ['POST /v1/sites/{siteId}/parcels/{parcelId}/return',      'om'],
  ['POST /v1/sites/{siteId}/parcels/{parcelId}/override',    'om'],
  ['POST /v1/sites/{siteId}/parcels/{parcelId}/hold',        'om'],
  ['POST /v1/sites/{siteId}/parcels/{parcelId}/extend',      'om'],
  ['POST /v1/sites/{siteId}/parcels/{parcelId}/reassign',    'om'],
  ['POST /v1/sites/{siteId}/parcels/{parcelId}/move',        'om'],
  ['POST /v1/sites/{siteId}/incidents',                      'omt'],
  ['GET /v1/sites/{siteId}/incidents',                       'omtv'],
  ['GET /v1/sites/{siteId}/incidents/{incidentId}',          'omtv'],
  ['POST /v1/sites/{siteId}/incidents/{incidentId}/actions', 'omt'],
  ['POST /v1/sites/{siteId}/incidents/{incidentId}/dispatch', 'omt'],
  ['POST /v1/sites/{siteId}/incidents/{incidentId}/resolve', 'omt'],
  ['GET /v1/messages/preview',                               'omtvi'],
  ['GET /v1/reports/operations',                             'omtv'],
  ['GET /v1/reports/sensors',                                'omtv'],
  ['GET /v1/reports/capacity',                               'omtv'],
];
/** Their site is in the query. */
const sitesInQuery = [
  'GET /v1/messages/preview',
  'GET /v1/reports/operations',
  'GET /v1/reports/sensors',
  'GET /v1/reports/capacity',
];

const callers = {
  o: operator,
  m: person('manager-of-a'),
  t: person('technician-of-a'),
  v: person('viewer-of-a'),
  i: client('integration-of-a'),
  s: person('nobody'),
};
const letters = Object.keys(callers) as (keyof typeof callers)[];
const ofOneSite = table.filter(([route]) => route.includes('{') || sitesInQuery.includes(route));

let world: World;
beforeAll(async () => {
  world = makeWorld();
  await siteWithMembers(world, 'a');
  await siteWithMembers(world, 'b');
  for (const siteId of ['a', 'b']) {
    const made = await world.call(operator, 'POST /v1/sites/{siteId}/banks', {
      path: { siteId },
      body: bankBody(`bank-of-${siteId}`),
    });
    expect(made.status).toBe(201);
  }
});

/** Ids of a site that are well-formed, with an empty body: enough to tell who may, for nobody gets further with it. */
const at = (site: string, route: string): Asked => ({
  path: Object.fromEntries(
    Object.entries({
      ...{ siteId: site, bankId: `bank-of-${site}` },
      ...{ subject: 'x', residentId: 'x', parcelId: 'x', commandId: 'x', openAllId: 'x', compartmentId: 'A01' },
    }).filter(([name]) => route.includes(`{${name}}`)),
  ),
  ...(sitesInQuery.includes(route) ? { query: { siteId: site } } : {}),
  ...(/^(POST|PUT|PATCH)/.test(route) ? { body: { unknown: true } } : {}),
});

describe('who may call what', () => {
  it('is written down for every route that needs a token', () => {
    const protectedRoutes = routes.filter(({ auth }) => auth === 'jwt').map(({ method, path }) => `${method} ${path}`);
    expect(table.map(([route]) => route).sort()).toEqual(protectedRoutes.sort());
  });

  const cells = table.flatMap(([route, may]) =>
    letters.map((letter) => [letter, route, may.includes(letter)] as const),
  );
  it.each(cells)('%s at %s: %s', async (letter, route, may) => {
    const { status } = await world.call(callers[letter], route, at('a', route));
    const stranger = letter === 's' && route !== 'POST /v1/sites' ? 404 : 403;
    if (may) expect([401, 403]).not.toContain(status);
    else expect(status).toBe(stranger);
  });

  it.each(ofOneSite.flatMap(([route]) => letters.filter((l) => l !== 'o').map((letter) => [letter, route] as const)))(
    '%s of another site finds nothing at %s, just as at a site that is not there',
    async (letter, route) => {
      const other = await world.call(callers[letter], route, at('b', route));
      const none = await world.call(callers[letter], route, at('none', route));
      expect([other.status, none.status]).toEqual([404, 404]);
      expect({ ...other.body, instance: '' }).toEqual({ ...none.body, instance: '' });
    },
  );

  it.each(ofOneSite)('an operator finds nothing at a site that is not there: %s', async (route) => {
    expect((await world.call(operator, route, at('none', route))).status).toBe(404);
  });
});

describe('a client', () => {
  const reading = (scope: string) => client('integration-of-a', scope);
  const status = async (claims: Record<string, string>, route: string) =>
    (await world.call(claims, route, at('a', route))).body['code'];
  const [read, change, list] = ['GET /v1/sites/{siteId}', 'POST /v1/sites/{siteId}/parcels', 'GET /v1/sites'];

  it.each<[string, (string | undefined)[]]>([
    ['pigeonhole/call', [undefined, 'invalid-body', undefined]],
    ['pigeonhole/read', [undefined, 'scope-needed', undefined]],
    ['openid pigeonhole/read', [undefined, 'scope-needed', undefined]],
    ['', ['scope-needed', 'scope-needed', 'scope-needed']],
    ['call', ['scope-needed', 'scope-needed', 'scope-needed']],
    ['pigeonhole/caller', ['scope-needed', 'scope-needed', 'scope-needed']],
  ])('with the scopes %j may do what they say, and no more', async (scope, codes) => {
    const asked = [read, change, list].map((route) => status(reading(scope), route));
    expect(await Promise.all(asked)).toEqual(codes);
  });

  it('of another site finds nothing, whatever its scopes are', async () => {
    for (const scope of ['pigeonhole/call', 'pigeonhole/read', '']) {
      expect(await status(client('integration-of-b', scope), read)).toBe('not-found');
      expect(await status(client('integration-of-b', scope), change)).toBe('not-found');
    }
  });

  it('that says no scope at all may do nothing, and a person needs none', async () => {
    const bare = { sub: 'integration-of-a', client_id: 'integration-of-a', token_use: 'access' };
    expect(await status(bare, read)).toBe('scope-needed');
    expect(await status({ client_id: 'integration-of-a', token_use: 'access' }, read)).toBe('scope-needed');
    expect(await status(person('manager-of-a'), read)).toBeUndefined();
  });
});

describe('a function without the registry', () => {
  const row = (route: string) => {
    const found = routes.find(({ method, path }) => `${method} ${path}` === route);
    if (!found) throw new Error(`no such route: ${route}`);
    return found;
  };

  it('serves what is of no one site to whoever has a token', async () => {
    const who = await authorize(undefined, row('GET /v1/exceptions'), { path: {}, claims: person('nobody') });
    expect(who).toEqual({ actor: 'nobody', role: undefined });
  });

  it('cannot serve a route of one site: who may call it would not be known', async () => {
    const asked = { path: { siteId: 'a' }, claims: operator };
    await expect(authorize(undefined, row('GET /v1/sites/{siteId}'), asked)).rejects.toThrow('needs the registry');
  });
});

describe('an operator', () => {
  const read = async (groups: string | undefined) =>
    (await world.call(person('someone', groups), 'GET /v1/sites/{siteId}', { path: { siteId: 'a' } })).status;

  it.each(['operator', '[operator]', '[viewers operator]', '[operator viewers]'])(
    'is known by the claim %s',
    async (groups) => {
      expect(await read(groups)).toBe(200);
    },
  );

  it.each([
    undefined,
    '',
    '[]',
    '[operators]',
    '[not-operator]',
    'x,operator',
    '[x,operator]',
    '[[operator]]',
    '["operator"]',
    'OPERATOR',
  ])('is not known by the claim %s', async (groups) => {
    expect(await read(groups)).toBe(404);
  });
});

describe('a membership', () => {
  const route = 'PUT /v1/sites/{siteId}/members/{subject}';
  const path = { siteId: 'a', subject: 'new-1' };
  const read = async () =>
    (await world.call(person('new-1'), 'GET /v1/sites/{siteId}', { path: { siteId: 'a' } })).status;

  it('counts from the request after it was given, changed or taken', async () => {
    const manager = callers.m;
    expect(await read()).toBe(404);
    expect((await world.call(manager, route, { path, body: { role: 'viewer' } })).body).toEqual({
      subject: 'new-1',
      role: 'viewer',
      roleSinceMs: world.clock.now,
    });
    expect(await read()).toBe(200);
    const change = async () =>
      (await world.call(person('new-1'), 'PATCH /v1/sites/{siteId}', { path: { siteId: 'a' }, body: {} })).status;
    expect(await change()).toBe(403);
    await world.call(manager, route, { path, body: { role: 'manager' } });
    expect(await change()).toBe(200);
    expect((await world.call(manager, 'DELETE /v1/sites/{siteId}/members/{subject}', { path })).status).toBe(204);
    expect(await read()).toBe(404);
    expect((await world.call(manager, 'DELETE /v1/sites/{siteId}/members/{subject}', { path })).status).toBe(204);
    await world.call(manager, route, { path, body: { role: 'viewer' } });
    expect(await read()).toBe(200);
  });

  it('of an operator cannot be given: that is a group of the user pool', async () => {
    expect((await world.call(callers.m, route, { path, body: { role: 'operator' } })).status).toBe(400);
  });

  it('is listed with the others, in order', async () => {
    const { body } = await world.call(callers.m, 'GET /v1/sites/{siteId}/members', { path: { siteId: 'b' } });
    expect(body).toMatchObject({ code: 'not-found' });
    const own = await world.call(operator, 'GET /v1/sites/{siteId}/members', { path: { siteId: 'b' } });
    const roleSinceMs = startMs;
    expect(own.body['items']).toEqual([
      { subject: 'integration-of-b', role: 'integration', roleSinceMs },
      { subject: 'manager-of-b', role: 'manager', roleSinceMs },
      { subject: 'technician-of-b', role: 'technician', roleSinceMs },
      { subject: 'viewer-of-b', role: 'viewer', roleSinceMs },
    ]);
  });
});
