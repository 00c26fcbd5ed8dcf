import type { MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { closed, countedWhile, heardBy, startSite, until, type Device, type Site } from './iot-support.js';

let site: Site;
let bank: Device;
let listener: Device;
const clients: MqttClient[] = [];

beforeAll(async () => {
  site = await startSite();
  bank = await site.enrol('bank-7');
  listener = await site.enrol('listener', 'listener');
});

afterAll(() => site.close());

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  await until(() => site.broker.connected().length === 0);
});

const join = async (device: Device): Promise<MqttClient> => {
  const client = await site.connect(device);
  clients.push(client);
  return client;
};

test.each([
  ["another bank's commands", 'lockers/v1/bank-8/commands', 'subscribe-denied'],
  ["every bank's commands", 'lockers/v1/+/commands', 'subscribe-denied'],
  ['everything', '#', 'subscribe-denied'],
])('a subscription to %s is answered with 128, and the connection stays', async (_, filter, reason) => {
  const client = await join(bank);
  const counted = await countedWhile(site, async () => {
    await expect(client.subscribeAsync(filter, { qos: 1 })).rejects.toThrow();
  });
  expect(counted).toEqual({ [reason]: 1 });
  await client.publishAsync('lockers/v1/bank-7/door', '{}', { qos: 1 });
});

test('nobody subscribes to Basic Ingest or to a shared subscription, whatever the policy says', async () => {
  const client = await join(listener);
  for (const [filter, reason] of [
    ['$aws/rules/lockers_v1_door/#', 'topic-reserved'],
    ['$share/group/lockers/#', 'shared-subscription'],
  ] as const) {
    const counted = await countedWhile(site, () => expect(client.subscribeAsync(filter, { qos: 1 })).rejects.toThrow());
    expect(counted).toEqual({ [reason]: 1 });
  }
});

test('of several subscriptions in one request only the allowed ones are granted', async () => {
  const client = await join(bank);
  const granted = new Promise<unknown>((resolve) => {
    client.on('packetreceive', (packet) => packet.cmd === 'suback' && resolve(packet.granted));
  });
  client.subscribe(['lockers/v1/bank-7/commands', 'lockers/v1/bank-8/commands'], { qos: 1 }, () => undefined);
  expect(await granted).toEqual([1, 128]);
});

test('a subscription at QoS 2 closes the connection', async () => {
  const client = await join(listener);
  const gone = closed(client);
  client.subscribe('a', { qos: 2 }, () => undefined);
  await gone;
});

test('the 51st subscription of a connection is refused', async () => {
  const client = await join(listener);
  for (let i = 0; i < 50; i++) await client.subscribeAsync(`a/${i}`, { qos: 1 });
  await expect(client.subscribeAsync('a/50', { qos: 1 })).rejects.toThrow();
});

test('what a policy lets be subscribed to but not received is not delivered', async () => {
  site.registry.putPolicy('deaf', {
    Statement: [
      { Effect: 'Allow', Action: ['iot:Connect', 'iot:Subscribe'], Resource: '*' },
      { Effect: 'Allow', Action: 'iot:Receive', Resource: 'arn:aws:iot:us-east-1:111122223333:topic/loud' },
    ],
  });
  const client = await join(await site.enrol('deaf', 'deaf' as never));
  const heard = heardBy(client);
  await client.subscribeAsync(['quiet', 'loud'], { qos: 1 });
  const counted = await countedWhile(site, async () => {
    site.broker.publish('quiet', Buffer.from('x'), { qos: 1 });
    site.broker.publish('loud', Buffer.from('y'), { qos: 1 });
    expect(await heard.next()).toEqual(['loud y']);
  });
  expect(counted).toEqual({ 'receive-denied': 1 });
});
