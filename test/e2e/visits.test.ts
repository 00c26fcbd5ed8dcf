import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustodyRow } from '../../app/ports.js';
import { hashOfRow } from '../../simulator/custody-hash.js';
import { DeviceBank, type Command } from './device-bank.js';
import { LocalRun } from './local-run.js';
import { SiteDesk } from './manager.js';
import { AtBank, type Lease } from './visit.js';
import { boxMm, emptyMm, silent, tof } from './windows.js';

/** Every kind of visit at banks on AWS's device client: couriers with several parcels, carriers who take some away, a full bank. */
const hourMs = 3_600_000;

let run: LocalRun;
let desk: SiteDesk;
/** A large bank whose last door is low, and one of two doors whose nearest neighbour is not there yet. */
let at: AtBank;
let atSmall: AtBank;
const banks: DeviceBank[] = [];

beforeAll(async () => {
  run = await LocalRun.start();
  desk = await SiteDesk.open(run, 'maple', { reminderHours: [], overdueHours: 6, quietHours: null });
  const { code } = await desk.courier('+12025550998');
  const open = async (bankId: string, doors: number, near?: string[]) => {
    const identity = await desk.enrol(bankId, {
      doors,
      profile: 'tof',
      lowDoors: doors > 2 ? 1 : 0,
      ...(near && { near }),
    });
    const bank = await DeviceBank.connect(identity);
    banks.push(bank);
    return new AtBank(bank, code);
  };
  at = await open('large', 20);
  atSmall = await open('small', 2, ['not-enrolled-yet', 'large']);
}, 180_000);

afterAll(async () => {
  for (const bank of banks) await bank.close();
  await run?.close();
});

async function pass(ms: number): Promise<void> {
  await run.advance(ms);
  for (const bank of banks) bank.passTime(ms);
}

const codeIn = (body: string | undefined): string => /\b\d{8}\b/.exec(body ?? '')?.[0] ?? 'no code';
const kindsTo = async (phone: string) => (await run.toldTo(phone)).map(({ kind }) => kind);
const stateOf = async (residentId: string): Promise<string> => (await desk.parcelOf(residentId)).state;
const bring = (lease: Lease, where = at): Promise<Command> => where.useDoor(lease, tof(emptyMm), tof(boxMm));
const takeOut = (lease: Lease, where = at): Promise<Command> => where.useDoor(lease, tof(boxMm), tof(emptyMm));
const closeOnNothing = (lease: Lease): Promise<Command> => at.useDoor(lease, tof(emptyMm), tof(emptyMm));

/** A parcel lies there. */
async function stored(where = at) {
  const resident = await desk.resident();
  const lease = await where.deposit({ unit: resident.unit });
  expect((await bring(lease, where)).code).toBe('deposit-verified');
  const [told] = await run.told(resident.phone, 'parcel-stored');
  return { ...resident, lease, code: codeIn(told?.body) };
}

describe('a courier', () => {
  test('picks one of several residents of a unit, shown masked; only that one is told', async () => {
    const unit = '44B';
    const people: { residentId: string; phone: string }[] = [];
    for (const [name, phone] of [
      ['Ada Lovelace', '+12025550801'],
      ['Grace Hopper', '+12025550802'],
    ]) {
      const made = await desk.manager.call<{ residentId: string }>('POST', '/v1/sites/maple/residents', {
        name,
        phone,
        unit,
      });
      people.push({ residentId: made.residentId, phone: phone ?? '' });
    }
    const shown = await at.askToDeposit({ unit });
    expect(shown.code).toBe('choose-recipient');
    expect(shown.lines).toEqual(['More than one resident lives there.', 'Please choose the recipient.']);
    const grace = shown.residents?.find(({ label }) => label === 'G. H…');
    expect(shown.residents?.map(({ label }) => label).sort()).toEqual(['A. L…', 'G. H…']);
    expect((await bring(await at.deposit({ residentId: grace?.residentId ?? '' }))).code).toBe('deposit-verified');
    await run.told('+12025550802', 'parcel-stored');
    await run.settle();
    expect(await kindsTo('+12025550801')).toEqual([]);
  });

  test('deposits several parcels in one visit: one after the other, and with two doors open at once', async () => {
    const first = await desk.resident();
    const [second, third, fourth] = [await desk.resident(), await desk.resident(), await desk.resident()];
    const residents = [first, second, third, fourth];
    expect((await bring(await at.deposit({ unit: first.unit }))).code).toBe('deposit-verified');

    const leases = [];
    for (const { unit } of [second, third, fourth]) leases.push(await at.deposit({ unit }));
    const [b, c, d] = leases as [Lease, Lease, Lease];
    expect(new Set(leases.map(({ compartmentId }) => compartmentId)).size).toBe(3);
    expect((await bring(c)).code).toBe('deposit-verified');
    expect((await closeOnNothing(b)).code).toBe('no-parcel');
    expect((await closeOnNothing(d)).code).toBe('no-parcel');
    // Re-opened: put in after all. Called off: the door is free, and the lease is worth nothing any more.
    expect((await bring(await at.reopen(b))).code).toBe('deposit-verified');
    expect((await at.tap('deposit-cancelled', d)).code).toBe('deposit-cancelled');
    expect((await at.tap('reopen-requested', d)).code).toBe('not-now');
    await run.settle();
    const states = await Promise.all(residents.map(({ residentId }) => stateOf(residentId)));
    expect(states).toEqual(['stored', 'stored', 'stored', 'cancelled']);
    expect(await desk.compartment('large', d.compartmentId)).toMatchObject({ state: 'free' });
    expect(await kindsTo(fourth.phone)).toEqual([]);
    for (const { phone } of residents.slice(0, 3)) expect(await kindsTo(phone)).toEqual(['parcel-stored']);
  });

  test('confirms what no sensor saw; that no sensor saw it go either stands with the parcel', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    await at.useDoor(lease, silent, silent);
    for (const n of [1, 2, 3]) await at.answerSample(lease, n, silent);
    expect((await at.tap('deposit-confirmed', lease)).code).toBe('deposit-vouched');
    const [told] = await run.told(phone, 'parcel-stored');
    const pickup = await at.pickUp(codeIn(told?.body));
    await at.useDoor(pickup, silent, silent);
    for (const n of [1, 2, 3]) await at.answerSample(pickup, n, silent);
    await run.settle();
    expect(await desk.parcelOf(residentId)).toMatchObject({
      state: 'collected',
      vouched: true,
      pickupEvidence: 'none',
    });
  });

  test('whose announced parcel was cancelled twice gets no door for the first request again', async () => {
    const { residentId } = await desk.resident();
    await desk.manager.call('POST', '/v1/sites/maple/parcels', { trackingNumber: 'TWICE-1', residentId });
    const recipient = { trackingNumber: 'TWICE-1' };
    const requests = [at.bank.newRequestId(), at.bank.newRequestId()];
    for (const requestId of requests) {
      const shown = await at.askToDeposit(recipient, requestId);
      const { compartmentId = '', leaseId = '' } = shown;
      const open = await at.bank.command((one) => one.type === 'open' && one.leaseId === leaseId, 'its open');
      const lease = { compartmentId, leaseId, commandId: open.commandId };
      await closeOnNothing(lease);
      expect((await at.tap('deposit-cancelled', lease)).code).toBe('deposit-cancelled');
    }
    const opens = () => at.bank.commands.filter(({ type }) => type === 'open').length;
    const before = opens();
    expect((await at.askToDeposit(recipient, requests[0])).code).toBe('too-late');
    await run.settle();
    await at.bank.fence();
    expect(opens()).toBe(before);
    expect((await bring(await at.deposit(recipient))).code).toBe('deposit-verified');
  });

  test('puts the parcel of a resident who cannot reach high doors into a low one', async () => {
    const made = await desk.manager.call<{ residentId: string; needsLowDoor: boolean }>(
      'POST',
      '/v1/sites/maple/residents',
      { name: 'Alan Turing', unit: '1L', phone: '+12025550803', needsLowDoor: true },
    );
    expect(made.needsLowDoor).toBe(true);
    const lease = await at.deposit({ residentId: made.residentId });
    expect(lease.compartmentId).toBe('A20');
    expect((await bring(lease)).code).toBe('deposit-verified');
  });
});

describe('a carrier', () => {
  test('takes overdue parcels away, a door a request, and each resident is told once', async () => {
    const [one, two, marked] = [await stored(), await stored(), await stored()];
    const collected = await stored();
    await takeOut(await at.pickUp(collected.code));
    await pass(7 * hourMs);
    for (const { phone } of [one, two]) await run.told(phone, 'parcel-overdue');

    const opened: string[] = [];
    for (let doors = 0; doors < 20; doors++) {
      const shown = await at.askToCollect();
      if (shown.code === 'nothing-to-collect') break;
      const lease = await leaseOf(shown);
      opened.push(lease.compartmentId);
      if (lease.compartmentId === one.lease.compartmentId) {
        expect((await at.askToPickUp(one.code)).code).toBe('being-returned');
        // Overlooked: it is asked for again, after all others.
        if (opened.filter((door) => door === lease.compartmentId).length === 1) {
          const left = await at.useDoor(lease, tof(boxMm), tof(boxMm));
          expect(left).toMatchObject({ code: 'not-taken', choices: ['collect'] });
          expect(await stateOf(one.residentId)).toBe('overdue');
          continue;
        }
      }
      const done = await takeOut(lease);
      expect(done.code).toBe('returned');
    }
    expect(opened.filter((door) => door === one.lease.compartmentId)).toHaveLength(2);
    expect(opened.at(-1)).toBe(one.lease.compartmentId);
    await run.settle();
    for (const { residentId, phone, lease, code } of [one, two, marked]) {
      expect(await stateOf(residentId)).toBe('returned');
      expect(await desk.compartment('large', lease.compartmentId)).toMatchObject({ state: 'free' });
      const told = (await run.toldTo(phone)).filter(({ kind }) => kind === 'parcel-returned');
      expect(told.map(({ body }) => body)).toEqual([
        `Your parcel in door ${lease.compartmentId} at House maple has gone back with the carrier. Its code no longer works.`,
      ]);
      expect(code).not.toBe('no code');
    }
    expect((await at.askToPickUp(two.code)).code).toBe('unknown-code');
    expect(await kindsTo(collected.phone)).toEqual(['parcel-stored']);
    await pass(25 * hourMs);
    expect((await kindsTo(one.phone)).at(-1)).toBe('parcel-returned');
  }, 240_000);

  test('takes what a manager marked, at once; a request that comes again opens no other door', async () => {
    const [marked, other] = [await stored(), await stored()];
    const { parcelId } = await desk.parcelOf(marked.residentId);
    const path = `/v1/sites/maple/parcels/${parcelId}/return`;
    expect(await desk.manager.ask('POST', path, {})).toMatchObject({ status: 400 });
    const parcel = await desk.manager.call<{ state: string }>('POST', path, { reason: 'moved out' });
    expect(parcel.state).toBe('overdue');
    const requestId = at.bank.newRequestId();
    const shown = await at.askToCollect(requestId);
    expect(shown.lines).toEqual([
      `Door ${marked.lease.compartmentId} is opening.`,
      'Take all of it away and close the door.',
      'It is the last one.',
    ]);
    const lease = await leaseOf(shown);
    const failed = { type: 'command-result', commandId: lease.commandId, outcome: 'failed', attempts: 3 };
    expect((await at.bank.screen(await at.bank.send('result', failed))).code).toBe('return-stuck');
    const before = at.bank.commands.filter(({ type }) => type === 'open').length;
    const again = { type: 'collection-requested', requestId, courierCode: await courierCode() };
    await at.bank.send('access', again);
    await run.settle();
    await at.bank.fence();
    expect(at.bank.commands.filter(({ type }) => type === 'open')).toHaveLength(before);
    expect((await takeOut(await at.collect())).code).toBe('returned');
    expect(await stateOf(marked.residentId)).toBe('returned');
    expect(await stateOf(other.residentId)).toBe('stored');
  });
});

describe('a full bank', () => {
  test('names another with a free door, and asks the residents of overdue parcels for room, once', async () => {
    const [first, second] = [await stored(atSmall), await stored(atSmall)];
    await pass(7 * hourMs);
    await run.told(second.phone, 'parcel-overdue');
    const { residentId, unit } = await desk.resident();
    for (let tries = 0; tries < 2; tries++) {
      const shown = await atSmall.askToDeposit({ unit });
      expect(shown.code).toBe('bank-full');
      expect(shown.lines).toEqual([
        'No door of this size is free here.',
        'The nearest bank with a free door is',
        'large',
      ]);
    }
    await run.settle();
    for (const { phone, lease, code } of [first, second]) {
      const told = (await run.toldTo(phone)).filter(({ kind }) => kind === 'space-needed');
      expect(told.map(({ body }) => body)).toEqual([
        `The lockers at House maple are full. Please collect your parcel from door ${lease.compartmentId} today. Your code is ${code}.`,
      ]);
    }
    // The courier goes there; and whoever was asked makes room.
    expect((await bring(await at.deposit({ residentId }))).code).toBe('deposit-verified');
    expect((await takeOut(await atSmall.pickUp(first.code), atSmall)).code).toBe('collected');
    expect((await atSmall.deposit({ unit })).compartmentId).toBe(first.lease.compartmentId);
  }, 240_000);
});

test('a dispute is settled: what became of a parcel, verified by whoever asks, from the deposit to the removal', async () => {
  const { residentId, lease, code, phone } = await stored();
  await takeOut(await at.pickUp(code));
  await run.settle();
  const { parcelId } = await desk.parcelOf(residentId);
  const read = <Answer>(what: string) =>
    desk.manager.call<Answer>('GET', `/v1/sites/maple/parcels/${parcelId}/${what}`);
  const log = await read<{ state: string; rows: CustodyRow[]; head: object }>('custody');
  expect(log.state).toBe('holds');
  expect(log.rows.map(hashOfRow)).toEqual(log.rows.map(({ hash }) => hash));
  expect(verified(log)).toBe(0);
  const changed = log.rows.map((row) => (row.n === 2 ? { ...row, committedAtMs: row.committedAtMs - 1 } : row));
  expect(verified({ ...log, rows: changed })).toBe(1);
  expect(verified({ ...log, rows: log.rows.slice(0, -1) })).toBe(1);

  const { looks } = await read<{ looks: { before: { samples: number[] }[]; after: { samples: number[] }[] }[] }>(
    'evidence',
  );
  expect(looks).toHaveLength(2);
  expect(looks[0]?.after).toEqual(tof(boxMm));
  const page = await desk.manager.page(`/v1/sites/maple/parcels/${parcelId}/evidence?format=html`);
  expect(page).toContain(`door ${lease.compartmentId} of large`);
  expect(page).toContain('The door was shut, and the sensors saw that all that had come was gone.');
  for (const secret of [code, phone]) expect(page).not.toContain(secret);
});

/** What `npm run verify-custody` ends with. */
function verified(log: object): number | null {
  const args = ['--no-warnings', 'bin/run.js', 'local/verify-custody.ts', '--file', '-'];
  return spawnSync(process.execPath, args, { input: JSON.stringify(log) }).status;
}

test('a lease that opened another door is no deposit there, and what lies there is kept from use', async () => {
  const { residentId, unit } = await desk.resident();
  const lease = await at.deposit({ unit });
  const wall = await desk.wall('large');
  const other = wall.find(({ state, compartmentId }) => state === 'free' && compartmentId !== lease.compartmentId);
  const wrong = { ...lease, compartmentId: other?.compartmentId ?? '' };
  await at.sendClosed(wrong, { before: tof(emptyMm), after: tof(boxMm) });
  await run.countedTimes('finding', 1, ({ cause }) => cause === 'wrong-door-opened');
  await run.settle();
  expect(await desk.compartment('large', wrong.compartmentId)).toMatchObject({
    state: 'quarantined',
    quarantine: 'content-unexpected',
  });
  expect(await desk.parcelOf(residentId)).not.toMatchObject({ state: 'stored' });
});

test('through all of it no function failed', async () => {
  await run.settle();
  expect(await run.failures()).toEqual([]);
});

/** Another code of a courier of the site: whoever asks again need not be the same. */
const courierCode = async (): Promise<string> => (await desk.courier()).code;

async function leaseOf(shown: Command): Promise<Lease> {
  expect(shown.code).toBe('return-open');
  const { compartmentId = '', leaseId = '' } = shown;
  const isOpen = (command: Command) => command.type === 'open' && command.leaseId === leaseId;
  const { commandId } = await at.bank.command(isOpen, `the open of ${leaseId}`);
  return { compartmentId, leaseId, commandId };
}
