import { expect, test } from 'vitest';
import { connectBank } from '../../local/mqtt-bank.js';
import type { BankJson } from '../../simulator/bank-json.js';
import { atEnd } from '../stand-ins/harness.js';
import { startSite, type Device, type Site } from '../stand-ins/iot-support.js';

const time = { nowMs: () => Date.now(), setTimer: () => undefined };
const hanging = () => new Promise((_, reject) => setTimeout(() => reject(new Error('it hangs')), 8_000).unref());

async function startWithBank() {
  const site = await startSite();
  atEnd(() => site.close());
  return { site, device: await site.enrol('B1') };
}

async function connect(site: Site, device: Device, onLink: (isUp: boolean) => void = () => undefined) {
  const config: BankJson = {
    bankId: 'B1',
    siteId: 'S1',
    controllerId: 'c-1',
    endpoint: '127.0.0.1',
    port: site.broker.port,
    rules: { access: 'a', door: 'lockers_v1_door', health: 'lockers_v1_health', result: 'r' },
    profile: 'tof',
    doors: [],
    doorCycles: {},
    heartbeatSeconds: 0,
    scanSeconds: 0,
  };
  const files = { config, caPem: site.authority.certificatePem, ...device };
  const connected = connectBank(files, { time, seed: 1, onLink });
  connected.then(
    ({ client }) => atEnd(() => client.endAsync(true)),
    () => undefined,
  );
  return Promise.race([connected, hanging()]);
}

test('a bank whose certificate is not active is told so, and does not wait for ever', async () => {
  const { site, device } = await startWithBank();
  const certificate = site.registry.certificate(device.certificateId);
  site.registry.change(() => certificate && (certificate.status = 'INACTIVE'));
  await expect(connect(site, device)).rejects.toThrow(/did not take the bank B1: .+; is it running, and are ca\.pem/);
});

test('a bank that nobody answers is told so', async () => {
  const { site, device } = await startWithBank();
  await site.broker.close();
  await expect(connect(site, device)).rejects.toThrow('did not take the bank B1: connect ECONNREFUSED');
});

test('a bank that is thrown out says once that the connection is lost, and once that it is back', async () => {
  const { site, device } = await startWithBank();
  const links: boolean[] = [];
  await connect(site, device, (isUp) => void links.push(isUp));
  const certificate = site.registry.certificate(device.certificateId);
  site.registry.change(() => certificate && (certificate.status = 'INACTIVE'));
  await expect.poll(() => links).toEqual([false]);
  await new Promise((resolve) => setTimeout(resolve, 1_500)); // Long enough for one more try, which is refused.
  expect(links).toEqual([false]);
  site.registry.change(() => certificate && (certificate.status = 'ACTIVE'));
  await expect.poll(() => links, { timeout: 5_000 }).toEqual([false, true]);
});
