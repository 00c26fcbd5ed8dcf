import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDeviceKeyAndCsr } from '../../local/stand-ins/certificates.js';
import { certificateOf, foreignCertificate } from './certificates.js';
import { connectionOf, DeviceBank, type Identity, type Kind } from './device-bank.js';
import { LocalRun, until, type Counted } from './local-run.js';
import { Manager, SiteDesk } from './manager.js';
import { AtBank } from './visit.js';
import { boxMm, emptyMm, tof } from './windows.js';

/**
 * What comes over the wire and the API and should not: refused or recorded as what it is, counted, never a crash, never a
 * wrong change, and the next good message works.
 */
const dataDir = mkdtempSync(path.join(tmpdir(), 'pigeonhole-e2e-'));
let run: LocalRun;
let desk: SiteDesk;
let at: AtBank;
let good: Identity;
let other: Identity;
let courierCode: string;

beforeAll(async () => {
  run = await LocalRun.start({ dataDir });
  desk = await SiteDesk.open(run, 'rosewood');
  courierCode = (await desk.courier()).code;
  good = await desk.enrol('good', { doors: 24, profile: 'tof' });
  other = await desk.enrol('other', { doors: 2, profile: 'tof' });
  at = new AtBank(await DeviceBank.connect(good), courierCode);
}, 180_000);

afterAll(async () => {
  await at?.bank.close();
  await run?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Everything that a wrong message could have changed, as the manager and the people see it. */
async function everything() {
  await run.settle();
  const [wall, otherWall, parcels, outbox] = await Promise.all([
    desk.wall('good'),
    desk.wall('other'),
    desk.parcels(),
    run.outbox(),
  ]);
  return { wall, otherWall, parcels, outbox };
}

/** Does the work, and answers which messages were refused for it, `times` of them being waited for: their codes. */
async function refusedFor(times: number, work: () => Promise<unknown>): Promise<unknown[]> {
  return (await countedFor('message-refused', times, work)).map(({ code }) => code);
}

async function countedFor(counter: string, times: number, work: () => Promise<unknown>) {
  const before = await run.counted(counter);
  await work();
  await run.settle();
  return without(await run.countedTimes(counter, before.length + times), before);
}

/** Lines come function by function: what is new among them is what is there more often than before. */
function without(lines: Counted[], before: Counted[]): Counted[] {
  const old = before.map((line) => JSON.stringify(line));
  return lines.filter((line) => {
    const at = old.indexOf(JSON.stringify(line));
    if (at !== -1) old.splice(at, 1);
    return at === -1;
  });
}

/** The next good message: a request that is read, decided and answered, and changes nothing. */
async function nextGoodMessageWorks(): Promise<void> {
  expect((await at.askToDeposit({ unit: 'nowhere' })).code).toBe('unknown-recipient');
}

async function changesNothing(work: () => Promise<void>): Promise<void> {
  const before = await everything();
  await work();
  expect(await everything()).toEqual(before);
  await nextGoodMessageWorks();
  expect(await run.failures()).toEqual([]);
}

const codeIn = (body: string | undefined): string => /\b\d{8}\b/.exec(body ?? '')?.[0] ?? 'no code';

async function stored() {
  const resident = await desk.resident();
  const lease = await at.deposit({ unit: resident.unit });
  expect((await at.useDoor(lease, tof(emptyMm), tof(boxMm))).code).toBe('deposit-verified');
  const [told] = await run.told(resident.phone, 'parcel-stored');
  return { ...resident, lease, code: codeIn(told?.body) };
}

/** Envelopes that are right but for what is said, by topic. */
const deposit = { type: 'deposit-requested', requestId: 'r-bad', courierCode: '12345678', size: 'S' };
const forUnit = { ...deposit, recipient: { unit: '1A' } };
const closed = {
  type: 'door-closed',
  compartmentId: 'A01',
  doorCycle: 1,
  openedUptimeMs: 0, // Before the start: one that opens right after it would stop all opens.
  closedUptimeMs: 20,
  authority: { kind: 'none' },
  before: tof(emptyMm),
  after: tof(boxMm),
};
const windowWith = (change: Record<string, unknown>) => ({ ...closed, after: [{ ...tof(boxMm)[0], ...change }] });
const result = { type: 'command-result', commandId: 'A01-abc-1-sample-1-1', outcome: 'done' };

describe('payloads that are no message', () => {
  const payloads: [string, string, string | Buffer][] = [
    ['nothing', 'not-json', ''],
    ['half a message', 'not-json', '{"schema":1,'],
    ['a sample that is NaN', 'not-json', '{"schema":1,"type":"door-closed","after":[{"samples":[NaN]}]}'],
    ['a hundred thousand brackets', 'not-json', '['.repeat(100_000)],
    ['bytes that are no UTF-8', 'not-utf8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['a list', 'not-an-object', '[{"schema":1}]'],
    ['a number', 'not-an-object', '42'],
    ['null', 'not-an-object', 'null'],
    ['an empty object', 'unsupported-schema', '{}'],
    ['a schema of the future', 'unsupported-schema', '{"schema":2,"type":"heartbeat"}'],
    ['no type', 'unknown-type', '{"schema":1}'],
    ['a type nobody knows', 'unknown-type', '{"schema":1,"type":"open-all-doors"}'],
    ['a type that every object has', 'unknown-type', '{"schema":1,"type":"constructor"}'],
    ['a type that is an object', 'unknown-type', '{"schema":1,"type":{"toString":"heartbeat"}}'],
    ['a prototype', 'unknown-type', '{"schema":1,"__proto__":{"type":"heartbeat"}}'],
    ['an envelope without anything in it', 'malformed', '{"schema":1,"type":"door-closed"}'],
  ];

  test.each(payloads)('%s is counted as %s', async (_, code, payload) => {
    await changesNothing(async () => {
      expect(await refusedFor(1, () => at.bank.publish('door', payload))).toEqual([code]);
    });
  });

  test('none of them stops the others: all at once, on all topics, are counted one by one', async () => {
    await changesNothing(async () => {
      const kinds: Kind[] = ['access', 'door', 'health', 'result'];
      const all = kinds.flatMap((kind) => payloads.map(([, , payload]) => ({ kind, payload })));
      const codes = await refusedFor(all.length, () =>
        Promise.all(all.map(({ kind, payload }) => at.bank.publish(kind, payload))),
      );
      expect(codes).toHaveLength(all.length);
    });
  });
});

describe('messages that are not of the contract', () => {
  test.each<[string, Kind, Record<string, unknown>, Record<string, unknown>]>([
    ['a request without its id', 'access', { ...forUnit, requestId: undefined }, {}],
    ['an id of a thousand characters', 'access', { ...forUnit, requestId: 'x'.repeat(1_000) }, {}],
    ['an id that climbs', 'access', { ...forUnit, requestId: '../../DOOR' }, {}],
    ['a size that no door has', 'access', { ...forUnit, size: 'XXL' }, {}],
    ['a courier code that is a number', 'access', { ...forUnit, courierCode: 12345678 }, {}],
    ['two recipients', 'access', { ...deposit, recipient: { unit: '1A', trackingNumber: 'T' } }, {}],
    ['no recipient', 'access', { ...deposit, recipient: {} }, {}],
    ['dimensions of two sides', 'access', { ...forUnit, dimensionsMm: [1, 2] }, {}],
    ['a code of a megabyte', 'access', { type: 'pickup-requested', requestId: 'r', code: '1'.repeat(60_000) }, {}],
    ['a code that is a list', 'access', { type: 'pickup-requested', requestId: 'r', code: ['12345678'] }, {}],
    ['a lease of nobody', 'access', { type: 'reopen-requested', requestId: 'r', compartmentId: 'A01' }, {}],
    ['a compartment with a slash', 'door', { ...closed, compartmentId: 'A/1' }, {}],
    ['a door cycle below nothing', 'door', { ...closed, doorCycle: -1 }, {}],
    ['half a door cycle', 'door', { ...closed, doorCycle: 1.5 }, {}],
    ['a door cycle past 32 bits', 'door', { ...closed, doorCycle: 2 ** 31 }, {}],
    ['an authority of its own', 'door', { ...closed, authority: { kind: 'manager' } }, {}],
    ['a door closed before it opened', 'door', { ...closed, openedUptimeMs: 30 }, {}],
    ['no windows at all', 'door', { ...closed, before: undefined, after: undefined }, {}],
    ['nine windows', 'door', { ...closed, after: Array.from({ length: 9 }, () => tof(boxMm)[0]) }, {}],
    ['samples of text', 'door', windowWith({ samples: ['280', '281'] }), {}],
    ['samples of nothing', 'door', windowWith({ samples: [null, null] }), {}],
    ['a sample beyond belief', 'door', windowWith({ samples: [1e10] }), {}],
    ['65 samples', 'door', windowWith({ samples: Array.from({ length: 65 }, () => 280) }), {}],
    ['ten thousand samples', 'door', windowWith({ samples: Array.from({ length: 10_000 }, () => 280) }), {}],
    ['samples that are no list', 'door', windowWith({ samples: { length: 3, 0: 1, 1: 2, 2: 3 } }), {}],
    ['a status of text', 'door', windowWith({ status: 'ok' }), {}],
    ['an outcome that is none', 'result', { ...result, outcome: 'maybe' }, {}],
    ['a command id of a novel', 'result', { ...result, commandId: 'A01-abc-1-open'.repeat(50) }, {}],
    [
      'ten thousand samples in an answer',
      'result',
      { ...result, windows: windowWith({ samples: Array.from({ length: 10_000 }, () => 1) }).after },
      {},
    ],
    ['cycles of doors that are text', 'health', { type: 'heartbeat', doorCycles: { A01: 'one' } }, {}],
    ['a boot count below nothing', 'health', { type: 'heartbeat', doorCycles: {} }, { bootCount: -1 }],
    ['a sequence number that is a fraction', 'health', { type: 'heartbeat', doorCycles: {} }, { seq: 0.5 }],
    ['an uptime of text', 'health', { type: 'heartbeat', doorCycles: {} }, { uptimeMs: 'yesterday' }],
    ['a message without its id', 'health', { type: 'heartbeat', doorCycles: {} }, { messageId: undefined }],
  ])('%s is malformed', async (_, kind, body, envelope) => {
    await changesNothing(async () => {
      expect(await refusedFor(1, () => at.bank.send(kind, body, { envelope }))).toEqual(['malformed']);
    });
  });

  test('a message on the topic of another kind is refused there', async () => {
    await changesNothing(async () => {
      const codes = await refusedFor(3, async () => {
        await at.bank.send('access', closed);
        await at.bank.send('health', forUnit);
        await at.bank.send('result', closed);
      });
      expect(codes).toEqual(['wrong-topic', 'wrong-topic', 'wrong-topic']);
    });
  });

  test('whoever stands at the screen is told that the request could not be read', async () => {
    const messageId = await at.bank.send('access', { ...forUnit, size: 'XXL' });
    expect(await at.bank.screen(messageId)).toMatchObject({
      code: 'not-understood',
      lines: ['This request could not be read.', 'Please start again.'],
    });
  });

  test('a field that the contract does not know is passed over, for it grows by adding', async () => {
    const { unit, phone } = await desk.resident();
    const request = { ...deposit, requestId: 'r-grown', courierCode, recipient: { unit }, mood: 'good' };
    const messageId = await at.bank.send('access', request, { envelope: { firmware: { branch: 'next' } } });
    const shown = await at.bank.screen(messageId);
    expect(shown.code).toBe('door-open');
    await at.tap('deposit-cancelled', { compartmentId: shown.compartmentId!, leaseId: shown.leaseId!, commandId: '' });
    expect(await run.toldTo(phone)).toEqual([]);
  });
});

describe('messages of a door that cannot be so', () => {
  test('no samples are no evidence: the bank is asked for more, and nobody is told of a parcel', async () => {
    const { unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    const empty = [{ ...tof(emptyMm)[0]!, samples: [] }];
    expect((await at.useDoor(lease, empty, empty)).code).toBe('checking');
    expect((await at.answerSample(lease, 1, empty)).code).toBe('checking');
    expect(await run.toldTo(phone)).toEqual([]);
  });

  test('a door that the bank has not is counted and decides nothing', async () => {
    await changesNothing(async () => {
      const counted = await countedFor('refused', 1, () => at.bank.send('door', { ...closed, compartmentId: 'Z99' }));
      expect(counted).toMatchObject([{ refusal: 'no-such-door' }]);
    });
  });

  test('a door cycle far ahead is refused, so that the real ones that follow still count', async () => {
    const { unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    const counted = await countedFor('refused', 1, () =>
      at.sendClosed(lease, { doorCycle: 1_000_000, before: tof(emptyMm), after: tof(boxMm) }),
    );
    expect(counted).toMatchObject([{ refusal: 'implausible-door-cycle' }]);
    expect(await run.toldTo(phone)).toEqual([]);
    expect((await at.useDoor(lease, tof(emptyMm), tof(boxMm))).code).toBe('deposit-verified');
  });

  test("a parcel seen under nobody's right, or under another stay's, is no deposit of this one", async () => {
    const [before, { unit, phone, residentId }] = [await stored(), await desk.resident()];
    const lease = await at.deposit({ unit });
    const { compartmentId } = lease;
    const doorCycle = at.nextCycle(compartmentId);
    await at.bank.send('door', { ...closed, compartmentId, doorCycle });
    await at.sendClosed({ ...before.lease, compartmentId }, { before: tof(boxMm), after: tof(emptyMm) });
    await run.settle();
    expect(await run.toldTo(phone)).toEqual([]);
    expect((await desk.parcelOf(residentId)).state).not.toBe('stored');
    expect((await desk.parcelOf(before.residentId)).state).toBe('stored');
    // A door that opens under another's lease is a matter of wiring: no door is opened until a person has looked.
    await run.countedTimes('opens-stopped', 1, ({ cause }) => cause === 'wrong-door-opened');
    await desk.manager.call('POST', '/v1/banks/good/opens/clear', { reason: 'walked along the doors' });
  });

  test("one door's lease opens no other door", async () => {
    const { unit } = await desk.resident();
    const lease = await at.deposit({ unit });
    await at.useDoor(lease, tof(emptyMm), tof(emptyMm));
    const elsewhere = (await desk.wall('good')).find(({ state }) => state === 'free')?.compartmentId ?? '';
    expect((await at.tap('reopen-requested', { ...lease, compartmentId: elsewhere })).code).toBe('not-now');
    expect((await at.tap('reopen-requested', { ...lease, leaseId: `${lease.leaseId}9` })).code).not.toBe('door-open');
  });

  test('answers to commands that were never given decide nothing', async () => {
    const { lease } = await stored();
    await changesNothing(async () => {
      const windows = tof(emptyMm);
      await at.bank.send('result', { ...result, commandId: `${lease.leaseId}-sample-1-1`, windows });
      await at.bank.send('result', { ...result, commandId: `${lease.leaseId}-open`, outcome: 'failed' });
      await at.bank.send('result', { ...result, commandId: 'Z99-abcdef-1-open', outcome: 'failed' });
      await at.bank.send('result', { ...result, commandId: 'reformat-everything' });
    });
  });
});

describe('messages that come again, and counts and clocks that go wrong', () => {
  test('the very same bytes again decide nothing again', async () => {
    const { unit, phone, residentId } = await desk.resident();
    const request = { ...deposit, requestId: 'r-again', courierCode, recipient: { unit } };
    const asked = JSON.stringify(at.bank.envelope(request));
    await at.bank.publish('access', asked);
    const { messageId } = JSON.parse(asked) as { messageId: string };
    const { compartmentId = '', leaseId = '' } = await at.bank.screen(messageId);
    const lease = { compartmentId, leaseId, commandId: `${leaseId}-open` };
    const doorCycle = at.nextCycle(compartmentId);
    const authority = { kind: 'command', commandId: lease.commandId };
    const said = JSON.stringify(at.bank.envelope({ ...closed, compartmentId, doorCycle, authority }));
    await at.bank.publish('door', said);
    const [told] = await run.told(phone, 'parcel-stored');

    await changesNothing(async () => {
      await at.bank.publish('access', asked);
      await at.bank.publish('door', said);
    });
    const pickup = await at.pickUp(codeIn(told?.body));
    expect((await at.useDoor(pickup, tof(boxMm), tof(emptyMm))).code).toBe('collected');

    // The door is free again, and the next parcel lies in it and is collected: the old request still opens nothing.
    const next = await stored();
    expect(next.lease.compartmentId).toBe(compartmentId);
    expect((await at.useDoor(await at.pickUp(next.code), tof(boxMm), tof(emptyMm))).code).toBe('collected');
    const opens = at.bank.commands.filter(({ type }) => type === 'open').length;
    const before = await everything();
    await at.bank.publish('access', asked);
    await at.bank.publish('door', said);
    expect(await everything()).toEqual(before);
    await at.bank.fence();
    expect(at.bank.commands.filter(({ type }) => type === 'open')).toHaveLength(opens);
    expect((await desk.parcelOf(residentId)).state).toBe('collected');
  });

  test('boot counts and sequence numbers may go back: what came is taken by what it is', async () => {
    const { unit, phone } = await desk.resident();
    const lease = await at.deposit({ unit });
    const envelope = { bootCount: 0, seq: 0, messageId: 'm-of-an-old-boot' };
    await at.sendClosed(lease, { before: tof(emptyMm), after: tof(boxMm) }, { envelope });
    await run.told(phone, 'parcel-stored');
  });

  test('the clock on its wall may be years off: nobody looks at it', async () => {
    for (const atMs of [0, -1, 9e15, 4_102_444_800_000]) {
      const { unit, phone, residentId } = await desk.resident();
      const lease = await at.deposit({ unit });
      await at.sendClosed(lease, { before: tof(emptyMm), after: tof(boxMm) }, { envelope: { atMs } });
      await run.told(phone, 'parcel-stored');
      await run.settle();
      const { storedAtMs = 0 } = await desk.parcelOf(residentId);
      expect(Math.abs((await run.nowMs()) - storedAtMs)).toBeLessThan(60_000);
      await at.useDoor(await at.pickUp(codeIn((await run.toldTo(phone))[0]?.body)), tof(boxMm), tof(emptyMm));
    }
  });

  test.each([
    ['a sending before the happening', { uptimeMs: 5_000, sentUptimeMs: 1_000 }],
    ['an age of years', { uptimeMs: 0, sentUptimeMs: 3 * 365 * 86_400_000 }],
    ['a happening before the last boot', { bootCount: 1, sentBootCount: 2 }],
  ])('%s has no known age: a request is refused, a door event is taken as of now', async (_, envelope) => {
    const { unit, phone, residentId } = await desk.resident();
    const request = { ...deposit, requestId: at.bank.newRequestId(), courierCode, recipient: { unit } };
    expect((await at.bank.screen(await at.bank.send('access', request, { envelope }))).code).toBe('too-late');
    const lease = await at.deposit({ unit });
    await at.sendClosed(lease, { before: tof(emptyMm), after: tof(boxMm) }, { envelope });
    await run.told(phone, 'parcel-stored');
    await run.settle();
    const { storedAtMs = 0 } = await desk.parcelOf(residentId);
    expect(Math.abs((await run.nowMs()) - storedAtMs)).toBeLessThan(60_000);
  });
});

describe('connections', () => {
  const counter = async (name: string): Promise<number> => (await run.health()).devices[name] ?? 0;

  /** Publishes what the broker answers by hanging up, and waits until the client has come back by itself. */
  async function hungUp(topic: string, payload: string): Promise<void> {
    const { connection } = at.bank;
    const interrupted = new Promise((resolve) => connection.once('interrupt', resolve));
    const resumed = new Promise((resolve) => connection.once('resume', resolve));
    // QoS 0: a publish that must be acknowledged would be sent again after every reconnect, and hung up on again.
    await connection.publish(topic, payload, 0);
    await interrupted;
    await resumed;
    await at.bank.subscribe();
  }

  const heartbeatOf = (bytes: number): string => {
    const bare = JSON.stringify(at.bank.envelope({ type: 'heartbeat', doorCycles: {}, pad: '' }));
    return bare.replace('"pad":""', `"pad":"${'x'.repeat(bytes - bare.length)}"`);
  };

  test('128 KB are taken, and 129 KB end the connection', async () => {
    await changesNothing(async () => {
      const taken = await countedFor('health-message', 1, () => at.bank.publish('health', heartbeatOf(128 * 1024)));
      expect(taken).toHaveLength(1);
      const before = await counter('payload-too-large');
      await hungUp(`$aws/rules/${good.file.rules.health}/lockers/v1/good/health`, heartbeatOf(129 * 1024));
      expect(await counter('payload-too-large')).toBe(before + 1);
    });
  });

  test.each([
    ['as another bank', () => `$aws/rules/${good.file.rules.door}/lockers/v1/other/door`],
    ['as another bank, without Basic Ingest', () => 'lockers/v1/other/door'],
    ['a command to itself', () => 'lockers/v1/good/commands'],
    ['a command to another bank', () => 'lockers/v1/other/commands'],
    ['what the cloud says of presence', () => '$aws/events/presence/connected/good'],
  ])('a bank that publishes %s loses its connection, and nothing comes of it', async (_, topic) => {
    await changesNothing(async () => {
      const before = (await counter('publish-denied')) + (await counter('topic-reserved'));
      await hungUp(topic(), JSON.stringify(at.bank.envelope(closed)));
      expect((await counter('publish-denied')) + (await counter('topic-reserved'))).toBe(before + 1);
    });
  });

  test("a bank hears its own commands and no other's", async () => {
    const before = await counter('subscribe-denied');
    for (const filter of ['lockers/v1/other/commands', 'lockers/v1/+/commands', '#']) {
      const answer = await at.bank.connection.subscribe(filter, 1, () => undefined).catch(() => ({ qos: 128 }));
      expect(answer).not.toMatchObject({ qos: 1 });
    }
    expect(await counter('subscribe-denied')).toBe(before + 3);
    await nextGoodMessageWorks();
  });

  test.each<[string, string, () => Promise<Identity>]>([
    ["another bank's name", 'client-id', async () => ({ ...good, file: { ...good.file, bankId: 'other' } })],
    [
      'a certificate that has expired',
      'tls-refused',
      async () => ({
        ...other,
        ...(await certificateOf(dataDir, 'other', {
          notBefore: new Date('2020-01-01'),
          notAfter: new Date('2021-01-01'),
        })),
      }),
    ],
    [
      'a certificate that is not valid yet',
      'tls-refused',
      async () => ({
        ...other,
        ...(await certificateOf(dataDir, 'other', {
          notBefore: new Date('2090-01-01'),
          notAfter: new Date('2091-01-01'),
        })),
      }),
    ],
    [
      'a certificate of a foreign authority',
      'tls-refused',
      async () => ({ ...other, ...(await foreignCertificate('other')) }),
    ],
    [
      'a certificate of ours that nobody registered',
      'certificate-unknown',
      async () => ({
        ...other,
        ...(await certificateOf(dataDir, 'other', {
          notBefore: new Date('2020-01-01'),
          notAfter: new Date('2049-01-01'),
        })),
      }),
    ],
  ])('%s does not connect, and is counted as %s', async (_, reason, identity) => {
    const before = await counter(reason);
    const connection = connectionOf(await identity());
    await expect(connection.connect()).rejects.toThrow();
    await connection.disconnect().catch(() => undefined);
    await until(async () => (await counter(reason)) > before, `${reason} to be counted`);
    await nextGoodMessageWorks();
  });

  test('the bank whose name was used connects as ever with its own certificate', async () => {
    const bank = await DeviceBank.connect(other);
    const shown = await new AtBank(bank, courierCode).askToDeposit({ unit: 'nowhere' });
    expect(shown.code).toBe('unknown-recipient');
    await bank.close();
  });
});

describe('the API', () => {
  const site = '/v1/sites/rosewood';
  const problemLike = (status: number, code: string) => ({
    status,
    type: 'application/problem+json',
    json: { type: `urn:pigeonhole:problem:${code}`, status, code, title: expect.any(String) as string },
  });

  test.each<[string, string, string, unknown, number, string]>([
    ['no JSON', 'POST', `${site}/residents`, '{"name":', 400, 'malformed-json'],
    ['an empty body', 'POST', `${site}/residents`, '', 400, 'malformed-json'],
    ['a list', 'POST', `${site}/residents`, [], 400, 'invalid-body'],
    ['null', 'POST', `${site}/residents`, 'null', 400, 'invalid-body'],
    ['a missing field', 'POST', `${site}/residents`, { name: 'Ada' }, 400, 'invalid-body'],
    ['a wrong type', 'POST', `${site}/residents`, { name: 7, unit: '1', phone: '+12025550100' }, 400, 'invalid-body'],
    [
      'an extra field',
      'POST',
      `${site}/residents`,
      { name: 'A', unit: '1', phone: '+12025550100', isAdmin: true },
      400,
      'invalid-body',
    ],
    [
      'a prototype',
      'POST',
      `${site}/residents`,
      '{"name":"A","unit":"1","phone":"+12025550100","__proto__":{"role":"operator"}}',
      400,
      'invalid-body',
    ],
    [
      'a name with a line break',
      'POST',
      `${site}/residents`,
      { name: 'A\nB', unit: '1', phone: '+12025550100' },
      400,
      'invalid-body',
    ],
    [
      'a telephone number of words',
      'POST',
      `${site}/residents`,
      { name: 'A', unit: '1', phone: 'call me' },
      400,
      'invalid-body',
    ],
    ['a resident nobody can reach', 'POST', `${site}/residents`, { name: 'A', unit: '1' }, 400, 'invalid-body'],
    ['a body of 65 KB', 'POST', `${site}/residents`, { name: 'x'.repeat(65 * 1024) }, 413, 'body-too-large'],
    ['brackets without end', 'POST', `${site}/residents`, '['.repeat(60_000), 400, 'malformed-json'],
    ['a policy out of bounds', 'PATCH', `${site}/policy`, { costlyErrorRate: 0.9 }, 400, 'invalid-body'],
    ['a policy of its own making', 'PATCH', `${site}/policy`, { anything: 'goes' }, 400, 'invalid-body'],
    ['a policy of NaN', 'PATCH', `${site}/policy`, '{"overdueHours":NaN}', 400, 'malformed-json'],
    [
      'a parcel for nobody',
      'POST',
      `${site}/parcels`,
      { trackingNumber: 'T9', residentId: 'nobody' },
      409,
      'unknown-resident',
    ],
    [
      'a tracking number of blanks',
      'POST',
      `${site}/parcels`,
      { trackingNumber: '  ', residentId: 'nobody' },
      400,
      'invalid-body',
    ],
    [
      'a bank without doors',
      'POST',
      `${site}/banks`,
      { bankId: 'b', profile: 'tof', doors: [], csr: 'x' },
      400,
      'invalid-body',
    ],
    ['a role that is none', 'PUT', `${site}/members/somebody`, { role: 'operator' }, 400, 'invalid-body'],
    ['a page of a million', 'GET', `${site}/parcels?limit=1000000`, undefined, 400, 'invalid-query'],
    ['a query nobody knows', 'GET', `${site}/parcels?sort=price`, undefined, 400, 'invalid-query'],
    ['a cursor made up', 'GET', `${site}/parcels?cursor=AAAA.BBBB`, undefined, 400, 'invalid-cursor'],
    ['a parcel that is not there', 'GET', `${site}/parcels/nothing`, undefined, 404, 'not-found'],
    ['a path that climbs', 'GET', `${site}/parcels/..%2F..%2Fsites`, undefined, 404, 'not-found'],
    ["a stranger's site", 'GET', '/v1/sites/elsewhere', undefined, 404, 'not-found'],
    ["a stranger's parcels", 'GET', '/v1/sites/elsewhere/parcels', undefined, 404, 'not-found'],
    ["a stranger's bank", 'GET', '/v1/banks/elsewhere-bank/compartments', undefined, 404, 'not-found'],
    ["a stranger's policy", 'PATCH', '/v1/sites/elsewhere/policy', { overdueHours: 10 }, 404, 'not-found'],
    ['a site that is not', 'GET', '/v1/sites/nowhere', undefined, 404, 'not-found'],
    ['a site of its own', 'POST', '/v1/sites', { siteId: 'mine', name: 'Mine' }, 403, 'forbidden'],
  ])('%s: %s %s', async (_, method, at, body, status, code) => {
    await elsewhere();
    const before = await everything();
    expect(await desk.manager.ask(method, at, body)).toMatchObject(problemLike(status, code));
    expect(await everything()).toEqual(before);
    expect((await desk.manager.ask('GET', site)).status).toBe(200);
  });

  /** Another site, of which our manager is no member; made once. */
  let made: Promise<unknown> | undefined;
  function elsewhere(): Promise<unknown> {
    made ??= SiteDesk.open(run, 'elsewhere').then((stranger) =>
      stranger.enrol('elsewhere-bank', { doors: 1, profile: 'tof' }),
    );
    return made;
  }

  test('a POST without an Idempotency-Key, with a wrong type of content, or under a key of another request', async () => {
    const who = (unit: string) => ({ name: 'Ida', unit, phone: '+12025550177' });
    const ask = (body: unknown, headers: Record<string, string>) =>
      desk.manager.ask('POST', `${site}/residents`, body, headers);
    const before = await everything();
    expect(await ask(who('77'), { 'idempotency-key': '' })).toMatchObject(problemLike(400, 'idempotency-key-needed'));
    expect(await ask(who('77'), { 'content-type': 'text/plain' })).toMatchObject(
      problemLike(400, 'wrong-content-type'),
    );
    expect((await ask(who('77'), { 'idempotency-key': 'key-77' })).status).toBe(201);
    expect((await ask(who('77'), { 'idempotency-key': 'key-77' })).status).toBe(200);
    expect(await ask(who('78'), { 'idempotency-key': 'key-77' })).toMatchObject(
      problemLike(409, 'idempotency-key-reused'),
    );
    expect(await everything()).toEqual(before);
  });

  test('a viewer sees and does not do, and a member taken out sees nothing from then on', async () => {
    const viewer = new Manager(run, { sub: 'a-viewer' });
    await desk.manager.call('PUT', `${site}/members/a-viewer`, { role: 'viewer' });
    expect((await viewer.ask('GET', `${site}/parcels`)).status).toBe(200);
    const reissue = await viewer.ask('POST', `${site}/parcels/some-parcel/code`, { reason: 'because' });
    expect(reissue).toMatchObject(problemLike(403, 'forbidden'));
    expect(await viewer.ask('GET', `${site}/residents`)).toMatchObject(problemLike(403, 'forbidden'));
    await desk.manager.call('DELETE', `${site}/members/a-viewer`);
    expect(await viewer.ask('GET', `${site}/parcels`)).toMatchObject(problemLike(404, 'not-found'));
  });

  test.each([
    ['no token', {}],
    ['no Bearer', { authorization: 'Basic b3BlcmF0b3I6MTIz' }],
    ['a token of nobody', { authorization: 'Bearer aaaa.bbbb.cccc' }],
    [
      'a token without a signature',
      {
        authorization: `Bearer ${[{ alg: 'none' }, { sub: 'an-operator', 'cognito:groups': ['operator'] }]
          .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
          .join('.')}.`,
      },
    ],
  ])('%s: the gateway answers 401 before any function is called', async (_, headers) => {
    const calls = async () => (await run.health()).functions;
    const before = await calls();
    const response = await fetch(`${run.served.apiUrl}${site}`, { headers });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(before['pigeonhole-prod-on-report']).toBeDefined(); // It serves what is asked for here.
    expect((await calls())['pigeonhole-prod-on-report']).toEqual(before['pigeonhole-prod-on-report']);
  });

  test('a token that has expired is none', async () => {
    const token = await run.tokenOf({ sub: 'manager-of-rosewood', expiresInSeconds: 1 });
    const status = async () =>
      (await fetch(`${run.served.apiUrl}${site}`, { headers: { authorization: `Bearer ${token}` } })).status;
    await until(async () => (await status()) === 401, 'the token to expire');
  });

  test('a body of 11 MB is cut off at the gateway', async () => {
    const huge = JSON.stringify({ name: 'x'.repeat(11 * 1024 * 1024) });
    expect((await desk.manager.ask('POST', `${site}/residents`, huge)).status).toBe(413);
    expect((await desk.manager.ask('GET', site)).status).toBe(200);
  });
});

test('after all of it a parcel goes all the way, and no function has failed', async () => {
  const { code, residentId, phone } = await stored();
  expect((await at.useDoor(await at.pickUp(code), tof(boxMm), tof(emptyMm))).code).toBe('collected');
  await run.settle();
  expect((await desk.parcelOf(residentId)).state).toBe('collected');
  expect(await run.toldTo(phone)).toHaveLength(1);
  expect(await run.failures()).toEqual([]);
  const csr = await createDeviceKeyAndCsr('good');
  const again = { bankId: 'good', profile: 'tof', doors: good.file.doors, csr: csr.csrPem };
  expect(await desk.manager.ask('POST', '/v1/sites/rosewood/banks', again)).toMatchObject({ status: 409 });
});
