import mqtt, { type MqttClient } from 'mqtt';
import { connect as connectTls } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openAuthority } from '../../local/stand-ins/certificates.js';
import {
  certified,
  closed,
  connected,
  connection,
  countedWhile,
  heardBy,
  startSite,
  until,
  type Device,
  type Site,
} from './iot-support.js';

let site: Site;
let bank: Device;
let other: Device;
let listener: Device;
const clients: MqttClient[] = [];

beforeAll(async () => {
  site = await startSite();
  bank = await site.enrol('bank-7');
  other = await site.enrol('bank-8');
  listener = await site.enrol('listener', 'listener');
});

afterAll(() => site.close());

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  await until(() => site.broker.connected().length === 0);
});

const join = async (device: Device, more = {}): Promise<MqttClient> => {
  const client = await site.connect(device, more);
  clients.push(client);
  return client;
};

test('a bank with its own certificate connects as its thing, publishes on its topics and hears its commands', async () => {
  const client = await join(bank);
  expect(site.broker.connected()).toEqual(['bank-7']);
  const heard = heardBy(client);
  const [granted] = await client.subscribeAsync('lockers/v1/bank-7/commands', { qos: 1 });
  expect(granted?.qos).toBe(1);
  await client.publishAsync('lockers/v1/bank-7/door', '{}', { qos: 1 });
  site.broker.publish('lockers/v1/bank-7/commands', Buffer.from('open'), { qos: 1 });
  expect(await heard.next()).toEqual(['lockers/v1/bank-7/commands open']);
});

test('a certificate of a stranger does not get through the handshake', async () => {
  const stranger = await certified(await openAuthority(), 'bank-7');
  const counted = await countedWhile(site, async () => {
    await expect(site.connect(stranger)).rejects.toThrow();
    await until(() => site.broker.counters['tls-refused'] > 0);
  });
  expect(counted).toEqual({ 'tls-refused': 1 });
});

test('a client without a certificate does not get through the handshake', async () => {
  const counted = await countedWhile(site, async () => {
    const { host, port, ca } = connection(site.broker.port, site.authority, bank);
    await expect(
      connected(mqtt.connect({ host, port, ca, protocol: 'mqtts', reconnectPeriod: 0 } as never)),
    ).rejects.toThrow();
  });
  expect(counted).toEqual({ 'tls-refused': 1 });
});

test('a certificate that our authority signed but nobody registered is refused', async () => {
  const unregistered = await certified(site.authority, 'bank-7');
  const counted = await countedWhile(site, () => expect(site.connect(unregistered)).rejects.toThrow('closed'));
  expect(counted).toEqual({ 'certificate-unknown': 1 });
});

test('a certificate that is not active is refused, and one deactivated while connected is thrown out', async () => {
  const retired = await site.enrol('bank-retired');
  const client = await join(retired);
  const gone = closed(client);
  const certificate = site.registry.certificate(retired.certificateId);
  site.registry.change(() => certificate && (certificate.status = 'INACTIVE'));
  await gone;
  const counted = await countedWhile(site, () => expect(site.connect(retired)).rejects.toThrow('closed'));
  expect(counted).toEqual({ 'certificate-inactive': 1 });
});

test("a client id that is not the certificate's thing is refused without a CONNACK", async () => {
  for (const clientId of ['bank-8', 'nobody', '']) {
    const counted = await countedWhile(site, () => expect(site.connect(bank, { clientId })).rejects.toThrow('closed'));
    expect(counted).toEqual({ 'client-id': 1 });
  }
});

test('a certificate without a policy may not connect', async () => {
  const bare = await site.enrol('bank-bare', 'none' as never);
  const counted = await countedWhile(site, () => expect(site.connect(bare)).rejects.toThrow('closed'));
  expect(counted).toEqual({ 'connect-denied': 1 });
});

test('a last will that the policy would not let be published refuses the connection', async () => {
  const will = { topic: 'lockers/v1/bank-8/door', payload: Buffer.from('x'), qos: 1 as const, retain: false };
  const counted = await countedWhile(site, () => expect(site.connect(bank, { will })).rejects.toThrow('closed'));
  expect(counted).toEqual({ 'will-denied': 1 });
});

test.each([
  ["another bank's topic", 'lockers/v1/bank-8/door', 1, 'publish-denied'],
  ['the command topic', 'lockers/v1/bank-7/commands', 0, 'publish-denied'],
  ['a rule that is not for it', '$aws/rules/another/lockers/v1/bank-7/door', 1, 'publish-denied'],
  ["AWS's own topics", '$aws/events/presence/connected/bank-8', 1, 'topic-reserved'],
  ['QoS 2', 'lockers/v1/bank-7/door', 2, 'qos-2'],
] as const)('publishing on %s closes the connection', async (_, topic, qos, reason) => {
  const client = await join(bank);
  const counted = await countedWhile(site, async () => {
    const gone = closed(client);
    let isAcknowledged = false;
    client.publish(topic, '{}', { qos }, (error) => (isAcknowledged = !error && qos > 0));
    await gone;
    expect(isAcknowledged).toBe(false);
  });
  expect(counted).toEqual({ [reason]: 1 });
});

test('128 KB are taken, and one byte more closes the connection', async () => {
  const client = await join(bank);
  await client.publishAsync('lockers/v1/bank-7/door', Buffer.alloc(131_072), { qos: 1 });
  const gone = closed(client);
  const counted = await countedWhile(site, async () => {
    client.publish('lockers/v1/bank-7/door', Buffer.alloc(131_073), { qos: 1 }, () => undefined);
    await gone;
  });
  expect(counted).toEqual({ 'payload-too-large': 1 });
});

test.each([
  ['seven slashes', 'a/b/c/d/e/f/g/h', true],
  ['eight slashes', 'a/b/c/d/e/f/g/h/i', false],
  ['256 bytes', 'x'.repeat(256), true],
  ['257 bytes', 'x'.repeat(257), false],
  ['129 characters of two bytes', 'é'.repeat(129), false],
  ['seven slashes behind a rule', '$aws/rules/any/a/b/c/d/e/f/g/h', true],
  ['eight slashes behind a rule', '$aws/rules/any/a/b/c/d/e/f/g/h/i', false],
])('a topic of %s: %s is taken: %s', async (_, topic, isTaken) => {
  const client = await join(listener);
  if (isTaken) return void (await client.publishAsync(topic, 'x', { qos: 1 }));
  const gone = closed(client);
  client.publish(topic, 'x', { qos: 1 }, () => undefined);
  await gone;
});

test('a policy taken away works at the next message', async () => {
  const device = await site.enrol('bank-9');
  const client = await join(device);
  await client.publishAsync('lockers/v1/bank-9/door', '{}', { qos: 1 });
  const gone = closed(client);
  const certificate = site.registry.certificate(device.certificateId);
  site.registry.change(() => certificate && (certificate.policies = []));
  client.publish('lockers/v1/bank-9/door', '{}', { qos: 1 }, () => undefined);
  await gone;
});

test('retaining a message needs its own permission', async () => {
  const client = await join(bank);
  const gone = closed(client);
  const counted = await countedWhile(site, async () => {
    client.publish('lockers/v1/bank-7/door', '{}', { qos: 1, retain: true }, () => undefined);
    await gone;
  });
  expect(counted).toEqual({ 'publish-denied': 1 });
});

test('a second connection with the same client id takes over, and the first is closed', async () => {
  const first = await join(bank);
  const gone = closed(first);
  const second = await join(bank);
  await gone;
  expect(site.broker.connected()).toEqual(['bank-7']);
  await second.publishAsync('lockers/v1/bank-7/door', '{}', { qos: 1 });
});

test('two banks do not disturb one another', async () => {
  const [one, two] = [await join(bank), await join(other)];
  const gone = closed(one);
  one.publish('lockers/v1/bank-8/door', '{}', { qos: 1 }, () => undefined);
  await gone;
  await two.publishAsync('lockers/v1/bank-8/door', '{}', { qos: 1 });
});

test('MQTT 5 and MQTT 3.1 are refused', async () => {
  const counted = await countedWhile(site, async () => {
    await expect(site.connect(bank, { protocolVersion: 5 })).rejects.toThrow();
    await expect(site.connect(bank, { protocolVersion: 3, protocolId: 'MQIsdp' })).rejects.toThrow();
  });
  expect(counted).toEqual({ 'protocol-version': 2 });
});

test('bytes that are no MQTT end the connection and nothing else', async () => {
  const { ca, cert, key } = connection(site.broker.port, site.authority, bank);
  const socket = connectTls({ host: '127.0.0.1', port: site.broker.port, ca, cert, key } as never);
  socket.on('error', () => undefined);
  const gone = new Promise((resolve) => socket.once('close', resolve));
  socket.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
  await gone;
  await join(bank);
});

test('a port that is taken is said to be', async () => {
  const { startIotBroker } = await import('../../local/stand-ins/iot-broker.js');
  const { authority, registry } = site;
  const port = site.broker.port;
  await expect(startIotBroker({ port, authority, registry, rules: [], nowMs: () => 0 })).rejects.toThrow('EADDRINUSE');
});
