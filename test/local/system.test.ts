import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateCertificateFromCsrCommand,
  CreateThingCommand,
  IoTClient,
} from '@aws-sdk/client-iot';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { expect, test } from 'vitest';
import { createDeviceKeyAndCsr } from '../../local/stand-ins/certificates.js';
import { startSystem, type LocalSystem, type SystemOptions } from '../../local/system.js';
import { atEnd } from '../stand-ins/harness.js';
import { temporaryDirectory } from './assembly-fixture.js';
import { writeTrial } from './trial-stack.js';

const HOUR = 3_600_000;
const ports = { api: 0, mqtt: 0, control: 0 };
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

async function start(more: Partial<SystemOptions> = {}): Promise<LocalSystem> {
  const system = await startSystem({ assembly: writeTrial(), ports, ...more });
  atEnd(() => system.close());
  return system;
}

async function call(system: LocalSystem, body: object): Promise<{ result: unknown; nowMs: number; by: string }> {
  const authorization = `Bearer ${await system.mintToken({ sub: 'manager-1', groups: ['operator'] })}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const response = await fetch(`${system.apiUrl}/v1/do`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return (await response.json()) as never;
}

/** What the functions remembered in the table: sort key → what. */
async function seen({ dynamoDbUrl, outputs, region }: LocalSystem): Promise<Record<string, unknown>> {
  const client = new DynamoDBClient({ endpoint: dynamoDbUrl, region, credentials });
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: outputs.TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'seen' } },
      ConsistentRead: true,
    }),
  );
  client.destroy();
  return Object.fromEntries(Items.map(({ sk, what }) => [sk!.S!, JSON.parse(what!.S!) as unknown]));
}

async function parked({ endpointUrl, region }: LocalSystem): Promise<Record<string, unknown>[]> {
  const client = new SQSClient({ endpoint: endpointUrl, region, credentials });
  const QueueUrl = `${endpointUrl}/000000000000/parked`;
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  client.destroy();
  return Messages.map(({ Body }) => JSON.parse(Body!) as Record<string, unknown>);
}

/** Enrols a bank with the control plane and connects as it. */
async function connectBank(system: LocalSystem, thingName: string): Promise<MqttClient> {
  const { privateKeyPem, csrPem } = await createDeviceKeyAndCsr(thingName);
  const iot = new IoTClient({ endpoint: system.endpointUrl, region: system.region, credentials });
  await iot.send(new CreateThingCommand({ thingName }));
  const csr = new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrPem, setAsActive: true });
  const { certificateArn, certificatePem } = await iot.send(csr);
  await iot.send(new AttachThingPrincipalCommand({ thingName, principal: certificateArn }));
  await iot.send(new AttachPolicyCommand({ policyName: 'bank', target: certificateArn }));
  iot.destroy();
  const client = await mqtt.connectAsync(`mqtts://127.0.0.1:${system.mqttPort}`, {
    clientId: thingName,
    key: privateKeyPem,
    cert: certificatePem,
    ca: system.caPem,
    protocolVersion: 4,
    reconnectPeriod: 0,
  });
  atEnd(() => client.endAsync(true));
  return client;
}

test('the bundle finds every service at the one endpoint, and the API knows who calls', async () => {
  const system = await start();
  expect(system.outputs.ApiUrl).toBe(system.apiUrl);
  expect(await call(system, { do: 'put', sk: 'by-api' })).toMatchObject({ by: 'manager-1' });
  expect(await seen(system)).toMatchObject({ 'by-api': 'put' });
  expect((await call(system, { do: 'secret' })).result).toBe(64);
  expect((await call(system, { do: 'sms', to: '+15550100001', text: 'Code 12345678' })).result).toBe('sent');
  expect(system.outbox.all()).toMatchObject([{ channel: 'sms', to: '+15550100001', body: 'Code 12345678' }]);
  expect(system.functions()['on-event']).toMatchObject({ errors: 0 });
});

test('a message of a bank goes through its rule to the function, and a command comes back down', async () => {
  const system = await start();
  const bank = await connectBank(system, 'B1');
  const commands: string[] = [];
  bank.on('message', (topic, payload) => void commands.push(`${topic} ${payload.toString()}`));
  await bank.subscribeAsync('lockers/v1/B1/commands', { qos: 1 });
  await bank.publishAsync('$aws/rules/lockers_v1_door/lockers/v1/B1/door', '{"type":"door-opened"}', { qos: 1 });
  await expect.poll(() => seen(system)).toHaveProperty('B1');
  const { B1 } = await seen(system);
  expect(B1).toMatchObject({
    bankId: 'B1',
    clientId: 'B1',
    body: Buffer.from('{"type":"door-opened"}').toString('base64'),
  });
  expect((await call(system, { do: 'down', topic: 'lockers/v1/B1/commands' })).result).toBe('down');
  await expect.poll(() => commands).toEqual(['lockers/v1/B1/commands {"open":"A07"}']);
});

test('a message that no try could handle is parked, two retries and minutes later', async () => {
  const system = await start();
  const bank = await connectBank(system, 'B1');
  await bank.publishAsync('lockers/v1/B1/door', 'fail', { qos: 1 });
  await expect.poll(() => system.functions()['on-event']?.errors).toBe(1);
  await system.clock.advance(5 * 60_000);
  expect(await parked(system)).toMatchObject([
    {
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { bankId: 'B1', body: Buffer.from('fail').toString('base64') },
      responsePayload: { errorMessage: 'told to' },
    },
  ]);
});

test('the schedules of template and function fire in the time of the run', async () => {
  const system = await start();
  const at = new Date(system.clock.nowMs() + 24 * HOUR).toISOString().slice(0, 16);
  expect((await call(system, { do: 'later', name: 'stay-1-next-1', at: `${at}:00` })).result).toBe('set');
  await system.clock.advance(26 * HOUR);
  expect(await seen(system)).toMatchObject({
    'stay-1-next-1': { timer: 'stay-1-next-1' },
    hourly: { timer: 'hourly' },
  });
  expect(system.functions()['on-event']?.invocations).toBeGreaterThanOrEqual(27);
  const { nowMs } = await call(system, { do: 'put', sk: 'now' });
  expect(Math.abs(nowMs - system.clock.nowMs())).toBeLessThan(10_000);
});

test('fast time passes by itself, but not while a bank that is not ours is connected', async () => {
  const system = await start({ speed: 1e9 });
  const hourly = () => system.functions()['on-event']!.invocations;
  await expect.poll(hourly).toBeGreaterThan(3);
  const bank = await connectBank(system, 'B1');
  await system.clock.settled();
  const [calls, nowMs, realMs] = [hourly(), system.clock.nowMs(), Date.now()];
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(hourly()).toBe(calls);
  expect(system.clock.nowMs() - nowMs).toBeLessThanOrEqual(Date.now() - realMs + 1);
  system.ownBanks.add('B1');
  await expect.poll(hourly).toBeGreaterThan(calls);
  await bank.endAsync();
});

test('with a data directory everything is there again after a restart, and the clock has not gone back', async () => {
  const dataDir = temporaryDirectory();
  const assembly = writeTrial();
  const before = await startSystem({ assembly, ports, dataDir });
  await call(before, { do: 'put', sk: 'kept' });
  await call(before, { do: 'sms', to: '+15550100001', text: 'kept' });
  const token = await before.mintToken({ sub: 'manager-1', expiresInSeconds: 80_000 });
  const at = new Date(before.clock.nowMs() + 12 * HOUR).toISOString().slice(0, 19);
  await call(before, { do: 'later', name: 'kept-timer', at });
  await before.clock.advance(6 * HOUR);
  const stoodAtMs = before.clock.nowMs();
  await before.close();

  const after = await start({ assembly, dataDir });
  expect(after.clock.nowMs()).toBeGreaterThanOrEqual(stoodAtMs);
  expect(await seen(after)).toMatchObject({ kept: 'put' });
  expect(after.outbox.all()).toMatchObject([{ body: 'kept' }]);
  expect(after.caPem).toBe(before.caPem);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${after.apiUrl}/v1/do`, { method: 'POST', headers, body: '{"do":"secret"}' });
  expect(answer.status).not.toBe(401);
  await after.clock.advance(8 * HOUR);
  expect(await seen(after)).toHaveProperty('kept-timer');
});

test('a data directory serves one run at a time, and is free again after a kill', async () => {
  const dataDir = temporaryDirectory();
  const assembly = writeTrial();
  const first = await startSystem({ assembly, ports, dataDir });
  await expect(startSystem({ assembly, ports, dataDir })).rejects.toThrow(
    `${dataDir} is used by process ${process.pid}`,
  );
  await first.close();
  const { pid } = spawnSync(process.execPath, ['-e', '']); // A process that is no more.
  writeFileSync(path.join(dataDir, 'used-by'), String(pid));
  await start({ assembly, dataDir });
});

test('a taken port is an error that names its flag, and nothing is left behind', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  atEnd(() => new Promise((resolve) => blocker.close(resolve)));
  const { port } = blocker.address() as { port: number };
  const assembly = writeTrial();
  for (const [name, flag] of [
    ['api', '--port'],
    ['mqtt', '--mqtt-port'],
    ['control', '--control-port'],
  ] as const) {
    const starting = startSystem({ assembly, ports: { ...ports, [name]: port } });
    await expect(starting).rejects.toThrow(flag);
  }
});

test('closing frees every port at once', async () => {
  const assembly = writeTrial();
  const first = await startSystem({ assembly, ports });
  const taken = [first.apiUrl, first.controlUrl].map((url) => Number(new URL(url).port));
  const idle = await fetch(`${first.controlUrl}/health`); // Leaves a connection open behind it.
  await idle.text();
  await first.close();
  const again = await startSystem({ assembly, ports: { api: taken[0]!, mqtt: first.mqttPort, control: taken[1]! } });
  await again.close();
});
