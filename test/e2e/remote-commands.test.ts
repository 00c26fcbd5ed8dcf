import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeviceBank, type Command } from './device-bank.js';
import { LocalRun, until } from './local-run.js';
import { Manager, SiteDesk } from './manager.js';
import { AtBank } from './visit.js';
import { boxMm, emptyMm, tof } from './windows.js';

/** Commands that people give from afar, over the API and real MQTT, to a bank on AWS's device client. */
const bankId = 'afar';

let run: LocalRun;
let desk: SiteDesk;
let bank: DeviceBank;
let at: AtBank;
let technician: Manager;

interface Given {
  readonly commandId: string;
  readonly state: string;
  readonly notAfterMs: number;
  readonly windows?: { samples: number[] }[];
}

beforeAll(async () => {
  run = await LocalRun.start();
  desk = await SiteDesk.open(run, 'elm');
  const { code } = await desk.courier('+12025550997');
  bank = await DeviceBank.connect(await desk.enrol(bankId, { doors: 6, profile: 'tof' }));
  at = new AtBank(bank, code);
  const sub = 'technician-of-elm';
  const operator = new Manager(run, { sub: 'an-operator', groups: ['operator'] });
  await operator.call('PUT', `/v1/sites/elm/members/${sub}`, { role: 'technician' });
  technician = new Manager(run, { sub });
}, 180_000);

afterAll(async () => {
  await bank?.close();
  await run?.close();
});

const give = (body: object, who = desk.manager): Promise<Given> =>
  who.call('POST', `/v1/banks/${bankId}/commands`, body);
const read = ({ commandId }: Given): Promise<Given> =>
  desk.manager.call('GET', `/v1/banks/${bankId}/commands/${commandId}`);
const heard = ({ commandId }: Given): Promise<Command> =>
  bank.command((command) => command.commandId === commandId && command.type !== 'resend', `command ${commandId}`);
const answer = (given: Given, body: object): Promise<string> =>
  bank.send('result', { type: 'command-result', commandId: given.commandId, ...body });
const settled = (given: Given, state: string): Promise<Given> =>
  until(async () => {
    const now = await read(given);
    return now.state === state && now;
  }, `${given.commandId} to be ${state}`);

test('a sample is taken from a chair: what the sensor saw is read where the command is', async () => {
  const given = await give({ type: 'sample', compartmentId: 'A02' });
  const { type, compartmentId, leaseId, notAfterMs } = await heard(given);
  expect([type, compartmentId, notAfterMs]).toEqual(['sample', 'A02', given.notAfterMs]);
  expect(leaseId).toBe(given.commandId); // The contract has one with every sample.
  await answer(given, { outcome: 'done', windows: tof(emptyMm) });
  await settled(given, 'done');
  await run.settle(); // The windows are kept a moment after the answer stands in the command.
  const { windows } = await read(given);
  expect(windows?.map(({ samples }) => samples)).toEqual(tof(emptyMm).map(({ samples }) => samples));
}, 60_000);

test('a technician moves a lock, and reads that it did not move', async () => {
  const given = await give({ type: 'pulse-lock', compartmentId: 'A03', reason: 'it sticks' }, technician);
  expect(await heard(given)).toMatchObject({ type: 'pulse-lock', compartmentId: 'A03' });
  await answer(given, { outcome: 'failed', reason: 'lock-does-not-move' });
  expect(await settled(given, 'failed')).toMatchObject({ answer: { reason: 'lock-does-not-move', isLate: false } });
}, 60_000);

test('a command is never retained: whoever subscribes anew hears of none', async () => {
  await give({ type: 'self-test' });
  const before = bank.commands.length;
  await bank.subscribe();
  await bank.fence();
  await run.settle();
  expect(bank.commands.slice(before).filter(({ type }) => type !== 'self-test')).toEqual([]);
  expect(bank.commands.filter(({ type }) => type === 'self-test')).toHaveLength(1);
}, 60_000);

describe('the door of a parcel', () => {
  test('is opened by a manager: what is taken out is missing, and is no pickup', async () => {
    const { unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    expect((await at.useDoor(lease, tof(emptyMm), tof(boxMm))).code).toBe('deposit-verified');
    await run.told(phone, 'parcel-stored');
    const { compartmentId } = lease;
    await run.advance(120_000); // The visit's lease is over.
    bank.passTime(120_000);
    const refused = await technician.ask('POST', `/v1/banks/${bankId}/commands`, {
      type: 'open',
      compartmentId,
      reason: 'to clean it',
    });
    expect([refused.status, refused.json['code']]).toEqual([409, 'holds-parcel']);
    const given = await give({ type: 'open', compartmentId, reason: 'the resident says it is damaged' });
    const open = await heard(given);
    expect(open).toMatchObject({ type: 'open', compartmentId, leaseId: given.commandId });
    expect(open.notAfterMs).toBe(given.notAfterMs);
    expect(open.notAfterMs - open.issuedAtMs).toBeLessThanOrEqual(20_000);
    await answer(given, { outcome: 'done', attempts: 1 });
    await at.sendClosed({ ...lease, commandId: given.commandId }, { before: tof(boxMm), after: tof(emptyMm) });
    await settled(given, 'done');
    await until(async () => {
      const { stay } = await desk.compartment(bankId, compartmentId);
      return stay?.state === 'missing';
    }, 'the parcel to be missing');
    expect((await run.toldTo(phone)).map(({ kind }) => kind)).toEqual(['parcel-stored']);
  }, 120_000);
});

test('through all of it no function failed', async () => {
  await run.settle();
  expect(await run.failures()).toEqual([]);
});
