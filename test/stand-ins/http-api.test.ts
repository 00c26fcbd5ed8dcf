import { expect, test } from 'vitest';
import { openUserPool, type StoredKey } from '../../local/stand-ins/cognito.js';
import type { Route } from '../../local/stand-ins/http-api-routes.js';
import { startHttpApi } from '../../local/stand-ins/http-api.js';
import { Lambda } from '../../local/stand-ins/lambda.js';
import { atEnd, inMemory, PLACE, startHarness } from './harness.js';
import { arnOf, functionOf } from './lambda-fixture.js';

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool';

async function startApi(...given: (Partial<Route> & { routeKey: string })[]) {
  const { clock } = await startHarness();
  const lambda = new Lambda(clock);
  atEnd(() => lambda.close());
  lambda.register(functionOf('echo', 'export const handler = async (event) => event;'));
  lambda.register(functionOf('answers', 'export const handler = async (event) => JSON.parse(event.body);'));
  lambda.register(functionOf('throws', 'export const handler = async () => { throw new Error("secret cause"); };'));
  lambda.register(functionOf('hangs', 'export const handler = () => new Promise(() => setTimeout(() => {}, 5000));'));
  const config = { id: 'us-east-1_pool', issuer, clientIds: ['people', 'other'], groups: ['operator', 'auditor'] };
  const pool = await openUserPool(config, { keys: inMemory<StoredKey>(), clock });
  const shared = {
    functionArn: arnOf('echo'),
    integrationTimeoutMs: 30_000,
    scopes: [],
    throttle: { ratePerSecond: 1_000, burst: 1_000 },
  };
  const authorizer = { issuer, audience: ['people'], verify: (token: string) => pool.verify(token) };
  const routes = given.map(({ authorizer: own, ...route }) => ({
    ...shared,
    ...route,
    ...(own && { authorizer: own }),
  }));
  const log = () => undefined;
  const api = await startHttpApi({ port: 0, clock, log });
  atEnd(() => api.close());
  const invoke = (arn: string, event: string) => lambda.invoke(arn, event);
  const serve = (all: readonly Route[]) => api.serve({ ...PLACE, apiId: 'api1', routes: all, clock, log, invoke });
  const url = `http://127.0.0.1:${api.port}`;
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? '' : (JSON.parse(text) as unknown),
    };
  };
  return { clock, pool, authorizer, call, routes, serve };
}

async function serving(...given: (Partial<Route> & { routeKey: string })[]) {
  const api = await startApi(...given);
  api.serve(api.routes);
  return api;
}

test('a function gets the event of payload format 2.0', async () => {
  const { call, clock } = await serving({ routeKey: 'POST /v1/sites/{siteId}/banks' });
  const { body } = await call('/v1/sites/de%20mo/banks?size=L&size=M&empty=', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'K1', Cookie: 'a=1; b=2' },
    body: '{"bankId":"ü"}',
  });
  expect(body).toMatchObject({
    version: '2.0',
    routeKey: 'POST /v1/sites/{siteId}/banks',
    rawPath: '/v1/sites/de%20mo/banks',
    rawQueryString: 'size=L&size=M&empty=',
    queryStringParameters: { size: 'L,M', empty: '' },
    pathParameters: { siteId: 'de mo' },
    cookies: ['a=1', 'b=2'],
    headers: { 'content-type': 'application/json', 'idempotency-key': 'K1' },
    body: '{"bankId":"ü"}',
    isBase64Encoded: false,
    requestContext: { apiId: 'api1', stage: '$default', http: { method: 'POST', sourceIp: '127.0.0.1' } },
  });
  const { headers, requestContext } = body as { headers: object; requestContext: { timeEpoch: number; time: string } };
  expect(headers).not.toHaveProperty('cookie');
  expect(Math.abs(requestContext.timeEpoch - clock.nowMs())).toBeLessThan(5_000);
  expect(requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  expect(requestContext).not.toHaveProperty('authorizer');
});

test('a body that is not text comes in base64; none does not come at all', async () => {
  const { call } = await serving({ routeKey: 'POST /raw' }, { routeKey: 'GET /raw' });
  const sent = await call('/raw', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array([0, 255]),
  });
  expect(sent.body).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
  expect((await call('/raw')).body).not.toHaveProperty('body');
});

test('the most particular route serves, and what matches none is not found', async () => {
  const { call } = await serving(
    { routeKey: 'ANY /{proxy+}' },
    { routeKey: 'GET /v1/{thing}' },
    { routeKey: 'ANY /v1/health' },
    { routeKey: 'GET /v1/health' },
  );
  const routeOf = async (path: string, method = 'GET') =>
    ((await call(path, { method })).body as { routeKey?: string }).routeKey;
  expect(await routeOf('/v1/health')).toBe('GET /v1/health');
  expect(await routeOf('/v1/health', 'DELETE')).toBe('ANY /v1/health');
  expect(await routeOf('/v1/other')).toBe('GET /v1/{thing}');
  expect(await routeOf('/v1/other/deeper')).toBe('ANY /{proxy+}');
  const narrow = await serving({ routeKey: 'GET /v1/health' });
  for (const path of ['/v1/Health', '/v1/health/', '/v2', '/v1xhealth'])
    expect(await narrow.call(path)).toMatchObject({ status: 404, body: { message: 'Not Found' } });
});

test('without a good token the answer is 401, and the function is not called', async () => {
  const api = await startApi({ routeKey: 'GET /v1/sites' });
  const { call, pool, clock, authorizer } = api;
  api.serve(api.routes.map((route) => ({ ...route, authorizer })));
  const token = await pool.mintToken({ sub: 'u-1' });
  const [head, payload] = token.split('.');
  const elsewhere = await pool.mintToken({ sub: 'u-1', clientId: 'other' });
  for (const authorization of [undefined, '', 'Bearer', 'Bearer x.y.z', `Bearer ${head}.${payload}.AAAA`, elsewhere]) {
    const answer = await call('/v1/sites', { headers: authorization === undefined ? {} : { authorization } });
    expect(answer).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  }
  expect((await call('/v1/sites', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  await clock.advance(3_601_000);
  expect((await call('/v1/sites', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
});

test('claims reach the function as strings, lists in brackets', async () => {
  const api = await startApi({ routeKey: 'GET /v1/sites' });
  api.serve(api.routes.map((route) => ({ ...route, authorizer: api.authorizer })));
  const token = await api.pool.mintToken({ sub: 'u-1', groups: ['operator', 'auditor'] });
  const { body } = await api.call('/v1/sites', { headers: { authorization: token } });
  const { claims, scopes } = (
    body as { requestContext: { authorizer: { jwt: { claims: Record<string, unknown>; scopes: unknown } } } }
  ).requestContext.authorizer.jwt;
  expect(claims).toMatchObject({ sub: 'u-1', client_id: 'people', 'cognito:groups': '[operator auditor]' });
  expect(Object.values(claims).every((claim) => typeof claim === 'string')).toBe(true);
  expect(claims.exp).toMatch(/^\d{10}$/);
  expect(scopes).toBeNull();
});

test('a route that asks for scopes answers 403 to a token with none of them', async () => {
  const api = await startApi({ routeKey: 'GET /v1/sites', scopes: ['pigeonhole/call', 'pigeonhole/all'] });
  api.serve(api.routes.map((route) => ({ ...route, authorizer: api.authorizer })));
  const statusWith = async (scope: string) => {
    const token = await api.pool.mintToken({ sub: 'u-1', scope });
    return (await api.call('/v1/sites', { headers: { authorization: `Bearer ${token}` } })).status;
  };
  expect(await statusWith('pigeonhole/other')).toBe(403);
  expect(await statusWith('openid pigeonhole/call')).toBe(200);
});

test('what a function answers reaches the caller: status, headers, cookies, bytes', async () => {
  const { call } = await serving({ routeKey: 'POST /say', functionArn: arnOf('answers') });
  const say = (answer: unknown) =>
    call('/say', { method: 'POST', body: JSON.stringify(answer), headers: { 'content-type': 'application/json' } });
  const problem = await say({
    statusCode: 409,
    headers: { 'Content-Type': 'application/problem+json' },
    cookies: ['a=1; Secure', 'b=2'],
    body: Buffer.from('{"code":"taken"}').toString('base64'),
    isBase64Encoded: true,
  });
  expect(problem).toMatchObject({ status: 409, body: { code: 'taken' } });
  expect(problem.headers.get('content-type')).toBe('application/problem+json');
  expect(problem.headers.getSetCookie()).toEqual(['a=1; Secure', 'b=2']);
  expect(await say({ plain: 'object' })).toMatchObject({ status: 200, body: { plain: 'object' } });
  expect(await say({ statusCode: 204 })).toMatchObject({ status: 204, body: '' });
  expect(await say({ statusCode: 'many' })).toMatchObject({ status: 500, body: { message: 'Internal Server Error' } });
});

test('a failing function is 500 without its cause, one that takes too long is 503', async () => {
  const { call } = await serving(
    { routeKey: 'GET /throws', functionArn: arnOf('throws') },
    { routeKey: 'GET /hangs', functionArn: arnOf('hangs'), integrationTimeoutMs: 100 },
  );
  expect(await call('/throws')).toMatchObject({ status: 500, body: { message: 'Internal Server Error' } });
  expect(await call('/hangs')).toMatchObject({ status: 503, body: { message: 'Service Unavailable' } });
});

test('over its throttle a route answers 429, and fills up again with time', async () => {
  const { call, clock } = await serving(
    { routeKey: 'GET /narrow', throttle: { ratePerSecond: 0.01, burst: 2 } },
    { routeKey: 'GET /wide' },
  );
  const statuses = [await call('/narrow'), await call('/narrow'), await call('/narrow')].map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 429]);
  expect((await call('/wide')).status).toBe(200);
  await clock.advance(100_000);
  expect((await call('/narrow')).status).toBe(200);
});

test('a body over ten megabytes is refused with an answer', async () => {
  const { call } = await serving({ routeKey: 'POST /raw' });
  const body = 'x'.repeat(10 * 1024 * 1024 + 1);
  expect(await call('/raw', { method: 'POST', body })).toMatchObject({ status: 413 });
});
