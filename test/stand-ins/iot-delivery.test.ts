import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hadSession, heardBy, startSite, until, type Device, type Site } from './iot-support.js';

const COMMANDS = 'lockers/v1/bank-7/commands';
const HOUR_MS = 3_600_000;

let site: Site;
let bank: Device;
let listener: Device;

beforeEach(async () => {
  site = await startSite();
  bank = await site.enrol('bank-7');
  listener = await site.enrol('listener', 'listener');
});

afterEach(() => site.close());

const leave = async (client: MqttClient): Promise<void> => {
  await client.endAsync();
  await until(() => site.broker.connected().length === 0);
};

const order = (text: string, more: { expirySeconds?: number; retain?: boolean; qos?: 0 | 1 } = {}): void =>
  site.broker.publish(COMMANDS, Buffer.from(text), { qos: 1, ...more });

describe('the queue of a persistent session', () => {
  /** A bank that subscribed once, left, and comes back. */
  const subscribedAndGone = async (): Promise<void> => {
    const client = await site.connect(bank, { clean: false });
    await client.subscribeAsync(COMMANDS, { qos: 1 });
    await leave(client);
  };

  /** Hears what waited first: the last message is sent when the bank is back, so nothing can come after it. */
  const heardOnReturn = async (clean = false): Promise<{ messages: string[]; hadSession: boolean }> => {
    const client = await site.connect(bank, { clean });
    const heard = heardBy(client);
    await client.subscribeAsync(COMMANDS, { qos: 1 });
    order('last');
    await until(() => heard.messages.at(-1) === `${COMMANDS} last`);
    await leave(client);
    const messages = heard.messages.map((message) => message.replace(`${COMMANDS} `, ''));
    return { messages, hadSession: hadSession(client) };
  };

  test('keeps QoS 1 messages in order and drops QoS 0', async () => {
    await subscribedAndGone();
    order('one');
    order('nobody waits for this', { qos: 0 });
    order('two');
    expect(await heardOnReturn()).toEqual({ messages: ['one', 'two', 'last'], hadSession: true });
  });

  test('delivers no message whose time has passed, and every one whose time has not', async () => {
    await subscribedAndGone();
    order('open A07', { expirySeconds: 20 });
    order('display', { expirySeconds: 21 });
    order('self-test');
    site.clock.nowMs += 20_000;
    expect((await heardOnReturn()).messages).toEqual(['display', 'self-test', 'last']);
    expect(site.broker.counters['message-expired']).toBe(1);
  });

  test('still delivers in the last millisecond', async () => {
    await subscribedAndGone();
    order('open A07', { expirySeconds: 20 });
    site.clock.nowMs += 19_999;
    expect((await heardOnReturn()).messages).toEqual(['open A07', 'last']);
  });

  test('an expired message does not come back at the next connection', async () => {
    await subscribedAndGone();
    order('open A07', { expirySeconds: 20 });
    site.clock.nowMs += 20_000;
    await heardOnReturn();
    site.clock.nowMs -= 20_000;
    expect((await heardOnReturn()).messages).toEqual(['last']);
  });

  test('lets a bank in however many of its commands have expired', async () => {
    await subscribedAndGone();
    order('kept before');
    for (let n = 0; n < 100; n++) order(`open ${n}`, { expirySeconds: 20 });
    order('kept after');
    site.clock.nowMs += 20_000;
    expect((await heardOnReturn()).messages).toEqual(['kept before', 'kept after', 'last']);
    expect(site.broker.counters['message-expired']).toBe(100);
    expect((await heardOnReturn()).messages).toEqual(['last']);
  });

  test('is dropped by a clean connection', async () => {
    await subscribedAndGone();
    order('one');
    expect(await heardOnReturn(true)).toEqual({ messages: ['last'], hadSession: false });
  });

  test('is dropped after an hour offline, with the subscriptions', async () => {
    await subscribedAndGone();
    order('one');
    site.clock.nowMs += HOUR_MS;
    expect(await heardOnReturn()).toEqual({ messages: ['last'], hadSession: false });
    expect(site.broker.counters['session-expired']).toBe(1);
  });

  test('is kept until then', async () => {
    await subscribedAndGone();
    order('one');
    site.clock.nowMs += HOUR_MS - 1;
    expect((await heardOnReturn()).messages).toEqual(['one', 'last']);
  });
});

describe('a retained message', () => {
  const heardAfterSubscribing = async (filter: string): Promise<string[]> => {
    const client = await site.connect(listener);
    const heard = heardBy(client);
    await client.subscribeAsync(filter, { qos: 1 });
    site.broker.publish('cfg/a', Buffer.from('live'), { qos: 1 });
    await until(() => heard.messages.includes('cfg/a live'));
    return heard.messages;
  };

  test('is sent to whoever subscribes to its topic', async () => {
    site.broker.publish('cfg/a', Buffer.from('kept'), { qos: 1, retain: true });
    expect(await heardAfterSubscribing('cfg/a')).toEqual(['cfg/a kept', 'cfg/a live']);
  });

  test('is not sent to a subscription with a wildcard', async () => {
    site.broker.publish('cfg/a', Buffer.from('kept'), { qos: 1, retain: true });
    expect(await heardAfterSubscribing('cfg/+')).toEqual(['cfg/a live']);
  });

  test('is not sent when its time has passed', async () => {
    site.broker.publish('cfg/a', Buffer.from('kept'), { qos: 1, retain: true, expirySeconds: 5 });
    site.clock.nowMs += 5000;
    expect(await heardAfterSubscribing('cfg/a')).toEqual(['cfg/a live']);
  });
});

describe('the last will', () => {
  const will = { topic: 'lockers/v1/bank-7/door', payload: Buffer.from('gone'), qos: 1 as const, retain: false };

  test('is published when the connection breaks', async () => {
    const heard = heardBy(await subscribedListener());
    const client = await site.connect(bank, { will });
    client.stream.destroy();
    expect(await heard.next()).toEqual(['lockers/v1/bank-7/door gone']);
  });

  test('is not published when the bank says goodbye', async () => {
    const heard = heardBy(await subscribedListener());
    const client = await site.connect(bank, { will });
    await client.endAsync();
    await until(() => !site.broker.connected().includes('bank-7'));
    site.broker.publish('lockers/v1/bank-7/door', Buffer.from('after'), { qos: 1 });
    expect(await heard.next()).toEqual(['lockers/v1/bank-7/door after']);
  });

  const subscribedListener = async (): Promise<MqttClient> => {
    const client = await site.connect(listener);
    await client.subscribeAsync('lockers/#', { qos: 1 });
    return client;
  };
});
