import { afterEach, describe, expect, test } from 'vitest';
import type { Client } from 'aedes';
import type { BrokerParts } from '../../local/stand-ins/iot-broker-parts.js';
import { newSession } from '../../local/stand-ins/iot-gate.js';
import { brokerHooks } from '../../local/stand-ins/iot-hooks.js';
import { startRules } from '../../local/stand-ins/iot-rules.js';
import { newCounters } from '../../local/stand-ins/iot-limits.js';
import { NOW_MS, recordedRule, startSite, until, type Site } from './iot-support.js';

let site: Site | undefined;
afterEach(() => site?.close());

const OURS = (kind: string): string =>
  `SELECT encode(*, 'base64') AS body, topic(3) AS bankId, topic(4) AS kind, clientid() AS clientId,
   principal() AS principal, timestamp() AS receivedAtMs FROM 'lockers/v1/+/${kind}'`;

const DOOR = 'lockers/v1/bank-7/door';

test('Basic Ingest stamps the event, and only the named rule looks at it', async () => {
  const door = recordedRule({ name: 'lockers_v1_door', sql: OURS('door') });
  const everything = recordedRule({ name: 'everything', sql: `SELECT topic() AS topic FROM '#'` });
  site = await startSite([door, everything]);
  const bank = await site.enrol('bank-7');
  const client = await site.connect(bank);
  await client.publishAsync(`$aws/rules/lockers_v1_door/${DOOR}`, 'not { json', { qos: 1 });
  await until(() => door.events.length > 0);
  expect(door.events).toEqual([
    {
      body: 'bm90IHsganNvbg==',
      bankId: 'bank-7',
      kind: 'door',
      clientId: 'bank-7',
      principal: bank.certificateId,
      receivedAtMs: NOW_MS,
    },
  ]);
  expect(everything.events).toEqual([]);
});

test('an ordinary publish is looked at by every enabled rule', async () => {
  const door = recordedRule({ name: 'lockers_v1_door', sql: OURS('door') });
  const health = recordedRule({ name: 'lockers_v1_health', sql: OURS('health') });
  const everything = recordedRule({ name: 'everything', sql: `SELECT topic() AS topic FROM 'lockers/#'` });
  const disabled = recordedRule({ name: 'disabled', sql: `SELECT topic() AS topic FROM '#'`, disabled: true });
  site = await startSite([door, health, everything, disabled]);
  const client = await site.connect(await site.enrol('bank-7'));
  await client.publishAsync(DOOR, '{}', { qos: 1 });
  await until(() => everything.events.length > 0);
  expect(everything.events).toEqual([{ topic: DOOR }]);
  expect(door.events).toHaveLength(1);
  expect(health.events).toEqual([]);
  expect(disabled.events).toEqual([]);
});

test("a rule that is not there, or whose FROM is another's, takes nothing, and the PUBACK comes all the same", async () => {
  const health = recordedRule({ name: 'lockers_v1_health', sql: OURS('health') });
  const off = recordedRule({ name: 'off', sql: OURS('door'), disabled: true });
  site = await startSite([health, off]);
  const client = await site.connect(await site.enrol('bank-7'));
  await client.publishAsync(`$aws/rules/not_there/${DOOR}`, '{}', { qos: 1 });
  site.broker.publish(`$aws/rules/off/${DOOR}`, Buffer.from('{}'), { qos: 1 });
  await client.publishAsync(`$aws/rules/lockers_v1_health/${DOOR}`, '{}', { qos: 1 });
  await until(() => site?.broker.counters['rule-not-matched'] === 1);
  expect(site.broker.counters['rule-not-found']).toBe(2);
  expect([...health.events, ...off.events]).toEqual([]);
});

test('a publish of the cloud is looked at too, and comes from no client', async () => {
  const rule = recordedRule({ name: 'r', sql: `SELECT clientid() AS c, principal() AS p, topic() AS t FROM 'down/#'` });
  site = await startSite([rule]);
  site.broker.publish('down/a', Buffer.from('{}'), { qos: 1 });
  site.broker.publish('$aws/rules/r/down/b', Buffer.from('{}'), { qos: 0 });
  expect(rule.events).toEqual([
    { c: 'n/a', p: 'n/a', t: 'down/a' },
    { c: 'n/a', p: 'n/a', t: 'down/b' },
  ]);
});

test('the PUBACK does not wait for the action', async () => {
  let finish = (): void => undefined;
  const slow = recordedRule({
    name: 'lockers_v1_door',
    sql: OURS('door'),
    invoke: () => new Promise<void>((done) => (finish = done)),
  });
  site = await startSite([slow]);
  const client = await site.connect(await site.enrol('bank-7'));
  await client.publishAsync(`$aws/rules/lockers_v1_door/${DOOR}`, '{}', { qos: 1 });
  finish();
});

test('a message is with its rule before its PUBACK goes: a kill in between leaves it with one of the two', async () => {
  site = await startSite();
  const { certificateId } = await site.enrol('bank-7');
  const session = Object.assign(newSession(certificateId), { clientId: 'bank-7', thingName: 'bank-7' });
  const client = {} as Client;
  const order: string[] = [];
  const parts = {
    registry: site.registry,
    sessions: new WeakMap([[client, session]]),
    observe: () => undefined,
    toRules: () => void order.push('rule'),
    isClosing: () => false,
  } as unknown as BrokerParts;
  const { authorizePublish } = brokerHooks(parts, () => undefined as never);
  const packet = { topic: `$aws/rules/lockers_v1_door/${DOOR}`, payload: Buffer.from('{}'), qos: 1, retain: false };
  authorizePublish!(client, packet as never, (error) => void order.push(error ? 'refused' : 'puback'));
  expect(order).toEqual(['rule', 'puback']);
});

test("a failed action leads to the error action, with AWS's error record", async () => {
  const records: unknown[] = [];
  const rule = recordedRule({
    name: 'lockers_v1_door',
    sql: OURS('door'),
    resource: 'arn:aws:lambda:us-east-1:111122223333:function:on-telemetry',
    invoke: () => Promise.reject(new Error('the function is throttled')),
    errorAction: async (record) => void records.push(record),
  });
  site = await startSite([rule]);
  const client = await site.connect(await site.enrol('bank-7'));
  await client.publishAsync(`$aws/rules/lockers_v1_door/${DOOR}`, '{"n":1}', { qos: 1 });
  await until(() => records.length > 0);
  expect(records).toEqual([
    {
      ruleName: 'lockers_v1_door',
      topic: DOOR,
      cloudwatchTraceId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      clientId: 'bank-7',
      base64OriginalPayload: 'eyJuIjoxfQ==',
      failures: [
        {
          failedAction: 'LambdaAction',
          failedResource: 'arn:aws:lambda:us-east-1:111122223333:function:on-telemetry',
          errorMessage: 'the function is throttled',
        },
      ],
    },
  ]);
});

describe('at the start', () => {
  const start =
    (...rules: { name: string; sql: string }[]) =>
    () =>
      startRules(rules.map(recordedRule), { counters: newCounters(), log: () => undefined });

  test('a statement that cannot be honoured stops it, and the rule is named', () => {
    expect(start({ name: 'lockers_v1_door', sql: `SELEC * FRM 'a'` })).toThrow(
      /^topic rule lockers_v1_door: IoT SQL, position 1:/,
    );
  });

  test('so do two rules of one name', () => {
    expect(start({ name: 'a', sql: `SELECT * FROM 'a'` }, { name: 'a', sql: `SELECT * FROM 'b'` })).toThrow(
      /two topic rules are named a/,
    );
  });
});

describe('a failure beside the message', () => {
  const message = { topic: 'a', payload: Buffer.from('x'), clientId: 'c', principal: 'p', receivedAtMs: 1 };
  const lines: string[] = [];
  const counters = newCounters();
  const considered = async (more: object): Promise<void> => {
    startRules([recordedRule({ name: 'r', sql: `SELECT topic() AS t FROM 'a'`, ...more })], {
      counters,
      log: (line) => lines.push(line),
    }).consider(message);
    await new Promise((resolve) => setImmediate(resolve));
  };

  test('an action that throws at once is an action that fails', async () => {
    const records: unknown[] = [];
    const invoke = (): never => {
      throw new Error('at once');
    };
    await considered({ invoke, errorAction: async (record: unknown) => void records.push(record) });
    expect(records).toMatchObject([{ failures: [{ errorMessage: 'at once', failedResource: 'r' }] }]);
  });

  test('SELECT * of a body that is not JSON goes to the error action', async () => {
    const records: unknown[] = [];
    await considered({ sql: `SELECT * FROM 'a'`, errorAction: async (record: unknown) => void records.push(record) });
    expect(records).toMatchObject([{ base64OriginalPayload: 'eA==' }]);
  });

  test('an error action that fails is counted and told, and ends nothing', async () => {
    const fail = () => Promise.reject(new Error('no'));
    await considered({ invoke: fail, errorAction: fail });
    expect(counters['error-action-failed']).toBe(1);
    expect(lines.at(-1)).toMatch(/error action of topic rule r failed, and the message is lost/);
  });
});
