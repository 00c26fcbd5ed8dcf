import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDeviceKeyAndCsr } from '../../local/stand-ins/certificates.js';
import { DeviceBank, type Identity } from './device-bank.js';
import { LocalRun, until } from './local-run.js';
import { SiteDesk } from './manager.js';
import { AtBank } from './visit.js';
import { boxMm, emptyMm, tof } from './windows.js';

/** A bank's life on the wire, against the local run: it drops off and returns, loses messages, runs on battery, is replaced. */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

interface BankSeen {
  readonly controllerId: string;
  readonly health: {
    readonly presence: { state: string; sinceMs?: number };
    readonly lastHeardAtMs?: number;
    readonly firmware?: string;
    readonly boot?: { count: number };
    readonly power?: { source: string };
    readonly clockOffsetMs?: number;
  };
}

let run: LocalRun;
let desk: SiteDesk;
let identity: Identity;
let at: AtBank;
let courierCode: string;

beforeAll(async () => {
  run = await LocalRun.start();
  desk = await SiteDesk.open(run, 'rosewood');
  courierCode = (await desk.courier('+12025550999')).code;
  identity = await desk.enrol('north', { doors: 4, profile: 'tof' });
  at = new AtBank(await DeviceBank.connect(identity), courierCode);
}, 180_000);

afterAll(async () => {
  await at?.bank.close();
  await run?.close();
});

/** The same bank again, as a client of its own: the device SDK's connection is over once it is closed. */
const comeBack = async () => (at = new AtBank(await DeviceBank.connect(identity), courierCode));

const seen = () => desk.manager.call<BankSeen>('GET', '/v1/banks/north');
const presence = async (state: string) =>
  until(async () => (await seen()).health.presence.state === state, `presence ${state}`);
const countsOf = async (counter: string) => (await run.counted(counter)).length;

describe('a connection', () => {
  test('is seen, its short end says nothing, a long one is said, confirmed, and its return noted', async () => {
    await presence('online');
    await at.bank.close();
    await presence('unsure');
    await run.advance(2 * minuteMs);
    await comeBack();
    await presence('online');
    await run.advance(6 * minuteMs);
    expect([await countsOf('bank-away'), await countsOf('bank-returned')]).toEqual([0, 0]);

    await at.bank.close();
    await presence('unsure');
    await run.advance(7 * minuteMs);
    await run.countedTimes('bank-away', 1);
    await run.advance(2 * hourMs);
    await presence('offline');
    await comeBack();
    await presence('online');
    expect((await run.countedTimes('bank-returned', 1))[0]).toMatchObject({ bankId: 'north' });
  }, 120_000);
});

describe('what a bank says of itself', () => {
  test('is shown: firmware, starts, power, and how far its clock is off', async () => {
    await at.bank.send('health', { type: 'boot', firmware: '1.4.2', reason: 'power-on' });
    const atMs = (await run.nowMs()) + 90_000;
    await at.bank.send('health', { type: 'heartbeat', doorCycles: {} }, { envelope: { atMs } });
    await run.settle();
    const { health } = await seen();
    expect(health).toMatchObject({ firmware: '1.4.2', boot: { count: 1 } });
    expect(Math.abs((health.clockOffsetMs ?? 0) - 90_000)).toBeLessThan(5_000);
    await run.countedTimes('clock-skew', 1);
  });

  test('on battery no deposit is taken, and the screen says why', async () => {
    const { unit } = await desk.resident();
    await at.bank.send('health', { type: 'power', source: 'battery', batteryPercent: 80 });
    await run.settle();
    const asked = { type: 'deposit-requested', requestId: at.bank.newRequestId(), courierCode, recipient: { unit } };
    const refused = await at.bank.screen(await at.bank.send('access', { ...asked, size: 'S' }));
    expect(refused).toMatchObject({
      code: 'on-battery',
      lines: ['No deposits now: the power is out.', 'Parcels can still be collected.'],
    });
    await at.bank.send('health', { type: 'power', source: 'mains' });
    await run.settle();
    expect((await seen()).health.power).toMatchObject({ source: 'mains' });
  });
});

test('a door that closed and was never heard of is asked for with the next heartbeat, and decided', async () => {
  const { unit, phone } = await desk.resident();
  const { compartmentId, commandId } = await at.deposit({ unit });
  await at.bank.send('health', { type: 'heartbeat', doorCycles: { [compartmentId]: 1 } });
  const asked = await at.bank.command(({ type }) => type === 'resend', 'a resend');
  expect(asked).toMatchObject({ compartmentId, fromDoorCycle: 1 });
  expect(asked.leaseId).toBeUndefined();
  at.bank.passTime(minuteMs);
  const nowMs = at.bank.uptimeMs();
  await at.bank.send(
    'door',
    {
      ...{ type: 'door-closed', compartmentId, doorCycle: 1, authority: { kind: 'command', commandId } },
      ...{ openedUptimeMs: nowMs - 9_000, closedUptimeMs: nowMs - 4_000, before: tof(emptyMm), after: tof(boxMm) },
    },
    { ageMs: 4_000 },
  );
  expect(await run.told(phone, 'parcel-stored')).toHaveLength(1);
});

test('a controller is replaced: the old one is hung up on and refused, the new one counts on', async () => {
  const { privateKeyPem, csrPem } = await createDeviceKeyAndCsr('north');
  const replaced = await desk.manager.call<{ certificatePem: string; bank: Identity['file'] }>(
    'POST',
    '/v1/banks/north/controller',
    { controllerId: 'north-2', csr: csrPem },
  );
  const { certificatePem, bank: file } = replaced;
  const cycles = (file as unknown as { doorCycles: Record<string, number> }).doorCycles;
  expect(Object.values(cycles).reduce((sum, n) => sum + n, 0)).toBe(1); // The one door that was used.
  await presence('unsure');
  await at.bank.close();

  const next = await DeviceBank.connect({ ...identity, certificatePem, privateKeyPem, file });
  at = new AtBank(next, courierCode);
  await presence('online');
  await next.send('health', { type: 'boot', firmware: '2.0.0', reason: 'power-on' });
  await run.settle();
  await next.send('health', { type: 'power', source: 'battery' }, { envelope: { controllerId: 'north' } });
  await run.countedTimes('message-refused', 1, ({ code }) => code === 'another-controller');
  await run.settle();
  const { controllerId, health } = await seen();
  expect([controllerId, health.firmware, health.power]).toEqual(['north-2', '2.0.0', undefined]);
  expect(await run.failures()).toEqual([]);
}, 60_000);
