import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  closed,
  connection,
  heardBy,
  NOW_MS,
  recordedRule,
  startSite,
  until,
  type Device,
  type Site,
} from './iot-support.js';

const HOUR_MS = 3_600_000;

let site: Site;
let bank: Device;
let listener: Device;
const presence = recordedRule({
  name: 'presence',
  sql: `SELECT *, topic(4) AS what FROM '$aws/events/presence/+/bank-7'`,
});

beforeEach(async () => {
  presence.events.length = 0;
  site = await startSite([presence]);
  bank = await site.enrol('bank-7');
  listener = await site.enrol('listener', 'listener');
});

afterEach(() => site.close());

const leave = async (client: MqttClient): Promise<void> => {
  await client.endAsync();
  await until(() => site.broker.connected().length === 0);
};

describe('presence', () => {
  const events = presence.events as Record<string, unknown>[];
  const nextEvents = async (count: number): Promise<Record<string, unknown>[]> => {
    await until(() => events.length >= count);
    return events;
  };

  test('tells of a connection and of a goodbye as AWS does', async () => {
    const client = await site.connect(bank);
    site.clock.nowMs += 1000;
    await client.endAsync();
    const [connect, disconnect] = await nextEvents(2);
    expect(connect).toEqual({
      what: 'connected',
      clientId: 'bank-7',
      timestamp: NOW_MS,
      eventType: 'connected',
      sessionIdentifier: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      principalIdentifier: bank.certificateId,
      ipAddress: '127.0.0.1',
      versionNumber: 0,
    });
    expect(disconnect).toEqual({
      what: 'disconnected',
      clientId: 'bank-7',
      timestamp: NOW_MS + 1000,
      eventType: 'disconnected',
      sessionIdentifier: connect?.sessionIdentifier,
      principalIdentifier: bank.certificateId,
      clientInitiatedDisconnect: true,
      disconnectReason: 'CLIENT_INITIATED_DISCONNECT',
      versionNumber: 0,
    });
  });

  test('is heard by MQTT subscribers too', async () => {
    const client = await site.connect(listener);
    const heard = heardBy(client);
    await client.subscribeAsync('$aws/events/presence/+/bank-7', { qos: 1 });
    await site.connect(bank);
    const [message] = await heard.next();
    expect(message).toContain('$aws/events/presence/connected/bank-7 {"clientId":"bank-7"');
  });

  test.each([
    ['a lost connection', 'CONNECTION_LOST', (client: MqttClient) => void client.stream.destroy()],
    [
      'a forbidden publish',
      'AUTH_ERROR',
      (client: MqttClient) => void client.publish('elsewhere', 'x', { qos: 1 }, () => undefined),
    ],
    [
      'QoS 2',
      'CLIENT_ERROR',
      (client: MqttClient) => void client.publish('lockers/v1/bank-7/door', 'x', { qos: 2 }, () => undefined),
    ],
    ['being thrown out', 'SERVER_INITIATED_DISCONNECT', () => site.broker.disconnect('bank-7')],
  ])('says why: %s is %s', async (_, reason, end) => {
    end(await site.connect(bank));
    expect((await nextEvents(2))[1]).toMatchObject({ disconnectReason: reason, clientInitiatedDisconnect: false });
  });

  test('a silent client is lost after one and a half times its keep-alive', async () => {
    const { host, port, ca, cert, key } = connection(site.broker.port, site.authority, bank);
    const socket = connectTls({ host, port, ca, cert, key } as ConnectionOptions);
    socket.on('error', () => undefined);
    // CONNECT by hand, since mqtt.js would give up itself: MQTT 3.1.1, clean, keep-alive 1 s, client id bank-7.
    socket.write(Buffer.from('\x10\x12\x00\x04MQTT\x04\x02\x00\x01\x00\x06bank-7', 'latin1'));
    expect((await nextEvents(2))[1]).toMatchObject({ disconnectReason: 'MQTT_KEEP_ALIVE_TIMEOUT' });
  });

  test('a takeover ends the old connection before the new one begins, and the version counts on', async () => {
    const first = await site.connect(bank);
    const gone = closed(first);
    await site.connect(bank);
    await gone;
    const seen = (await nextEvents(3)).map(({ eventType, versionNumber, disconnectReason }) => [
      eventType,
      versionNumber,
      disconnectReason,
    ]);
    expect(seen).toEqual([
      ['connected', 0, undefined],
      ['disconnected', 0, 'DUPLICATE_CLIENTID'],
      ['connected', 1, undefined],
    ]);
  });

  test('after an hour offline the version starts again', async () => {
    await leave(await site.connect(bank));
    await leave(await site.connect(bank));
    site.clock.nowMs += HOUR_MS;
    await site.connect(bank);
    expect((await nextEvents(5)).map(({ versionNumber }) => versionNumber)).toEqual([0, 0, 1, 1, 0]);
  });

  test('a refused connection is not announced', async () => {
    await expect(site.connect(bank, { clientId: 'bank-8' })).rejects.toThrow();
    await site.connect(bank);
    expect((await nextEvents(1)).map(({ clientId }) => clientId)).toEqual(['bank-7']);
  });

  test('stopping the broker announces nothing', async () => {
    const will = { topic: 'lockers/v1/bank-7/door', payload: Buffer.from('gone'), qos: 1 as const, retain: false };
    await site.connect(bank, { will });
    await nextEvents(1);
    await site.broker.close();
    expect(events).toHaveLength(1);
  });
});
