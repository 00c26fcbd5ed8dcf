import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeviceBank, type Identity } from './device-bank.js';
import { LocalRun, until } from './local-run.js';
import { SiteDesk } from './manager.js';
import { AtBank } from './visit.js';
import { boxMm, emptyMm, tof } from './windows.js';

/** Banks that misbehave by the hundred messages: nobody else is kept waiting for good, and the next good message works. */
const minuteMs = 60_000;
/** Three seconds of a bank that sends 100 a second; sent as fast as they go, which is worse. */
const floodTimes = 300;
const bootsTimes = 60;

let run: LocalRun;
let desk: SiteDesk;
let wild: Identity;
let courierCode: string;
let calm: AtBank;

beforeAll(async () => {
  run = await LocalRun.start();
  desk = await SiteDesk.open(run, 'storm');
  courierCode = (await desk.courier()).code;
  wild = await desk.enrol('wild', { doors: 4, profile: 'tof' });
  calm = new AtBank(await DeviceBank.connect(await desk.enrol('calm', { doors: 24, profile: 'tof' })), courierCode);
}, 180_000);

afterAll(async () => {
  await calm?.bank.close();
  await run?.close();
});

async function atWild(): Promise<AtBank> {
  return new AtBank(await DeviceBank.connect(wild), courierCode);
}

/** A parcel goes all the way to its resident, at this bank. */
async function parcelArrives(at: AtBank): Promise<void> {
  const { unit, phone, residentId } = await desk.resident();
  const lease = await at.deposit({ unit });
  expect((await at.useDoor(lease, tof(emptyMm), tof(boxMm))).code).toBe('deposit-verified');
  expect(await run.told(phone, 'parcel-stored')).toHaveLength(1);
  expect((await desk.parcelOf(residentId)).state).toBe('stored');
}

const states = async (bankId: string) => (await desk.wall(bankId)).map(({ state }) => state).sort();

describe('a bank that floods', () => {
  test('with heartbeats and rubbish: every one is taken, and others and it are served afterwards', async () => {
    const at = await atWild();
    const refusedBefore = (await run.counted('message-refused')).length;
    const sent = Array.from({ length: floodTimes }, (_, n) =>
      n % 3 === 0
        ? at.bank.publish('door', `{"schema":1,"n":${n}`)
        : at.bank.send('health', { type: 'heartbeat', doorCycles: { A01: 0, A02: 0, A03: 0, A04: 0 } }),
    );
    await Promise.all(sent);
    await run.settle();
    await run.countedTimes('message-refused', refusedBefore + floodTimes / 3);
    await parcelArrives(calm);
    await parcelArrives(at);
    await at.bank.close();
    expect(await run.failures()).toEqual([]);
  });

  test('with one request a hundred times: it gets one door', async () => {
    const at = await atWild();
    const { unit, residentId } = await desk.resident();
    const requestId = at.bank.newRequestId();
    const before = (await states('wild')).filter((state) => state === 'held').length;
    await Promise.all(Array.from({ length: 100 }, () => at.askAgain({ unit }, requestId)));
    await run.settle();
    expect((await states('wild')).filter((state) => state === 'held')).toHaveLength(before + 1);
    expect(await desk.parcelOf(residentId)).toMatchObject({ state: 'placing' });
    const opens = at.bank.commands.filter(({ type }) => type === 'open');
    expect(new Set(opens.map(({ commandId }) => commandId)).size).toBe(1);
    await at.bank.close();
    await parcelArrives(calm);
    expect(await run.failures()).toEqual([]);
  });

  test('with one closed door a hundred times: its resident is told once', async () => {
    const { unit, phone } = await desk.resident();
    const lease = await calm.deposit({ unit });
    const doorCycle = calm.nextCycle(lease.compartmentId);
    const closing = () => calm.sendClosed(lease, { doorCycle, before: tof(emptyMm), after: tof(boxMm) });
    await Promise.all(Array.from({ length: 100 }, closing));
    await run.settle();
    expect((await run.told(phone, 'parcel-stored')).length).toBe(1);
    expect(await run.failures()).toEqual([]);
  });
});

test('a bank in a boot loop, each time with a new connection, is served once it stays up', async () => {
  for (let boot = 1; boot <= bootsTimes; boot++) {
    const at = await atWild();
    const envelope = { bootCount: 10 + boot, seq: 0 };
    await at.bank.send('health', { type: 'boot', firmware: '1.0.0', reason: 'watchdog' }, { envelope });
    await at.bank.close();
  }
  await run.settle();
  await parcelArrives(calm);
  const at = await atWild();
  await parcelArrives(at);
  await at.bank.close();
  expect(await run.failures()).toEqual([]);
});

test('a bank that asks for a door and then answers nothing: the door is kept from use, and nobody is told of a parcel', async () => {
  const mute = new AtBank(
    await DeviceBank.connect(await desk.enrol('mute', { doors: 2, profile: 'tof' })),
    courierCode,
  );
  const { unit, phone } = await desk.resident();
  const { compartmentId } = await mute.deposit({ unit });
  await run.advance(5 * minuteMs); // The watch is due at 3, and a schedule fires within 60 s after its minute.
  await until(async () => mute.bank.commands.some(({ type }) => type === 'resend'), 'the silent bank to be asked');
  await run.advance(60 * minuteMs);
  const doors = async () =>
    (await desk.wall('mute')).map((door) => [door.compartmentId, door.state, door.quarantine] as const);
  await until(async () => (await doors()).some(([, state]) => state === 'quarantined'), 'the silent door to be kept');
  expect(await doors()).toEqual(
    ['A01', 'A02'].map((id) => (id === compartmentId ? [id, 'quarantined', 'unaccounted'] : [id, 'free', undefined])),
  );
  expect((await run.toldTo(phone)).filter(({ kind }) => kind === 'parcel-stored')).toEqual([]);
  mute.bank.passTime(64 * minuteMs);
  await parcelArrives(mute);
  await mute.bank.close();
  expect(await run.failures()).toEqual([]);
});
