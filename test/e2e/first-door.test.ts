import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeviceBank } from './device-bank.js';
import { LocalRun, until } from './local-run.js';
import { SiteDesk } from './manager.js';
import { AtBank } from './visit.js';
import { boxMm, emptyMm, scales, silent, tof } from './windows.js';

/**
 * The local run in a process of its own, a bank on AWS's device client, a manager on fetch: one parcel goes all the way.
 * Every case has a resident of its own and takes whatever door it is given.
 */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A schedule names a whole minute and fires within the next. */
const precisionMs = 2 * minuteMs;
/** A watch that looked shortly before a window's end looks again two minutes later, each look late by the precision. */
const watchLateMs = 5 * minuteMs;

/** The site's own ladder, a third of the usual one: an hour of fast time is sixty sweeps. Without quiet hours, whenever it runs. */
const ladder = { reminderHours: [8, 16, 22], overdueHours: 24, quietHours: null };

let run: LocalRun;
let desk: SiteDesk;
/** A bank with time-of-flight sensors, and one with scales: the one sees no paper, the other does. */
let at: AtBank;
let atScales: AtBank;
const courierPhone = '+12025550999';

beforeAll(async () => {
  run = await LocalRun.start();
  desk = await SiteDesk.open(run, 'rosewood', ladder);
  const { code } = await desk.courier(courierPhone);
  const [north, south] = await Promise.all([
    desk.enrol('north', { doors: 40, profile: 'tof' }),
    desk.enrol('south', { doors: 12, profile: 'load-cell' }),
  ]);
  at = new AtBank(await DeviceBank.connect(north), code);
  atScales = new AtBank(await DeviceBank.connect(south), code);
}, 180_000);

afterAll(async () => {
  await at?.bank.close();
  await atScales?.bank.close();
  await run?.close();
});

/** The clock goes on, for the cloud and for the banks. */
async function pass(ms: number): Promise<void> {
  await run.advance(ms);
  for (const { bank } of [at, atScales]) bank.passTime(ms);
}

const codeIn = (body: string | undefined): string => /\b\d{8}\b/.exec(body ?? '')?.[0] ?? 'no code';
const kindsTo = async (phone: string) => (await run.toldTo(phone)).map(({ kind }) => kind);

/** The code that the resident was sent last. */
async function codeOf(phone: string): Promise<string> {
  await run.told(phone, 'parcel-stored');
  return codeIn((await run.toldTo(phone)).at(-1)?.body);
}

/** A parcel is brought and lies there. */
async function stored(where: AtBank = at) {
  const resident = await desk.resident();
  const lease = await where.deposit({ unit: resident.unit });
  const [before, after] = where === at ? [tof(emptyMm), tof(boxMm)] : [scales(0), scales(960)];
  expect((await where.useDoor(lease, before, after)).code).toBe('deposit-verified');
  const code = await codeOf(resident.phone);
  return { ...resident, lease, code };
}

const stateOf = async (residentId: string): Promise<string> => (await desk.parcelOf(residentId)).state;

describe('a parcel goes all the way', () => {
  test('it is deposited, the resident is told once, and it is picked up with the code', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    expect((await at.useDoor(lease, tof(emptyMm), tof(boxMm))).lines).toEqual([
      'Parcel detected. Thank you.',
      'The resident is being told.',
    ]);
    const [told] = await run.told(phone, 'parcel-stored');
    expect(told?.body).toBe(
      `Your parcel is in door ${lease.compartmentId} at House rosewood. Your code is ${codeIn(told?.body)}. Enter it at the locker to open the door.`,
    );
    expect(await desk.parcelOf(residentId)).toMatchObject({
      state: 'stored',
      vouched: false,
      place: { bankId: 'north', compartmentId: lease.compartmentId },
    });
    const occupied = await desk.compartment('north', lease.compartmentId);
    expect(occupied).toMatchObject({ state: 'occupied', door: 'closed', stay: { state: 'stored' } });

    const pickup = await at.pickUp(codeIn(told?.body));
    expect(pickup.compartmentId).toBe(lease.compartmentId);
    expect((await at.useDoor(pickup, tof(boxMm), tof(emptyMm))).lines).toEqual(['All taken. Thank you.']);
    await run.settle();
    expect(await stateOf(residentId)).toBe('collected');
    expect(await desk.compartment('north', lease.compartmentId)).toMatchObject({ state: 'free' });
    expect(await kindsTo(phone)).toEqual(['parcel-stored']);
  });

  test('its code opens nothing after the pickup', async () => {
    const { lease, code } = await stored();
    const pickup = await at.pickUp(code);
    expect((await at.useDoor(pickup, tof(boxMm), tof(emptyMm))).code).toBe('collected');
    expect((await at.askToPickUp(code)).code).toBe('unknown-code');
    await run.settle();
    await at.bank.fence();
    const opens = at.bank.commands.filter(
      ({ type, compartmentId, commandId }) =>
        type === 'open' && compartmentId === lease.compartmentId && commandId.startsWith(stayOf(lease.leaseId)),
    );
    expect(opens).toHaveLength(2);
  });

  test('commands are for now: each says its last instant, at most 20 s away for an open, and comes once', async () => {
    await run.settle();
    const opens = at.bank.commands.filter(({ type }) => type === 'open');
    for (const { schema, issuedAtMs, notAfterMs, serverTimeMs } of opens) {
      expect(schema).toBe(1);
      expect(notAfterMs - issuedAtMs).toBeLessThanOrEqual(20_000);
      expect(notAfterMs).toBeGreaterThan(serverTimeMs);
    }
    expect(new Set(opens.map(({ commandId }) => commandId)).size).toBe(opens.length);
  });

  test('a resident who confirmed an email address is told by email too, and its subject has no code', async () => {
    const email = 'ada@example.com';
    const resident = await desk.resident({ email });
    const mails = await until(async () => {
      const found = await run.toldTo(email);
      return found.length > 0 && found;
    }, 'a mail that asks to confirm');
    const link = /http:\/\/\S+/.exec(mails[0]?.body ?? '')?.[0] ?? '';
    expect((await fetch(link)).status).toBe(200);
    const lease = await at.deposit({ residentId: resident.residentId });
    await at.useDoor(lease, tof(emptyMm), tof(boxMm));
    const [mail] = await run.told(email, 'parcel-stored');
    const [sms] = await run.told(resident.phone, 'parcel-stored');
    expect(codeIn(mail?.body)).toBe(codeIn(sms?.body));
    expect(mail).toMatchObject({ subject: 'Your parcel is at House rosewood' });
  });
});

const stayOf = (leaseId: string): string => leaseId.replace(/-\d+$/, '');

describe('deposits that the sensors doubt', () => {
  test('an empty deposit is told at the door and to the courier, and not to the resident', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const before = (await run.toldTo(courierPhone)).length;
    const lease = await at.deposit({ unit });
    const shown = await at.useDoor(lease, tof(emptyMm), tof(emptyMm));
    expect(shown).toMatchObject({
      code: 'no-parcel',
      lines: ['No parcel detected.', 'Please re-open and deposit.'],
      choices: ['reopen', 'cancel'],
    });
    const told = (await run.told(courierPhone, 'deposit-found-empty', before + 1)).at(-1);
    expect(told?.body).toBe(
      `No parcel detected. Please re-open and deposit. Door ${lease.compartmentId}, House rosewood.`,
    );
    await run.settle();
    expect(await kindsTo(phone)).toEqual([]);
    expect(await stateOf(residentId)).toBe('deposit-unverified');

    const again = await at.reopen(lease);
    expect(again.compartmentId).toBe(lease.compartmentId);
    expect((await at.useDoor(again, tof(emptyMm), tof(boxMm))).code).toBe('deposit-verified');
    await run.told(phone, 'parcel-stored');
    await run.settle();
    expect(await kindsTo(phone)).toEqual(['parcel-stored']);
  });

  test('an empty deposit that nobody mends is cancelled after its window, and the door is free', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    expect((await at.useDoor(lease, tof(emptyMm), tof(emptyMm))).code).toBe('no-parcel');
    expect(await desk.compartment('north', lease.compartmentId)).toMatchObject({ state: 'held' });
    await pass(5 * minuteMs + watchLateMs);
    expect(await stateOf(residentId)).toBe('cancelled');
    expect(await desk.compartment('north', lease.compartmentId)).toMatchObject({ state: 'free' });
    expect((await at.tap('reopen-requested', lease)).code).toBe('not-now');
    expect(await kindsTo(phone)).toEqual([]);
  });

  test('a courier cancels an empty deposit, and the door is free at once', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    await at.useDoor(lease, tof(emptyMm), tof(emptyMm));
    expect((await at.tap('deposit-cancelled', lease)).code).toBe('deposit-cancelled');
    await run.settle();
    expect(await stateOf(residentId)).toBe('cancelled');
    expect(await desk.compartment('north', lease.compartmentId)).toMatchObject({ state: 'free' });
    expect(await kindsTo(phone)).toEqual([]);
  });

  test('an unclear deposit is settled by a further look: something is there', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    // Half of the smallest item, 15 mm: as likely with a parcel as without one.
    expect((await at.useDoor(lease, tof(emptyMm), tof(emptyMm - 7.5))).code).toBe('checking');
    expect(await stateOf(residentId)).not.toBe('stored');
    expect((await at.answerSample(lease, 1, tof(boxMm))).code).toBe('deposit-verified');
    await run.told(phone, 'parcel-stored');
  });

  test('an unclear deposit is settled by further looks: nothing is there', async () => {
    const { unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    expect((await at.useDoor(lease, tof(emptyMm), tof(emptyMm - 7.5))).code).toBe('checking');
    expect((await at.answerSample(lease, 1, tof(emptyMm - 7.5))).code).toBe('checking');
    expect((await at.answerSample(lease, 2, tof(emptyMm))).code).toBe('no-parcel');
    await run.settle();
    expect(await kindsTo(phone)).toEqual([]);
  });

  test('a deposit that no sensor saw is vouched for by the courier, and the manager sees that it was', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    expect((await at.useDoor(lease, silent, silent)).code).toBe('checking');
    expect((await at.answerSample(lease, 1, silent)).code).toBe('checking');
    expect((await at.answerSample(lease, 2, silent)).code).toBe('checking');
    const asked = await at.answerSample(lease, 3, silent);
    expect(asked).toMatchObject({ code: 'confirm-deposit', choices: ['confirm', 'reopen', 'cancel'] });
    expect(await kindsTo(phone)).toEqual([]);
    expect((await at.tap('deposit-confirmed', lease)).code).toBe('deposit-vouched');
    const code = await codeOf(phone);
    expect(await desk.parcelOf(residentId)).toMatchObject({ state: 'stored', vouched: true });

    // Nothing is seen to be left: for what no sensor saw, that is all there is to know.
    const pickup = await at.pickUp(code);
    await at.useDoor(pickup, silent, silent);
    for (const n of [1, 2]) expect((await at.answerSample(pickup, n, silent)).code).toBe('checking');
    expect((await at.answerSample(pickup, 3, silent)).code).toBe('collected');
  });

  test('where a sensor would have seen it, a word is not enough: the manager decides, with a reason', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const lease = await atScales.deposit({ unit });
    await atScales.useDoor(lease, silent, silent);
    for (const n of [1, 2]) await atScales.answerSample(lease, n, silent);
    const asked = await atScales.answerSample(lease, 3, silent);
    expect(asked).toMatchObject({ code: 'confirm-deposit', choices: ['reopen', 'cancel'] });
    expect((await atScales.tap('deposit-confirmed', lease)).code).toBe('may-not-vouch');
    const { parcelId } = await desk.parcelOf(residentId);
    const override = `/v1/sites/rosewood/parcels/${parcelId}/override`;
    expect(await desk.manager.ask('POST', override, { finding: 'present' })).toMatchObject({ status: 400 });
    await desk.manager.call('POST', override, { finding: 'present', reason: 'I looked into the door' });
    await run.told(phone, 'parcel-stored');
    expect(await desk.parcelOf(residentId)).toMatchObject({ state: 'stored', vouched: true });
  });

  test('a door that did not open is no deposit: the courier gets another door, and this one is kept from use', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const { compartmentId, commandId } = await at.deposit({ unit });
    const failed = { type: 'command-result', commandId, outcome: 'failed', attempts: 3 };
    expect((await at.bank.screen(await at.bank.send('result', failed))).code).toBe('try-other-door');
    await run.settle();
    expect(await stateOf(residentId)).toBe('cancelled');
    expect(await desk.compartment('north', compartmentId)).toMatchObject({
      state: 'quarantined',
      quarantine: 'wont-open',
    });
    expect((await at.deposit({ unit })).compartmentId).not.toBe(compartmentId);
    expect(await kindsTo(phone)).toEqual([]);
  });
});

describe('pickups that the sensors doubt', () => {
  test('the envelope is taken and the box left: told at once, re-opened, collected', async () => {
    const { residentId, phone, lease, code } = await stored(atScales); // A box of 900 g and an envelope of 60 g.
    const pickup = await atScales.pickUp(code);
    const shown = await atScales.useDoor(pickup, scales(960), scales(900));
    expect(shown).toMatchObject({ code: 'left-behind', choices: ['reopen'] });
    const [told] = await run.told(phone, 'parcel-left-behind');
    expect(told?.body).toBe(
      `There is still something in door ${lease.compartmentId} at House rosewood. Please take it out. Code ${code} opens the door again.`,
    );
    expect(await stateOf(residentId)).toBe('left-behind');
    const again = await atScales.reopen(pickup);
    expect((await atScales.useDoor(again, scales(900), scales(0))).code).toBe('collected');
    await run.settle();
    expect(await stateOf(residentId)).toBe('collected');
    expect(await kindsTo(phone)).toEqual(['parcel-stored', 'parcel-left-behind']);
  });

  test('what was left behind and not fetched is stored again, and its code works', async () => {
    const { residentId, code } = await stored(atScales);
    await atScales.useDoor(await atScales.pickUp(code), scales(960), scales(900));
    await pass(10 * minuteMs + watchLateMs);
    expect(await stateOf(residentId)).toBe('stored');
    const pickup = await atScales.pickUp(code);
    expect((await atScales.useDoor(pickup, scales(900), scales(0))).code).toBe('collected');
  });

  test('a look inside is no pickup', async () => {
    const { residentId, code } = await stored();
    const shown = await at.useDoor(await at.pickUp(code), tof(boxMm), tof(boxMm));
    expect(shown.code).toBe('left-behind');
    await run.settle();
    expect(await stateOf(residentId)).toBe('left-behind');
  });

  test('a jam is no pickup: the parcel is stored, and the code works again', async () => {
    const { residentId, code } = await stored();
    const { commandId } = await at.pickUp(code);
    const failed = { type: 'command-result', commandId, outcome: 'failed', attempts: 3 };
    expect((await at.bank.screen(await at.bank.send('result', failed))).code).toBe('door-stuck');
    await run.settle();
    expect(await stateOf(residentId)).toBe('stored');
    expect((await at.useDoor(await at.pickUp(code), tof(boxMm), tof(emptyMm))).code).toBe('collected');
  });
});

describe('messages that come twice, late or not at all', () => {
  test('the same door-closed twice is told once', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    const doorCycle = at.nextCycle(lease.compartmentId);
    const closed = { doorCycle, before: tof(emptyMm), after: tof(boxMm) };
    const ids = [await at.sendClosed(lease, closed), await at.sendClosed(lease, closed)];
    expect(ids[0]).not.toBe(ids[1]); // Sent again by the bank: another message of the same happening.
    await run.told(phone, 'parcel-stored');
    await run.settle();
    expect(await kindsTo(phone)).toEqual(['parcel-stored']);
    expect(await stateOf(residentId)).toBe('stored');
  });

  test('with every event delivered twice, one parcel still takes one door, and each thing is told once', async () => {
    await run.mishaps({ deliverTwice: true });
    try {
      const before = (await run.toldTo(courierPhone)).length;
      const held = (await desk.wall('north')).filter(({ state }) => state !== 'free').length;
      const { residentId, unit, phone } = await desk.resident();
      const lease = await at.deposit({ unit });
      await run.settle();
      expect((await desk.wall('north')).filter(({ state }) => state !== 'free')).toHaveLength(held + 1);
      expect((await at.useDoor(lease, tof(emptyMm), tof(emptyMm))).code).toBe('no-parcel');
      const again = await at.reopen(lease);
      await at.useDoor(again, tof(emptyMm), tof(boxMm));
      const pickup = await at.pickUp(await codeOf(phone));
      expect((await at.useDoor(pickup, tof(boxMm), tof(emptyMm))).code).toBe('collected');
      await run.settle();
      expect(await kindsTo(phone)).toEqual(['parcel-stored']);
      expect(await run.toldTo(courierPhone)).toHaveLength(before + 1);
      expect(await stateOf(residentId)).toBe('collected');
    } finally {
      await run.mishaps({ deliverTwice: false });
    }
  });

  test('a request that comes again opens the door that it was given, and no other', async () => {
    const { residentId, unit } = await desk.resident();
    const requestId = at.bank.newRequestId();
    const first = await at.askToDeposit({ unit }, requestId);
    expect(first.code).toBe('door-open');
    const opens = () => at.bank.commands.filter(({ type }) => type === 'open').length;
    await at.bank.command(({ type, leaseId }) => type === 'open' && leaseId === first.leaseId, 'the door to open');
    const before = opens();
    await at.askAgain({ unit }, requestId);
    await run.settle();
    await at.bank.fence();
    expect(opens()).toBe(before);
    expect(await desk.parcelOf(residentId)).toMatchObject({ place: { compartmentId: first.compartmentId } });
  });

  test('a door-closed that comes an hour late is stored and told then, as of when it happened', async () => {
    const { residentId, unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    await pass(hourMs);
    expect(await desk.compartment('north', lease.compartmentId)).toMatchObject({
      state: 'quarantined',
      quarantine: 'unaccounted',
    });
    expect(await kindsTo(phone)).toEqual([]);
    // What became of the lease was asked of the bank, which could not answer.
    expect(at.bank.commands.filter(({ type, leaseId }) => type === 'resend' && leaseId === lease.leaseId)).toHaveLength(
      1,
    );

    await at.sendClosed(lease, { before: tof(emptyMm), after: tof(boxMm) }, { ageMs: hourMs });
    await run.told(phone, 'parcel-stored');
    await run.settle();
    expect(await kindsTo(phone)).toEqual(['parcel-stored']);
    const { state, storedAtMs = 0 } = await desk.parcelOf(residentId);
    expect(state).toBe('stored');
    const agoMs = (await run.nowMs()) - storedAtMs;
    expect(agoMs).toBeGreaterThanOrEqual(hourMs);
    expect(agoMs).toBeLessThan(hourMs + minuteMs);
    expect(await desk.compartment('north', lease.compartmentId)).toMatchObject({ state: 'occupied' });
  });

  test('a request that lay for half a minute is refused: whoever asked has gone', async () => {
    const { unit } = await desk.resident();
    const { code } = await desk.courier();
    const request = { requestId: at.bank.newRequestId(), courierCode: code, recipient: { unit }, size: 'S' };
    const messageId = await at.bank.send('access', { type: 'deposit-requested', ...request }, { ageMs: 30_000 });
    expect((await at.bank.screen(messageId)).code).toBe('too-late');
  });
});

describe('what else a bank may ask and tell', () => {
  test('several residents of one unit are offered masked, and the pick is a request of its own', async () => {
    const unit = '99Z';
    const person = { unit, phone: '+12025550901' };
    const ids: string[] = [];
    for (const name of ['Ada Lovelace', 'Grace Hopper']) {
      const made = await desk.manager.call<{ residentId: string }>('POST', '/v1/sites/rosewood/residents', {
        ...person,
        name,
      });
      ids.push(made.residentId);
    }
    const shown = await at.askToDeposit({ unit });
    expect(shown.code).toBe('choose-recipient');
    expect(shown.residents?.map(({ label }) => label).sort()).toEqual(['A. L…', 'G. H…']);
    expect(shown.residents?.map(({ residentId }) => residentId).sort()).toEqual([...ids].sort());
    const lease = await at.deposit({ residentId: ids[0] ?? '' });
    await at.useDoor(lease, tof(emptyMm), tof(boxMm));
    await expect.poll(() => stateOf(ids[0] ?? '')).toBe('stored'); // The screen comes before the row.
  });

  test('wrong codes are told, then waited for, and the right one opens after the wait', async () => {
    const { code } = await stored();
    for (const wrong of ['00000000', '11111111']) expect((await at.askToPickUp(wrong)).code).toBe('unknown-code');
    const hurried = await at.askToPickUp('22222222');
    expect(['wait', 'unknown-code']).toContain(hurried.code); // A second later it is just wrong again.
    await pass(5 * minuteMs);
    expect((await at.useDoor(await at.pickUp(code), tof(boxMm), tof(emptyMm))).code).toBe('collected');
  });

  test('a door that stands ajar is asked for on the screen', async () => {
    const { unit } = await desk.resident();
    const { compartmentId, commandId } = await at.deposit({ unit });
    const authority = { kind: 'command', commandId };
    const doorCycle = at.nextCycle(compartmentId);
    await at.bank.send('door', { type: 'door-ajar', compartmentId, doorCycle, authority, openForMs: 60_000 });
    const shown = await at.bank.command(
      ({ code, compartmentId: where }) => code === 'close-door' && where === compartmentId,
      'to be asked to close the door',
    );
    expect(shown.lines).toEqual([`Door ${compartmentId} is still open.`, 'Please close it.']);
    expect(await desk.compartment('north', compartmentId)).toMatchObject({ door: 'open', state: 'held' });
  });

  test('a carrier for whom nothing is to be taken away is told so', async () => {
    expect((await at.askToCollect()).code).toBe('nothing-to-collect');
  });

  test('what a bank tells of its health is read, and none of it refused', async () => {
    const doors = { A01: { door: 'closed', windows: tof(emptyMm) }, A02: { door: 'open', windows: silent } };
    const health = [
      { type: 'heartbeat', doorCycles: { A01: 1, A02: 0 } },
      { type: 'sensor-scan', doors },
      { type: 'boot', firmware: '1.4.2', reason: 'power came back' },
      { type: 'power', source: 'mains', batteryPercent: 71.5 },
      { type: 'tamper', what: 'the cabinet was opened' },
    ];
    for (const message of health) await at.bank.send('health', message);
    for (const { type } of health) await run.countedTimes('health-message', 1, (line) => line['type'] === type);
    expect(await run.counted('message-refused')).toEqual([]);
  });
});

describe('what the manager does', () => {
  test('a pre-announced parcel is found by its tracking number, and lies in one place', async () => {
    const { residentId, phone } = await desk.resident();
    const announced = { trackingNumber: 'TRACK-1', residentId };
    await desk.manager.call('POST', '/v1/sites/rosewood/parcels', announced);
    expect(await stateOf(residentId)).toBe('announced');
    const lease = await at.deposit({ trackingNumber: 'TRACK-1' });
    await at.useDoor(lease, tof(emptyMm), tof(boxMm));
    await run.told(phone, 'parcel-stored');
    await run.settle();
    expect(await stateOf(residentId)).toBe('stored');
    expect((await at.askToDeposit({ trackingNumber: 'TRACK-1' })).code).toBe('already-placed');
    expect((await at.askToDeposit({ trackingNumber: 'TRACK-2' })).code).toBe('unknown-recipient');
  });

  test('an announced parcel that is withdrawn gets no door', async () => {
    const { residentId } = await desk.resident();
    const announced = { trackingNumber: 'TRACK-3', residentId };
    const { parcelId } = await desk.manager.call<{ parcelId: string }>('POST', '/v1/sites/rosewood/parcels', announced);
    const withdrawn = await desk.manager.call<{ state: string }>(
      'POST',
      `/v1/sites/rosewood/parcels/${parcelId}/cancel`,
      { reason: 'sent back by the shop' },
    );
    expect(withdrawn.state).toBe('withdrawn');
    expect((await at.askToDeposit({ trackingNumber: 'TRACK-3' })).code).toBe('already-placed');
  });

  test('a re-issued code is the only one that opens', async () => {
    const { residentId, phone, code } = await stored();
    const { parcelId } = await desk.parcelOf(residentId);
    await desk.manager.call('POST', `/v1/sites/rosewood/parcels/${parcelId}/code`, { reason: 'the phone was lost' });
    const [told] = await run.told(phone, 'code-reissued');
    const fresh = codeIn(told?.body);
    expect(fresh).not.toBe(code);
    expect((await at.askToPickUp(code)).code).toBe('unknown-code');
    const pickup = await at.pickUp(fresh);
    expect((await at.useDoor(pickup, tof(boxMm), tof(emptyMm))).code).toBe('collected');
  });

  test('a deposit that is called off gives its door back, or keeps it from use where nobody knows what is inside', async () => {
    const { residentId, unit } = await desk.resident();
    const { compartmentId } = await at.deposit({ unit });
    const { parcelId } = await desk.parcelOf(residentId);
    const cancel = `/v1/sites/rosewood/parcels/${parcelId}/cancel`;
    await desk.manager.call('POST', cancel, { reason: 'the courier rang: wrong building' });
    expect(await stateOf(residentId)).toBe('cancelled');
    expect(await desk.compartment('north', compartmentId)).toMatchObject({
      state: 'quarantined',
      quarantine: 'unaccounted',
    });
    const again = await desk.manager.ask('POST', cancel, { reason: 'again' });
    expect(again).toMatchObject({ status: 409, json: { code: 'not-now' } });
  });
});

describe('in fast time', () => {
  test('an overdue parcel is reminded after 8, 16 and 22 hours, called overdue after 24, and can still be picked up', async () => {
    const parcel = await stored();
    const collected = await stored();
    const other = await stored(atScales);
    const reminders = async (phone: string) => (await kindsTo(phone)).filter((kind) => kind !== 'parcel-stored');

    await pass(8 * hourMs - minuteMs);
    expect(await reminders(parcel.phone)).toEqual([]);
    await pass(minuteMs + precisionMs);
    expect(await reminders(parcel.phone)).toEqual(['reminder']);
    expect((await run.toldTo(parcel.phone)).at(-1)?.body).toBe(
      `Reminder: your parcel is waiting in door ${parcel.lease.compartmentId} at House rosewood. Your code is ${parcel.code}.`,
    );
    expect(await reminders(collected.phone)).toEqual(['reminder']);
    const pickup = await at.pickUp(collected.code);
    expect((await at.useDoor(pickup, tof(boxMm), tof(emptyMm))).code).toBe('collected');

    await pass(8 * hourMs);
    expect(await reminders(parcel.phone)).toEqual(['reminder', 'reminder']);
    // Picked up while every schedule fires late and twice: none of them may tell anybody anything.
    await run.mishaps({ scheduleTwice: true, scheduleLateMs: 10 * minuteMs });
    const otherPickup = await atScales.pickUp(other.code);
    expect((await atScales.useDoor(otherPickup, scales(960), scales(0))).code).toBe('collected');
    await pass(8 * hourMs + 20 * minuteMs);
    await run.mishaps({ scheduleTwice: false, scheduleLateMs: 0 });
    expect(await reminders(parcel.phone)).toEqual(['reminder', 'reminder', 'reminder', 'parcel-overdue']);
    expect(await stateOf(parcel.residentId)).toBe('overdue');
    expect(await reminders(collected.phone)).toEqual(['reminder']);
    expect(await reminders(other.phone)).toEqual(['reminder', 'reminder']);

    const late = await at.pickUp(parcel.code);
    expect((await at.useDoor(late, tof(boxMm), tof(emptyMm))).code).toBe('collected');
    await pass(3 * hourMs);
    expect(await run.toldTo(parcel.phone)).toHaveLength(5);
  }, 240_000);
});

test('through all of it no function failed, and the broker refused nothing', async () => {
  await run.settle();
  expect(await run.failures()).toEqual([]);
  const { devices } = await run.health();
  // What a bank was not there to hear in time is dropped, and that is no refusal.
  const { 'message-expired': _, ...refused } = devices;
  expect(Object.entries(refused).filter(([, count]) => count > 0)).toEqual([]);
});
