import { beforeEach, describe, expect, it } from 'vitest';
import type { CompartmentId } from '../../../domain/ids.js';
import { look } from '../../domain/story.js';
import { breakPort, makeHouse, operator, person, storedParcel, type House, type Reply } from './world.js';

const route = 'POST /v1/banks/{bankId}/commands';
const one = 'GET /v1/banks/{bankId}/commands/{commandId}';
const path = { bankId: 'bank-1' };
const technician = person('technician-of-site-1');
const refusal = ({ status, body }: Reply) => [status, body['code']];
const opening = { type: 'open', compartmentId: 'A01', reason: 'to clean it' };

let house: House;
beforeEach(async () => void (house = await makeHouse()));

const give = (body: unknown, key = 'k1', who = house.manager) => house.call(who, route, { path, body, key });
const read = (commandId: unknown, who = house.manager) =>
  house.call(who, one, { path: { ...path, commandId: String(commandId) } });
const sent = (type?: string) =>
  house.bankLink.sent.map(({ command }) => command).filter((command) => type === undefined || command.type === type);
const answered = (commandId: unknown, outcome: string, more: object = {}) =>
  house.tell({ type: 'command-result', commandId, outcome, windows: [], ...more });
const custodyOf = async (compartmentId: string) => {
  const door = (await house.doors.load({ bankId: 'bank-1' as never, compartmentId: compartmentId as CompartmentId }))!
    .door;
  return (await house.custody.read(door.chain.id)).flatMap(({ events }) => events);
};

const each = [
  ['pulse-lock', { compartmentId: 'A01' }, {}],
  ['sample', { compartmentId: 'A01' }, {}],
  ['recalibrate', { compartmentId: 'A01' }, {}],
  ['self-test', { compartmentId: 'A01' }, {}],
  ['self-test', {}, {}],
  ['restart', { what: 'controller', reason: 'it hangs' }, { what: 'controller' }],
  ['restart', { what: 'lock-rail' }, { what: 'lock-rail' }],
  ['restart', { what: 'sensor', sensor: 'tof', compartmentId: 'A01' }, { what: 'sensor', sensor: 'tof' }],
  ['pulse-lock', { compartmentId: 'A01', pulse: 'long' }, { pulse: 'long' }],
  ['set-debounce', { compartmentId: 'A01', debounceMs: 1_000 }, { debounceMs: 1_000 }],
  ['resend', { compartmentId: 'A01', fromDoorCycle: 3 }, { fromDoorCycle: 3 }],
  ['display', { lines: ['Back in five minutes.'] }, { code: 'notice', lines: ['Back in five minutes.'] }],
  ['open', { compartmentId: 'A01', reason: 'to clean it' }, {}],
] as const;

describe.each(each)('the command %s %j', (type, fields, wanted) => {
  it('is given, goes down with an expiry, and is done once it is answered', async () => {
    const given = await give({ type, ...fields });
    expect(given.status).toBe(201);
    const { commandId, notAfterMs } = given.body as { commandId: string; notAfterMs: number };
    const compartmentId = 'compartmentId' in fields ? fields.compartmentId : undefined;
    // A clock that is ahead must not call the start too late that would set it right: for the bank, that one is good for longer.
    const isStart = 'what' in fields && fields.what === 'controller';
    const life = isStart ? { keptUntilMs: notAfterMs } : { notAfterMs };
    expect(sent()).toMatchObject([
      { commandId, type, compartmentId, ...life, issuedAtMs: house.clock.now, fields: wanted },
    ]);
    expect(notAfterMs).toBeGreaterThan(house.clock.now);
    expect((await read(commandId)).body).toEqual({ ...given.body, state: 'given' });
    if (type !== 'display') expect(given.body).toMatchObject(wanted); // Whoever reads it sees what was asked for.
    await answered(commandId, 'done');
    expect((await read(commandId)).body).toMatchObject({ state: 'done', answer: { outcome: 'done', isLate: false } });
  });
});

describe('a command', () => {
  it('that is none is refused with the ones that there are', async () => {
    const { status, body } = await give({ type: 'explode' });
    const there = [...new Set(each.map(([type]) => type))].sort().join(', ');
    const [{ path: where, message }] = body['mistakes'] as [{ path: string; message: string }];
    const listed = message.replace('must be one of ', '').split(', ').sort().join(', ');
    expect([status, where, listed]).toEqual([400, 'type', there]);
  });

  it('is given once a key, and answered the same: it goes down again only while it is in time and unanswered', async () => {
    const first = await give({ type: 'pulse-lock', compartmentId: 'A01' });
    const again = await give({ type: 'pulse-lock', compartmentId: 'A01' });
    expect([first.status, again.status, again.body]).toEqual([201, 200, first.body]);
    expect(sent('pulse-lock').map(({ commandId }) => commandId)).toEqual(Array(2).fill(first.body['commandId']));
    await answered(first.body['commandId'], 'done');
    expect((await give({ type: 'pulse-lock', compartmentId: 'A01' })).body).toMatchObject({ state: 'done' });
    expect(sent('pulse-lock')).toHaveLength(2);
  });

  it('whose key comes again after its time is looked at, and not sent', async () => {
    await give(opening);
    house.clock.now += 20_001;
    expect((await give(opening)).body).toMatchObject({ state: 'given' });
    expect(sent('open')).toHaveLength(1);
  });

  it('with the key of another is a conflict; another person’s keys are their own', async () => {
    await give({ type: 'pulse-lock', compartmentId: 'A01' });
    expect(refusal(await give({ type: 'sample', compartmentId: 'A01' }))).toEqual([409, 'idempotency-key-reused']);
    expect((await give({ type: 'sample', compartmentId: 'A01' }, 'k1', technician)).status).toBe(201);
  });

  it('whose sending failed is sent by the retry with the same key', async () => {
    const broken = breakPort(house.bankLink, 'send');
    expect((await give({ type: 'pulse-lock', compartmentId: 'A01' })).status).toBe(500);
    broken.mend();
    expect((await give({ type: 'pulse-lock', compartmentId: 'A01' })).status).toBe(200);
    expect(sent('pulse-lock')).toHaveLength(1);
  });

  it('needs a key', async () => {
    expect(refusal(await house.call(house.manager, route, { path, body: opening }))).toEqual([
      400,
      'idempotency-key-needed',
    ]);
  });

  it.each([
    ['to open without a reason', { type: 'open', compartmentId: 'A01' }],
    ['to open no door', { type: 'open', reason: 'r' }],
    ['to start the controller again without a reason', { type: 'restart', what: 'controller' }],
    ['to start a sensor again that is not named', { type: 'restart', what: 'sensor', compartmentId: 'A01' }],
    ['to start a sensor of no door again', { type: 'restart', what: 'sensor', sensor: 'tof' }],
    [
      'to start the lock rail of a sensor again',
      { type: 'restart', what: 'lock-rail', sensor: 'tof', compartmentId: 'A01' },
    ],
    ['to pulse for as long as nobody knows', { type: 'pulse-lock', compartmentId: 'A01', pulse: 'longer' }],
    ['to debounce no door', { type: 'set-debounce', debounceMs: 1_000 }],
    ['to debounce for no time', { type: 'set-debounce', compartmentId: 'A01', debounceMs: 0 }],
    [
      'to debounce for longer than a door may be open',
      { type: 'set-debounce', compartmentId: 'A01', debounceMs: 1_001 },
    ],
    ['to show nothing', { type: 'display', lines: [] }],
    ['to show more than a screen holds', { type: 'display', lines: ['x'.repeat(41)] }],
    ['to sync codes', { type: 'sync-codes' }],
    ['to lift off', { type: 'lift-off' }],
    ['with an expiry of the caller’s own', { ...opening, notAfterMs: 9e15 }],
  ])('%s is none', async (_, body) => {
    expect(refusal(await give(body))).toEqual([400, 'invalid-body']);
    expect(sent()).toEqual([]);
  });

  it('for a compartment that the bank has not is kept nowhere', async () => {
    expect(refusal(await give({ ...opening, compartmentId: 'Z99' }))).toEqual([409, 'unknown-compartment']);
    expect((await house.call(house.manager, 'GET /v1/banks/{bankId}/commands', { path })).body['items']).toEqual([]);
  });

  it('is for operators, managers and technicians of the site, and for nobody else', async () => {
    for (const who of [operator, house.manager, technician]) expect((await give(opening, 'k', who)).status).toBe(201);
    for (const role of ['viewer', 'integration'])
      expect(refusal(await give(opening, 'k', person(`${role}-of-site-1`)))).toEqual([403, 'forbidden']);
    expect(refusal(await give(opening, 'k', person('stranger')))).toEqual([404, 'not-found']);
  });

  it('that is not answered is of unknown outcome, and becomes what a late answer says', async () => {
    const { commandId } = (await give({ type: 'pulse-lock', compartmentId: 'A01' })).body;
    house.clock.now += 60_000 + 90_000;
    expect((await read(commandId)).body['state']).toBe('given');
    house.clock.now += 1;
    expect((await read(commandId)).body['state']).toBe('unknown');
    await answered(commandId, 'failed', { reason: 'lock-does-not-move' });
    expect((await read(commandId)).body).toMatchObject({
      state: 'failed',
      answer: { outcome: 'failed', reason: 'lock-does-not-move', isLate: true },
    });
  });

  it.each(['sample', 'self-test'])('%s is read with the windows that came of it', async (type) => {
    const { commandId } = (await give({ type, compartmentId: 'A02' })).body;
    await answered(commandId, 'done', { windows: look(300) });
    expect((await read(commandId)).body['windows']).toEqual(look(300));
  });

  it('that nobody gave is not there', async () => {
    expect(refusal(await read('c-nobody'))).toEqual([404, 'not-found']);
  });

  it('is listed with who gave it and why, the newest first, by the page', async () => {
    for (const n of [1, 2, 3]) {
      await give({ type: 'pulse-lock', compartmentId: 'A01', reason: `because ${n}` }, `k${n}`, technician);
      house.clock.now += 1_000;
    }
    const page = async (cursor?: string) =>
      (
        await house.call(house.manager, 'GET /v1/banks/{bankId}/commands', {
          path,
          query: { limit: '2', ...(cursor === undefined ? {} : { cursor }) },
        })
      ).body as { items: { reason: string; by: string }[]; cursor?: string };
    const first = await page();
    expect(first.items.map(({ reason, by }) => [reason, by])).toEqual([
      ['because 3', 'technician-of-site-1'],
      ['because 2', 'technician-of-site-1'],
    ]);
    expect((await page(first.cursor)).items.map(({ reason }) => reason)).toEqual(['because 1']);
  });
});

describe('what became of a command', () => {
  const ask = (commandId: unknown) =>
    house.call(house.manager, 'POST /v1/banks/{bankId}/commands/{commandId}/ask', {
      path: { ...path, commandId: String(commandId) },
    });

  it('is asked of the bank, and the command is not sent again', async () => {
    const { commandId } = (await give(opening)).body;
    house.clock.now += 200_000;
    expect((await ask(commandId)).body['state']).toBe('unknown');
    expect(sent('open')).toHaveLength(1);
    expect(sent('resend')).toMatchObject([{ commandId, compartmentId: 'A01', fields: { fromDoorCycle: 1 } }]);
    await answered(commandId, 'expired', { reason: 'never-came' });
    expect((await read(commandId)).body).toMatchObject({
      state: 'expired',
      answer: { reason: 'never-came', isLate: true },
    });
  });

  it('of one for the whole bank is asked at its first door', async () => {
    const { commandId } = (await give({ type: 'restart', what: 'lock-rail' })).body;
    await ask(commandId);
    expect(sent('resend')).toMatchObject([{ commandId, compartmentId: 'A01' }]);
  });

  it('is known once it was answered; a display is never answered', async () => {
    const { commandId } = (await give({ type: 'pulse-lock', compartmentId: 'A01' })).body;
    await answered(commandId, 'done');
    expect((await ask(commandId)).body['state']).toBe('done');
    const shown = (await give({ type: 'display', lines: ['Hello'] }, 'k2')).body;
    expect((await ask(shown['commandId'])).status).toBe(200);
    expect(sent('resend')).toEqual([]);
    expect(refusal(await ask('c-nobody'))).toEqual([404, 'not-found']);
  });
});

describe('an open that one try was refused and another let in, under the same key', () => {
  /** The courier's own open is still running at the first try; it has ended, with nothing brought, at the second. */
  const lease = async () => {
    const body = { trackingNumber: 'TN1', residentId: house.residentId };
    await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', { path: house.path, body });
    return (await house.ask('TN1'))!;
  };
  /** A first try, with something happening just before its refusal is written. */
  const beforeItsRefusal = async (act: () => Promise<unknown>, key = 'k1') => {
    const replace = house.commands.replace.bind(house.commands);
    house.commands.replace = async (row) => {
      house.commands.replace = replace;
      await act();
      return replace(row);
    };
    return give(opening, key);
  };
  const opensOf = (commandId: unknown) => sent('open').filter((command) => command.commandId === commandId).length;

  it('is given: the refusal that is written last is taken back by who wrote it', async () => {
    const { commandId: of } = await lease();
    let second: Reply | undefined;
    const first = await beforeItsRefusal(async () => {
      await house.close('A01', of, 1, [500, 500]);
      second = await give(opening);
    });
    expect([first, second].map((reply) => [reply?.status, reply?.body['state']])).toEqual([
      [201, 'given'],
      [200, 'given'],
    ]);
    expect((await read(second?.body['commandId'])).body).toMatchObject({ state: 'given' });
    expect(opensOf(second?.body['commandId'])).toBe(1);
  });

  it('is given: a refusal that was written before is taken back by who was let in', async () => {
    const { commandId: of } = await lease();
    const create = house.commands.create.bind(house.commands);
    // The second try has read the row, not yet refused, when the first one is refused.
    house.commands.create = async (row) => {
      const isNew = await create(row);
      house.commands.create = create;
      expect(refusal(await give(opening))).toEqual([409, 'door-busy']);
      await house.close('A01', of, 1, [500, 500]);
      return isNew;
    };
    const given = await give(opening);
    expect([given.status, given.body['state']]).toEqual([201, 'given']);
    const { commandId } = given.body;
    expect([(await read(commandId)).body['state'], opensOf(commandId)]).toEqual(['given', 1]);
    await answered(commandId, 'done');
    expect((await read(commandId)).body['state']).toBe('done');
  });

  it('and that stays refused is answered so by every try', async () => {
    await lease();
    for (const _ of [1, 2]) expect(refusal(await give(opening))).toEqual([409, 'door-busy']);
    expect(refusal(await beforeItsRefusal(() => give(opening, 'k2'), 'k2'))).toEqual([409, 'door-busy']);
  });
});

describe('a compartment with a parcel in it', () => {
  const later = () => void (house.clock.now += 600_000);

  it.each(['manager', 'operator'])('is opened for a %s, and its custody log says who and why', async (role) => {
    const { compartmentId } = await storedParcel(house);
    later();
    const who = role === 'operator' ? operator : house.manager;
    const body = { type: 'open', compartmentId, reason: 'the resident says it is damaged' };
    const { commandId } = (await give(body, 'k', who)).body;
    expect(await custodyOf(compartmentId)).toContainEqual({
      type: 'open-given',
      commandId,
      by: { person: role === 'operator' ? 'op-1' : 'manager-of-site-1' },
      reason: 'the resident says it is damaged',
      openNotAfterMs: house.clock.now + 20_000,
    });
    expect(sent('open').at(-1)).toMatchObject({ commandId, leaseId: commandId, compartmentId });
  });

  it('is not opened for a technician, who is answered the same again', async () => {
    const { compartmentId } = await storedParcel(house);
    later();
    const opens = sent('open').length;
    const body = { ...opening, compartmentId };
    for (const _ of [1, 2]) expect(refusal(await give(body, 'k', technician))).toEqual([409, 'holds-parcel']);
    expect(sent('open')).toHaveLength(opens);
    expect((await custodyOf(compartmentId)).map(({ type }) => type)).not.toContain('open-given');
    const { items } = (await house.call(house.manager, 'GET /v1/banks/{bankId}/commands', { path })).body as {
      items: object[];
    };
    expect(items).toMatchObject([{ state: 'refused', refusal: 'holds-parcel', by: 'technician-of-site-1' }]);
  });

  it('from which it is taken under such a command is no pickup: the parcel is missing', async () => {
    const { compartmentId } = await storedParcel(house);
    later();
    const { commandId } = (await give({ ...opening, compartmentId })).body;
    await house.close(compartmentId, String(commandId), 2, [440, 500]);
    const events = (await custodyOf(compartmentId)).slice(-2);
    expect(events).toMatchObject([{ type: 'open-given' }, { type: 'parcel-missing', seen: { commandId } }]);
    expect(house.counters.counts['wrong-door-opened']).toBeUndefined();
  });

  it('is not calibrated: what lies in it would count as nothing', async () => {
    const { compartmentId } = await storedParcel(house);
    expect(refusal(await give({ type: 'recalibrate', compartmentId }))).toEqual([409, 'holds-parcel']);
  });

  it('is not calibrated by a retry either: the parcel came after the first try, which failed', async () => {
    const broken = breakPort(house.bankLink, 'send');
    expect((await give({ type: 'recalibrate', compartmentId: 'A01' })).status).toBe(500);
    broken.mend();
    expect((await storedParcel(house)).compartmentId).toBe('A01');
    const again = await give({ type: 'recalibrate', compartmentId: 'A01' });
    expect([again.status, again.body['state']]).toEqual([200, 'given']);
    expect(sent('recalibrate')).toEqual([]);
  });

  it('is opened once, though the call that opened it died before it had sent the command', async () => {
    const { compartmentId } = await storedParcel(house);
    later();
    const opens = sent('open').length;
    const broken = breakPort(house.bankLink, 'send');
    expect((await give({ ...opening, compartmentId })).status).toBe(500);
    broken.mend();
    expect((await give({ ...opening, compartmentId })).status).toBe(200);
    expect(sent('open')).toHaveLength(opens + 1);
    const given = (await custodyOf(compartmentId)).filter(({ type }) => type === 'open-given');
    expect(given.length).toBeLessThanOrEqual(1);
  });
});
