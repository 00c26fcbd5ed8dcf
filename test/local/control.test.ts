import { request } from 'node:http';
import { decodeJwt } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { startSystem, type LocalSystem } from '../../local/system.js';
import { atEnd } from '../stand-ins/harness.js';
import { functionResource, writeAssembly } from './assembly-fixture.js';
import { trialResources } from './trial-stack.js';

const resources = {
  Role: trialResources['Role'],
  Idle: functionResource('idle'),
  Alarms: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alarms' } },
  AlarmMail: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Alarms' }, Protocol: 'email', Endpoint: 'manager@example.org' },
  },
  Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
  People: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'Pool' } } },
  Operator: {
    Type: 'AWS::Cognito::UserPoolGroup',
    Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'operator' },
  },
};

const idle = `console.log('idle is loaded'); export const handler = async () => null;`;

let shared: Promise<LocalSystem> | undefined;
afterAll(async () => (await shared)?.close());

/** One run for all that changes nothing in it. */
const running = () => (shared ??= startRun());

function startRun(): Promise<LocalSystem> {
  const assembly = writeAssembly({ resources, bundles: { idle } });
  return startSystem({ assembly, ports: { api: 0, mqtt: 0, control: 0 } });
}

async function start(): Promise<LocalSystem> {
  const system = await startRun();
  atEnd(() => system.close());
  return system;
}

async function call({ controlUrl }: LocalSystem, method: string, path: string, body?: unknown) {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(controlUrl + path, { method, ...(body === undefined ? {} : { body: sent }) });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

test('the clock is read, moved and given a speed; the answer comes when all is at rest', async () => {
  const system = await start();
  const before = (await call(system, 'GET', '/clock')).json;
  expect(before).toMatchObject({ speed: 1 });
  let fired = false;
  system.clock.setTimer(system.clock.nowMs() + 60_000, async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    fired = true;
  });
  const { json } = await call(system, 'POST', '/clock', { advanceMs: 86_400_000, speed: 720 });
  expect(fired).toBe(true);
  expect(json.speed).toBe(720);
  expect(Number(json.nowMs) - Number(before.nowMs)).toBeGreaterThanOrEqual(86_400_000);
});

test('the outbox is a list, and the link of a confirmation mail works', async () => {
  const system = await start();
  const outbox = (await call(system, 'GET', '/outbox')).json as unknown as { to: string; body: string; atMs: number }[];
  expect(outbox).toMatchObject([{ channel: 'email', to: 'manager@example.org', kind: 'subscription-confirmation' }]);
  const [link = ''] = /http:\S+/.exec(outbox[0]!.body) ?? [];
  expect(link.startsWith(`${system.controlUrl}/confirm?`)).toBe(true);
  const confirmed = await fetch(link);
  expect([confirmed.status, await confirmed.text()]).toEqual([200, 'Subscription confirmed: manager@example.org\n']);
  expect((await fetch(`${link}0`)).status).toBe(400);
});

test('who has seen the first messages of the outbox asks for the rest alone', async () => {
  const system = await start();
  system.outbox.deliver({ channel: 'sms', to: '+12025550101', body: 'the second', atMs: 2 });
  const rest = async (from: string) => (await call(system, 'GET', `/outbox?from=${from}`)).json;
  expect(await rest('0')).toHaveLength(2);
  expect(await rest('1')).toMatchObject([{ body: 'the second' }]);
  expect(await rest('2')).toEqual([]);
  expect(await rest('9')).toEqual([]);
  expect((await call(system, 'GET', '/outbox?from=-1')).status).toBe(400);
});

test('it tells where everything listens, and what still waits', async () => {
  const system = await running();
  const { apiUrl, controlUrl, mqttPort, dynamoDbUrl, endpointUrl } = system;
  const { json } = await call(system, 'GET', '/addresses');
  expect(json).toMatchObject({ apiUrl, controlUrl, mqttPort, dynamoDbUrl, endpointUrl, outputs: {} });
  expect((await call(system, 'GET', '/health')).json).toMatchObject({ pendingEvents: 0, queues: {} });
});

test('a token is minted for what is asked', async () => {
  const system = await running();
  const { json } = await call(system, 'POST', '/token', { sub: 'manager-1', groups: ['operator'] });
  expect(decodeJwt(String(json.token))).toMatchObject({ sub: 'manager-1', 'cognito:groups': ['operator'] });
});

test('mishaps are set one by one and told', async () => {
  const system = await start();
  await call(system, 'POST', '/mishaps', { deliverTwice: true, delayMs: 500 });
  const { json } = await call(system, 'POST', '/mishaps', { delayMs: 0 });
  expect(json).toEqual({ deliverTwice: 1, delayMs: 0, scheduleTwice: 0, scheduleLateMs: 0, optedOut: [] });
  expect((await call(system, 'GET', '/mishaps')).json).toEqual(json);
});

test('health tells the functions and what the broker refused; devices find what to trust', async () => {
  const system = await running();
  const { json } = await call(system, 'GET', '/health');
  expect(json).toMatchObject({ status: 'ok', functions: { idle: { invocations: 0, sandboxes: 1 } } });
  const ca = await fetch(`${system.controlUrl}/ca.pem`);
  expect(await ca.text()).toBe(system.caPem);
});

test.each([
  ['POST', '/clock', { advanceMs: -1 }, 'advanceMs must be 0 or more'],
  ['POST', '/clock', { advanceMs: '5' }, 'advanceMs must be a number'],
  ['POST', '/clock', { advanceMs: 1e15 }, 'advanceMs must be at most'],
  ['POST', '/clock', { speed: 0 }, 'speed must be 1 or more'],
  ['POST', '/clock', { nowMs: 1 }, 'unknown property "nowMs"'],
  ['POST', '/clock', '[]', 'must be a JSON object'],
  ['POST', '/clock', '{"speed":', 'JSON'],
  ['POST', '/mishaps', { burn: true }, 'unknown mishap "burn"'],
  ['POST', '/mishaps', { deliverTwice: 2 }, 'a chance from 0 to 1'],
  ['POST', '/token', {}, 'sub must be given'],
  ['POST', '/token', { sub: 'a', groups: ['owner'] }, 'no group "owner"'],
])('refused: %s %s %j', async (method, path, body, message) => {
  const system = await running();
  const { status, json } = await call(system, method, path, body);
  expect(status).toBe(400);
  expect(json.error).toContain(message);
});

test('what a function printed is there to read, by its name', async () => {
  const system = await running();
  const { status, json } = await call(system, 'GET', '/logs?function=idle');
  expect([status, json]).toEqual([200, [expect.stringContaining('idle is loaded')]]);
  expect((await call(system, 'GET', '/logs')).status).toBe(400);
  expect((await call(system, 'GET', '/logs?function=nobody')).status).toBe(404);
});

test('what is not there says what is', async () => {
  const system = await running();
  const { status, json } = await call(system, 'DELETE', '/outbox');
  expect(status).toBe(404);
  expect(json.error).toContain('GET /outbox');
});

test('a web page does not reach it: neither with an Origin nor by another name', async () => {
  const { controlUrl } = await running();
  const statusWith = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${controlUrl}/outbox`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect(await statusWith({ host: 'evil.example' })).toBe(403);
  expect(await statusWith({ host: '127.0.0.1.evil.example:8788' })).toBe(403);
  expect(await statusWith({ origin: 'http://127.0.0.1:8788' })).toBe(403);
  expect(await statusWith({ origin: 'null' })).toBe(403);
  expect(await statusWith({ host: 'localhost:8788' })).toBe(200);
});

test.each([
  ['//', 'localhost', 404],
  ['//', 'evil.example', 403],
  ['http://[', 'localhost', 404],
])('a target that is no address, %s from %s, is answered with %i', async (target, host, status) => {
  const { controlUrl } = await running();
  const answered = await new Promise<number | undefined>((resolve, reject) => {
    const { port } = new URL(controlUrl);
    request({ host: '127.0.0.1', port, path: target, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(answered).toBe(status);
});
