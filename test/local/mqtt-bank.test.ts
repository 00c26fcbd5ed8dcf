import { expect, test } from 'vitest';
import { connectBank, type MqttBank } from '../../local/mqtt-bank.js';
import type { BankJson } from '../../simulator/bank-json.js';
import { atEnd } from '../stand-ins/harness.js';
import { recordedRule, startSite, until, type Site } from '../stand-ins/iot-support.js';

type Message = { messageId: string; uptimeMs: number; sentUptimeMs: number };

/** A bank whose clock the test moves, on a broker whose rule keeps what it is given. */
async function startBank(): Promise<{ site: Site; mqtt: MqttBank; messages: Message[]; pass: (ms: number) => void }> {
  const rule = recordedRule({ name: 'lockers_v1_door', sql: `SELECT * FROM 'lockers/v1/+/door'` });
  const site = await startSite([rule]);
  atEnd(() => site.close());
  const device = await site.enrol('bank-7');
  const config: BankJson = {
    bankId: 'bank-7',
    siteId: 'rosewood',
    controllerId: 'c',
    endpoint: '127.0.0.1',
    port: site.broker.port,
    rules: { access: 'none', door: 'lockers_v1_door', health: 'none', result: 'none' },
    profile: 'tof',
    doors: [{ compartmentId: 'A01', size: 'S', accessible: false }],
    doorCycles: { A01: 0 },
    heartbeatSeconds: 0,
    scanSeconds: 0,
  };
  let nowMs = 1_000;
  const files = { config, caPem: site.authority.certificatePem, ...device };
  const mqtt = await connectBank(files, { seed: 1, time: { nowMs: () => nowMs, setTimer: () => undefined } });
  atEnd(() => mqtt.client.endAsync(true));
  return { site, mqtt, messages: rule.events as Message[], pass: (ms) => void (nowMs += ms) };
}

test('what happened while the cable was out is sent when it is in again, with the uptime of the sending', async () => {
  const { site, mqtt, messages, pass } = await startBank();
  mqtt.unplug();
  await until(() => site.broker.connected().length === 0);
  mqtt.bank.openWithKey('A01');
  pass(90_000);
  mqtt.plug();
  await until(() => messages.length === 1);
  expect(messages[0]).toMatchObject({ type: 'door-opened', uptimeMs: 0, sentUptimeMs: 90_000 });
  await until(() => mqtt.bank.unsentCount === 0);
});

test('a message on its way when the cable is pulled is sent again as young as it is, and never as the old bytes', async () => {
  const { site, mqtt, messages, pass } = await startBank();
  mqtt.bank.openWithKey('A01');
  mqtt.unplug(); // Before the answer of the broker can have come.
  expect(mqtt.bank.unsentCount).toBe(1);
  await until(() => site.broker.connected().length === 0);
  messages.length = 0; // It may or may not have arrived the first time.
  pass(30_000);
  mqtt.plug();
  await until(() => mqtt.bank.unsentCount === 0);
  expect(messages.map(({ uptimeMs, sentUptimeMs }) => sentUptimeMs - uptimeMs)).toEqual([30_000]);
});

test('a bank whose connection was cut says goodbye at once when it is closed', async () => {
  const { site, mqtt } = await startBank();
  mqtt.bank.openWithKey('A01');
  site.broker.disconnect('bank-7');
  await until(() => site.broker.connected().length === 0);
  await until(() => site.broker.connected().length === 1);
  await mqtt.close();
});
