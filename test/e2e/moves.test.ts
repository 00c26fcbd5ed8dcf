import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeviceBank, type Command } from './device-bank.js';
import { LocalRun, until } from './local-run.js';
import { Manager, SiteDesk, type ParcelSeen } from './manager.js';
import { AtBank, type Lease } from './visit.js';
import { boxMm, emptyMm, tof } from './windows.js';

/** What a manager does with parcels and a bank, over the API, real MQTT, and the system as it would be deployed. */
const bankId = 'movers';
const hourMs = 3_600_000;
const minuteMs = 60_000;

let run: LocalRun;
let desk: SiteDesk;
let bank: DeviceBank;
let at: AtBank;
let second: Manager;

beforeAll(async () => {
  run = await LocalRun.start();
  desk = await SiteDesk.open(run, 'oak', { quietHours: null });
  const { code } = await desk.courier('+12025550997');
  bank = await DeviceBank.connect(await desk.enrol(bankId, { doors: 8, profile: 'tof' }));
  at = new AtBank(bank, code);
  const operator = new Manager(run, { sub: 'an-operator', groups: ['operator'] });
  await operator.call('PUT', '/v1/sites/oak/members/second-manager', { role: 'manager' });
  second = new Manager(run, { sub: 'second-manager' });
}, 180_000);

afterAll(async () => {
  await bank?.close();
  await run?.close();
});

const act = (parcelId: string, verb: string, body: object): Promise<ParcelSeen> =>
  desk.manager.call('POST', `/v1/sites/oak/parcels/${parcelId}/${verb}`, { reason: 'asked for', ...body });
const codeIn = (body = ''): string => /\b\d{8}\b/.exec(body)?.[0] ?? '';

async function bring() {
  const { residentId, unit, phone } = await desk.resident();
  const lease = await at.deposit({ unit });
  expect((await at.useDoor(lease, tof(emptyMm), tof(boxMm))).code).toBe('deposit-verified');
  const [told] = await run.told(phone, 'parcel-stored');
  const parcel = await until(async () => {
    const now = await desk.parcelOf(residentId);
    return now.state === 'stored' && now;
  }, 'the parcel to be stored');
  return { ...parcel, residentId, phone, code: codeIn(told?.body), door: lease.compartmentId };
}

/** The door that the bank is told to open next. */
async function nextOpen(known: readonly Command[]): Promise<Lease> {
  const isNew = (command: Command) => command.type === 'open' && !known.includes(command);
  const { compartmentId = '', leaseId = '', commandId } = await bank.command(isNew, 'the next open');
  return { compartmentId, leaseId, commandId };
}

test('a parcel is moved to another door: out of one, into the other, and its resident is told the new code', async () => {
  const { parcelId, phone, code, door, residentId } = await bring();
  let known = [...bank.commands];
  expect((await act(parcelId, 'move', {})).state).toBe('moving');
  const from = await nextOpen(known);
  expect(from.compartmentId).toBe(door);
  known = [...bank.commands];
  expect((await at.useDoor(from, tof(boxMm), tof(emptyMm))).code).toBe('collected');
  const to = await nextOpen(known);
  expect((await at.useDoor(to, tof(emptyMm), tof(boxMm))).code).toBe('deposit-verified');
  const [told] = await run.told(phone, 'parcel-moved');
  expect(told?.body).toContain(`door ${to.compartmentId}`);
  expect(await desk.parcelOf(residentId)).toMatchObject({
    state: 'stored',
    place: { compartmentId: to.compartmentId },
  });
  expect((await at.askToPickUp(code)).code).toBe('unknown-code');
  const lease = await at.pickUp(codeIn(told?.body));
  expect((await at.useDoor(lease, tof(boxMm), tof(emptyMm))).code).toBe('collected');
  const [earlier] = ((await desk.parcelOf(residentId)) as ParcelSeen & { movedFrom: { stayId: string }[] }).movedFrom;
  const log = await desk.manager.call<{ state: string }>(
    'GET',
    `/v1/sites/oak/parcels/${parcelId}/custody?stayId=${earlier?.stayId}`,
  );
  expect(log.state).toBe('holds');
});

test('a parcel that is another resident’s opens for them alone, and a later deadline is kept', async () => {
  const { parcelId, phone, code } = await bring();
  const other = await desk.resident();
  const untilMs = (await run.nowMs()) + 100 * hourMs;
  expect((await act(parcelId, 'reassign', { residentId: other.residentId })).residentId).toBe(other.residentId);
  const [told] = await run.told(other.phone, 'parcel-stored');
  await run.told(phone, 'parcel-reassigned');
  expect(await act(parcelId, 'extend', { untilMs })).toMatchObject({ extendedUntilMs: untilMs, state: 'stored' });
  expect((await at.askToPickUp(code)).code).toBe('unknown-code');
  const lease = await at.pickUp(codeIn(told?.body));
  expect((await at.useDoor(lease, tof(boxMm), tof(emptyMm))).code).toBe('collected');
});

test('two people open all doors, six at once and the rest two minutes later; then the empty bank is retired', async () => {
  const known = [...bank.commands];
  const opened = () => bank.commands.filter((one) => one.type === 'open' && !known.includes(one));
  const reason = 'the house is sold';
  const ask = () => desk.manager.ask('POST', `/v1/banks/${bankId}/open-all`, { reason });
  expect((await ask()).json['code']).toBe('role-too-new');
  await run.advance(24 * hourMs);
  const { openAllId } = await desk.manager.call<{ openAllId: string }>('POST', `/v1/banks/${bankId}/open-all`, {
    reason,
  });
  const confirm = `/v1/banks/${bankId}/open-all/${openAllId}/confirm`;
  expect((await desk.manager.ask('POST', confirm, { reason })).json['code']).toBe('same-person');
  await second.call('POST', confirm, { reason });
  await until(async () => opened().length === 6, 'six doors to be told to open');
  await until(async () => {
    await run.advance(minuteMs); // By the minute: an open that the clock leaps over is too late.
    return opened().length === 8;
  }, 'all doors to be told to open');
  expect(new Set(opened().map(({ compartmentId }) => compartmentId)).size).toBe(8);

  const retire = () => desk.manager.ask('POST', `/v1/banks/${bankId}/retire`, { reason });
  expect((await retire()).status).toBe(202);
  await run.advance(2 * minuteMs);
  expect((await retire()).status).toBe(200);
  expect(await run.failures()).toEqual([]);
});
