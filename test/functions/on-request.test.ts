import { describe, expect, it } from 'vitest';
import type { ApiEvent } from '../../functions/api/request.js';
import { codeOf, eventOf, makeWorld, operator, person, startMs } from './api/world.js';

const site = { siteId: 'site-1', name: 'House 1' };

describe('the API as HTTP', () => {
  it('answers JSON that nobody keeps, and names the request', async () => {
    const reply = await makeWorld().call(operator, 'POST /v1/sites', { body: site });
    expect(reply.status).toBe(201);
    expect(reply.headers).toEqual({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-request-id': 'request-1',
    });
  });

  it('says that it is there, to anybody', async () => {
    const { status, body } = await makeWorld().call(undefined, 'GET /v1/health');
    expect([status, body]).toEqual([200, { status: 'ok', nowMs: startMs }]);
  });

  it('words a refusal as a problem with a stable code', async () => {
    const reply = await makeWorld().call(operator, 'GET /v1/sites/{siteId}', { path: { siteId: 'nowhere' } });
    expect(reply.status).toBe(404);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.body).toEqual({
      type: 'urn:pigeonhole:problem:not-found',
      title: 'there is no such thing, or not for you',
      status: 404,
      code: 'not-found',
      instance: 'urn:pigeonhole:request:request-1',
    });
  });

  it.each([
    ['no JSON', { body: '{"siteId":' }, 400, 'malformed-json'],
    ['nothing', { body: '' }, 400, 'malformed-json'],
    ['a list', { body: [] }, 400, 'invalid-body'],
    ['null', { body: 'null' }, 400, 'invalid-body'],
    [
      'a form',
      { body: 'siteId=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      400,
      'wrong-content-type',
    ],
    ['JSON that says it is text', { body: site, headers: { 'content-type': 'text/plain' } }, 400, 'wrong-content-type'],
    [
      'JSON of a type that only begins like it',
      { body: site, headers: { 'content-type': 'application/jsonp' } },
      400,
      'wrong-content-type',
    ],
    ['a field of another type', { body: { ...site, name: 7 } }, 400, 'invalid-body'],
    ['a field too many', { body: { ...site, owner: 'me' } }, 400, 'invalid-body'],
    ['a field too few', { body: { siteId: 'site-1' } }, 400, 'invalid-body'],
    ['a name of 81 letters', { body: { ...site, name: 'n'.repeat(81) } }, 400, 'invalid-body'],
    ['a name with a line break', { body: { ...site, name: 'House\n1' } }, 400, 'invalid-body'],
    ['65,537 bytes', { body: 'x'.repeat(65_537) }, 413, 'body-too-large'],
  ])('refuses %s', async (_what, asked, status, code) => {
    const reply = await makeWorld().call(operator, 'POST /v1/sites', asked);
    expect([reply.status, codeOf(reply)]).toEqual([status, code]);
  });

  it('takes a name of 80 letters, and 65,536 bytes up to the JSON in them', async () => {
    const world = makeWorld();
    expect((await world.call(operator, 'POST /v1/sites', { body: { ...site, name: 'n'.repeat(80) } })).status).toBe(
      201,
    );
    expect(codeOf(await world.call(operator, 'POST /v1/sites', { body: 'x'.repeat(65_536) }))).toBe('malformed-json');
  });

  it('reads a body that came in base64, and measures what it decodes to', async () => {
    const world = makeWorld();
    const parts = { claims: operator, nowMs: startMs, requestId: 'r' };
    const send = async (text: string) => {
      const event = eventOf('POST /v1/sites', { ...parts, asked: { body: text } });
      const coded = { ...event, body: Buffer.from(text).toString('base64'), isBase64Encoded: true };
      return (await world.onRequest(coded, {} as never)) as { statusCode: number };
    };
    expect((await send(JSON.stringify(site))).statusCode).toBe(201);
    expect((await send('x'.repeat(65_540))).statusCode).toBe(413);
  });

  it('says where a body is wrong, and repeats nothing of it', async () => {
    const body = { siteId: 'a secret!', name: 'House', policy: { overdueHours: 5, secret: 1 } };
    const reply = await makeWorld().call(operator, 'POST /v1/sites', { body });
    expect(reply.body['mistakes']).toEqual([
      { path: 'siteId', message: 'is refused: invalid format' },
      { path: 'policy.overdueHours', message: 'must be at least 6' },
      { path: 'policy', message: 'has a property that is not known here' },
    ]);
    expect(JSON.stringify(reply.body)).not.toContain('secret');
  });

  it('asks of what is of another type for its type alone, and not for a length that is another one’s', async () => {
    const body = { ...site, policy: { reminderHours: 'each night' } };
    const reply = await makeWorld().call(operator, 'POST /v1/sites', { body });
    expect(reply.body['mistakes']).toEqual([{ path: 'policy.reminderHours', message: 'must be of type array' }]);
  });

  it('says what may stand where something else does', async () => {
    const world = makeWorld();
    const made = await world.call(operator, 'POST /v1/sites', { body: { ...site, language: 'a secret' } });
    expect(made.body['mistakes']).toEqual([{ path: 'language', message: 'must be one of en, fr, es' }]);
    const listed = await world.call(operator, 'GET /v1/sites', { query: { limit: '101' } });
    expect(listed.body['mistakes']).toEqual([{ path: 'limit', message: 'must be at most 100' }]);
    const sorted = await world.call(operator, 'GET /v1/sites', { query: { secret: 'up' } });
    expect(sorted.body['mistakes']).toEqual([
      { path: '', message: 'has a property that is not known here: known are limit, cursor' },
    ]);
  });

  it('refuses a query it does not know, and a limit outside 1 to 100', async () => {
    const world = makeWorld();
    const list = async (query: Record<string, string>) =>
      codeOf(await world.call(operator, 'GET /v1/sites', { query }));
    const refused: Record<string, string>[] = [
      { limit: '0' },
      { limit: '101' },
      { limit: 'many' },
      { limit: '' },
      { limit: '5,6' },
      { sort: 'up' },
    ];
    for (const query of refused) {
      expect([query, await list(query)]).toEqual([query, 'invalid-query']);
    }
    expect(await list({ limit: '1' })).toBeUndefined();
    expect(await list({ limit: '100' })).toBeUndefined();
  });

  it('wants an access token, and says so where there is none', async () => {
    const world = makeWorld();
    const as = async (claims: Record<string, string> | undefined) => (await world.call(claims, 'GET /v1/sites')).status;
    expect(await as(undefined)).toBe(401);
    expect(await as({ ...operator, token_use: 'id' })).toBe(401);
    expect(await as({ token_use: 'access' })).toBe(401);
    expect(await as(operator)).toBe(200);
  });

  it('knows no route that is not in the table, nor an id that could name nothing', async () => {
    const world = makeWorld();
    expect((await world.call(operator, 'DELETE /v1/sites/{siteId}', { path: { siteId: 'a' } })).status).toBe(404);
    expect((await world.call(operator, 'GET /v1/sites/{siteId}', { path: { siteId: '../x' } })).status).toBe(404);
    expect((await world.call(operator, 'GET /v1/sites/{siteId}', { path: { siteId: '*' } })).status).toBe(404);
  });

  it('tells nothing of a failure on our side, and counts it with the place it came from', async () => {
    const world = makeWorld();
    const counted: unknown[] = [];
    world.counters.count = (name, detail) => void counted.push([name, detail?.['error'], detail?.['route']]);
    world.registry.sites.list = async () => {
      throw new RangeError('table pigeonhole-prod, key SITE#7, +15550100001');
    };
    const reply = await world.call(operator, 'GET /v1/sites');
    expect(reply.status).toBe(500);
    expect(Object.keys(reply.body).sort()).toEqual(['code', 'instance', 'status', 'title', 'type']);
    expect(JSON.stringify(reply)).not.toMatch(/SITE#7|RangeError|prod|1555/);
    expect(counted).toEqual([['api-failed', 'RangeError', 'GET /v1/sites']]);
  });

  it.each([
    ['onRequest', 'POST /v1/sites', { body: site }],
    ['onReport', 'GET /v1/sites', {}],
  ] as const)('%s says 503 half a second before Lambda would end it', async (name, route, asked) => {
    const world = makeWorld();
    world.registry.sites.list = () => new Promise(() => undefined);
    world.registry.sites.create = () => new Promise(() => undefined);
    const event: ApiEvent = eventOf(route, { claims: operator, asked, nowMs: startMs, requestId: 'r' });
    const context = { getRemainingTimeInMillis: () => 520 } as never;
    const result = (await world[name](event, context)) as { statusCode: number; body: string };
    expect(result.statusCode).toBe(503);
    expect(result.body).toContain('"code":"timed-out"');
  });

  it('takes a person for themselves and not for the app that they use', async () => {
    const world = makeWorld();
    await world.call(operator, 'POST /v1/sites', { body: site });
    const path = { siteId: 'site-1', subject: 'the-app' };
    await world.call(operator, 'PUT /v1/sites/{siteId}/members/{subject}', { path, body: { role: 'manager' } });
    const reply = await world.call(person('somebody'), 'GET /v1/sites/{siteId}', { path: { siteId: 'site-1' } });
    expect(reply.status).toBe(404);
  });
});
