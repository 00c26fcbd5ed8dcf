import { GetThingShadowCommand, IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iotDataPlane } from '../../local/stand-ins/iot-data-plane.js';
import { serve, type Served } from './iot-serve.js';
import { heardBy, startSite, type Site } from './iot-support.js';

let site: Site;
let server: Served;
let data: IoTDataPlaneClient;

beforeAll(async () => {
  site = await startSite();
  server = await serve(iotDataPlane(site.broker));
  data = new IoTDataPlaneClient({ endpoint: server.url, maxAttempts: 1 });
});

afterAll(async () => {
  data.destroy();
  server.close();
  await site.close();
});

describe('the data plane', () => {
  const COMMANDS = 'lockers/v1/bank-30/commands';

  test('a publish with QoS 1 and an expiry reaches the bank, and waits no longer than that', async () => {
    const bank = await site.enrol('bank-30');
    const first = await site.connect(bank, { clean: false });
    await first.subscribeAsync(COMMANDS, { qos: 1 });
    await first.endAsync();
    await data.send(new PublishCommand({ topic: COMMANDS, payload: Buffer.from('late'), qos: 1, messageExpiry: 20 }));
    await data.send(
      new PublishCommand({ topic: COMMANDS, payload: Buffer.from('still good'), qos: 1, messageExpiry: 21 }),
    );
    site.clock.nowMs += 20_000;
    const client = await site.connect(bank, { clean: false });
    expect(await heardBy(client).next()).toEqual([`${COMMANDS} still good`]);
  });

  test('an expiry of 0 seconds is one of 1', async () => {
    const client = await site.connect(await site.enrol('hears-zero', 'listener'));
    const heard = heardBy(client);
    await client.subscribeAsync('zero/#', { qos: 1 });
    await data.send(new PublishCommand({ topic: 'zero/a', payload: Buffer.from('x'), qos: 1, messageExpiry: 0 }));
    expect(await heard.next()).toEqual(['zero/a x']);
  });

  test('without qos it is QoS 0, as the SDK leaves it', async () => {
    const client = await site.connect(await site.enrol('hears-qos', 'listener'));
    await client.subscribeAsync('qos/#', { qos: 1 });
    const seen = new Promise<number>((resolve) => client.on('message', (_topic, _payload, { qos }) => resolve(qos)));
    await data.send(new PublishCommand({ topic: 'qos/a', payload: Buffer.from('x') }));
    expect(await seen).toBe(0);
  });

  test('bytes arrive as they were sent', async () => {
    const client = await site.connect(await site.enrol('hears-bytes', 'listener'));
    await client.subscribeAsync('bytes/é', { qos: 1 });
    const seen = new Promise<Buffer>((resolve) => client.on('message', (_topic, payload) => resolve(payload)));
    await data.send(new PublishCommand({ topic: 'bytes/é', payload: Buffer.from([0, 255, 128]), qos: 1 }));
    expect([...(await seen)]).toEqual([0, 255, 128]);
  });

  test('what is retained is there for who comes later', async () => {
    await data.send(new PublishCommand({ topic: 'kept/a', payload: Buffer.from('k'), qos: 1, retain: true }));
    const client = await site.connect(await site.enrol('hears-kept', 'listener'));
    const heard = heardBy(client);
    await client.subscribeAsync('kept/a', { qos: 1 });
    expect(await heard.next()).toEqual(['kept/a k']);
  });

  test.each([
    ['QoS 2', { topic: 'a', qos: 2 }, 'InvalidRequestException', 400],
    ['a negative expiry', { topic: 'a', messageExpiry: -1 }, 'InvalidRequestException', 400],
    ['an expiry of more than a week', { topic: 'a', messageExpiry: 604_801 }, 'InvalidRequestException', 400],
    ['a wildcard', { topic: 'a/+' }, 'InvalidRequestException', 400],
    ['eight slashes', { topic: 'a/b/c/d/e/f/g/h/i' }, 'InvalidRequestException', 400],
    ['a reserved topic', { topic: '$aws/things/a/shadow/update' }, 'InvalidRequestException', 400],
    ['more than 128 KB', { topic: 'a', payload: Buffer.alloc(131_073) }, 'RequestEntityTooLargeException', 413],
  ])('refuses %s', async (_, input, name, httpStatusCode) => {
    await expect(data.send(new PublishCommand(input))).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  test('refuses a call that is not stood for, by name', async () => {
    const shadow = data.send(new GetThingShadowCommand({ thingName: 'bank-30' }));
    await expect(shadow).rejects.toThrow('the local IoT data plane knows Publish only, not GET /things/bank-30/shadow');
  });
});
