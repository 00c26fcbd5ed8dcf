import { describe, expect, test } from 'vitest';
import { parseTelemetry } from '../../domain/telemetry.js';
import { closed, codeOf, delivered, deposit, from, nowMs, receivedAtMs, times, tofWindow } from './wire/delivered.js';

const parse = (kind: string, fields: object, change: object = {}) =>
  parseTelemetry(delivered(kind, fields, change), nowMs);
const taken = (input: object) => ({
  kind: 'input',
  controllerId: 'ctl-1',
  input: { ...from, ...input },
});

describe('what people ask for at the screen', () => {
  test('a courier asks for a door for a unit', () => {
    expect(parse('access', deposit)).toEqual(taken(deposit));
  });
  test.each([
    ['tracking number', { trackingNumber: 'JJD-000390007' }],
    ['resident', { residentId: 'res-17' }],
    ['unit with letters of any language', { unit: 'Büro 3' }],
  ])('a recipient may be named by %s', (_, recipient) => {
    expect(parse('access', { ...deposit, recipient })).toEqual(taken({ ...deposit, recipient }));
  });
  test('a parcel may come with its dimensions', () => {
    const measured = { ...deposit, dimensionsMm: [300, 200, 80.5] };
    expect(parse('access', measured)).toEqual(taken(measured));
  });
  test.each(['deposit-confirmed', 'deposit-cancelled', 'reopen-requested'])(
    '%s names the lease it continues',
    (type) => {
      const request = { type, requestId: 'req-2', compartmentId: 'A07', leaseId: 'A07-k3x9-1' };
      expect(parse('access', request)).toEqual(taken(request));
    },
  );
  test.each([['12345678'], ['1234'], [''], ['1234567890123456'], ['abcdefgh']])(
    'a pickup code %j is a try, right or wrong',
    (code) => {
      const request = { type: 'pickup-requested', requestId: 'req-3', code };
      expect(parse('access', request)).toEqual(taken(request));
    },
  );
  test('a carrier asks for its returns', () => {
    const request = { type: 'collection-requested', requestId: 'req-4', courierCode: 'UPS1' };
    expect(parse('access', request)).toEqual(taken(request));
  });
});

describe('what doors did', () => {
  const door = { compartmentId: 'A07', doorCycle: 412, authority: { kind: 'none' } };

  test('a door closed after 17 seconds, with its windows', () => {
    expect(parse('door', closed)).toEqual(
      taken({
        type: 'door-closed',
        compartmentId: 'A07',
        doorCycle: 412,
        authority: { kind: 'command', commandId: 'A07-k3x9-1-open' },
        openedUptimeMs: 880_000,
        openForMs: 17_000,
        before: [tofWindow],
        after: [{ ...tofWindow, samples: [120, 121, 119] }],
      }),
    );
  });
  test('a bank may say at which pulse and how soon a door opened, and need not', () => {
    const pull = { attempts: 2, openLatencyMs: 23_500 };
    expect(parse('door', { ...closed, ...pull })).toMatchObject({ kind: 'input', input: pull });
    expect(parse('door', { ...closed, openLatencyMs: -1 })).toMatchObject({ kind: 'refused', code: 'malformed' });
  });
  test('a door that closed without windows is recorded and not refused', () => {
    const { kind, input } = parse('door', { ...closed, before: [], after: [] }) as { kind: string; input: object };
    expect({ kind, ...input }).toMatchObject({ kind: 'input', openForMs: 17_000, before: [], after: [] });
  });
  test('a door may close in the very millisecond in which it opened', () => {
    expect(parse('door', { ...closed, openedUptimeMs: 897_000 })).toMatchObject({
      kind: 'input',
      input: { openForMs: 0 },
    });
  });
  test('a window without samples is recorded as it is', () => {
    const empty = { sensor: 's1', kind: 'hall', unit: 'mT', samples: [], intervalMs: 10 };
    expect(parse('door', { ...closed, after: [empty] })).toMatchObject({ kind: 'input', input: { after: [empty] } });
  });
  test('a door was opened', () => {
    const opened = { ...door, type: 'door-opened', openedUptimeMs: 899_000, attempts: 2, authority: { kind: 'key' } };
    expect(parse('door', opened)).toEqual(taken(opened));
  });
  test('a door stands ajar', () => {
    const ajar = { ...door, type: 'door-ajar' };
    expect(parse('door', { ...ajar, openForMs: 60_000.4 })).toEqual(taken({ ...ajar, openForMs: 60_000 }));
  });
  test('a command was done, and asked for nothing to be measured', () => {
    const result = { type: 'command-result', commandId: 'A07-k3x9-1-open', outcome: 'done' };
    expect(parse('result', result)).toEqual(taken({ ...result, windows: [] }));
  });
  test('a command failed, with its reason, its pulses and its windows', () => {
    const result = {
      type: 'command-result',
      commandId: 'A07-k3x9-1-sample-1',
      outcome: 'failed',
      reason: 'latch did not move',
      attempts: 3,
      windows: [tofWindow],
    };
    expect(parse('result', result)).toEqual(taken(result));
  });
});

describe('how a bank is', () => {
  const origin = { controllerId: 'ctl-1', bootCount: 7, seq: 42, uptimeMs: 900_000 };

  test.each([
    { type: 'heartbeat', doorCycles: { A07: 412, A08: 0 } },
    { type: 'boot', firmware: '1.4.2', reason: 'power-on' },
    { type: 'power', source: 'battery', batteryPercent: 71.5 },
    { type: 'power', source: 'mains' },
  ])('$type is read, with where it stands among its controller’s messages', (message) => {
    expect(parse('health', message)).toEqual(taken({ ...message, origin }));
  });
  test('somebody meddles with the cabinet, in the bank’s own words', () => {
    const tamper = { type: 'tamper', what: 'service panel' };
    expect(parse('health', tamper)).toEqual(taken({ ...tamper, origin }));
  });
  test('its own wall clock goes on where it is compared, and one that is none is no reason to refuse', () => {
    const heartbeat = { type: 'heartbeat', doorCycles: {} };
    const atMs = 1_772_452_700_000;
    expect(parse('health', { ...heartbeat, atMs })).toEqual(taken({ ...heartbeat, origin: { ...origin, atMs } }));
    for (const wrong of ['yesterday', -1, 9e15, null, {}])
      expect(parse('health', { ...heartbeat, atMs: wrong })).toEqual(taken({ ...heartbeat, origin }));
  });
});

describe('what every sensor sees', () => {
  const origin = { controllerId: 'ctl-1', bootCount: 7, seq: 42, uptimeMs: 900_000 };
  const scan = (doors: object) => parse('health', { type: 'sensor-scan', doors });
  const doorsOf = (n: number) =>
    Object.fromEntries(Array.from({ length: n }, (_, i) => [`A${i}`, { door: 'closed', windows: [] }]));
  const scanned = (doors: object, unreadable = 0) => taken({ type: 'sensor-scan', doors, unreadable, origin });

  test('a scan is read with each door’s word, its cycle where the bank says it, and its windows', () => {
    const doors = { A07: { door: 'closed', doorCycle: 412, windows: [tofWindow] }, A08: { door: 'open', windows: [] } };
    expect(scan(doors)).toEqual(scanned(doors));
  });
  test('with the debounce of a door’s switch, where that was set; what can be none is passed over', () => {
    const of = (debounceMs?: unknown) => ({ A07: { door: 'closed', debounceMs, windows: [] } });
    for (const good of [0, 50, 1_000]) expect(scan(of(good))).toEqual(scanned(of(good)));
    for (const wrong of [-1, 0.5, 1_001, '1000', null, {}]) expect(scan(of(wrong))).toEqual(scanned(of()));
  });
  test.each(['unknown', 'Closed', 'locked', 'ajar', 'zu'])('a door that is %j is neither open nor closed', (door) => {
    expect(scan({ A07: { door, windows: [] } })).toEqual(scanned({ A07: { door: 'unknown', windows: [] } }));
  });
  test.each<[string, unknown]>([
    ['thousands of samples', { ...tofWindow, samples: Array.from({ length: 5_000 }, () => 412) }],
    ['a sample beyond bounds', { ...tofWindow, samples: [1e9 + 1] }],
    ['a sample that is null, as NaN is written', { ...tofWindow, samples: [412, null] }],
    ['no unit', { ...tofWindow, unit: undefined }],
    ['a sensor named as a prototype', { ...tofWindow, sensor: '__proto__' }],
    ['no window at all', null],
    ['a text', 'window'],
  ])('a window with %s is left out and counted; the others and the other doors are taken', (_, bad) => {
    const other = { A08: { door: 'closed', windows: [tofWindow] } };
    const doors = { A07: { door: 'closed', windows: [tofWindow, bad] }, ...other };
    expect(scan(doors)).toEqual(scanned({ A07: { door: 'closed', windows: [tofWindow] }, ...other }, 1));
  });
  test('a scan at the limits is one: 512 doors, cycles of 31 bits, words of 16 letters', () => {
    expect(codeOf(scan(doorsOf(512)))).toBe('not refused');
    expect(codeOf(scan({ A07: { door: 'x'.repeat(16), doorCycle: 2 ** 31 - 1, windows: [] } }))).toBe('not refused');
  });
  test('doors may be called like something that every object has', () => {
    const doors = { valueOf: { door: 'closed', windows: [] } };
    expect(scan(doors)).toEqual(scanned(doors));
  });
  test.each<[string, object]>([
    ['a door that is no object', { A07: 'closed' }],
    ['a door without its word', { A07: { windows: [] } }],
    ['a door without a list of windows', { A07: { door: 'closed' } }],
    ['a door cycle below 0', { A07: { door: 'closed', doorCycle: -1, windows: [] } }],
    ['a door cycle of more than 32 bits', { A07: { door: 'closed', doorCycle: 2 ** 31, windows: [] } }],
    ['a door cycle and a half', { A07: { door: 'closed', doorCycle: 1.5, windows: [] } }],
    ['a word of 17 letters', { A07: { door: 'x'.repeat(17), windows: [] } }],
    ['a word that cannot be printed', { A07: { door: 'closed\n', windows: [] } }],
    ['more doors than a bank has', doorsOf(513)],
    ['a label that is none', { 'A 7': { door: 'closed', windows: [] } }],
  ])('%s is no scan', (_, doors) => {
    expect(codeOf(scan(doors))).toBe('malformed');
  });
});

describe('when it happened', () => {
  const at = (fields: object, change: object = {}, now = nowMs) => {
    const parsed = parseTelemetry(delivered('access', { ...deposit, ...fields }, change), now);
    return parsed.kind === 'input' ? parsed.input.times : parsed.code;
  };
  const ageUnknown = { occurredAtMs: receivedAtMs, receivedAtMs, nowMs, ageKnown: false };
  const day = 86_400_000;

  test('the uptimes of the happening and of the sending give the age', () => {
    expect(at({ uptimeMs: 1000, sentUptimeMs: 4600 })).toEqual({ ...times, occurredAtMs: receivedAtMs - 3600 });
  });
  test('an age of 400 days is one, an age above it is none', () => {
    expect(at({ uptimeMs: 0, sentUptimeMs: 400 * day })).toEqual({ ...times, occurredAtMs: receivedAtMs - 400 * day });
    expect(at({ uptimeMs: 0, sentUptimeMs: 400 * day + 1 })).toEqual(ageUnknown);
  });
  test('sent before it happened: the age is unknown', () => {
    expect(at({ uptimeMs: 1001, sentUptimeMs: 1000 })).toEqual(ageUnknown);
  });
  test('from an earlier boot the age is unknown', () => {
    expect(at({ sentBootCount: 8 })).toEqual(ageUnknown);
    expect(at({ sentBootCount: 7 })).toEqual(times);
  });
  test.each([{ atMs: 0 }, { atMs: 4e12 }, { atMs: -1 }, { atMs: 'yesterday' }])(
    'the wall clock of the bank changes nothing: $atMs',
    (wallClock) => expect(at(wallClock)).toEqual(times),
  );
  test('a broker whose clock is a year ahead does not make it happen in the future', () => {
    const ahead = receivedAtMs + 365 * day;
    expect(at({}, { receivedAtMs: ahead })).toEqual({ ...times, occurredAtMs: nowMs - 1500, receivedAtMs: ahead });
  });
  test('a message that was parked for an hour happened when it did', () => {
    expect(at({}, {}, nowMs + 3_600_000)).toEqual({ ...times, nowMs: nowMs + 3_600_000 });
  });
  test.each([
    { bootCount: 0, seq: 0 },
    { bootCount: 9_000_000, seq: 0 },
    { bootCount: 6, seq: 41 },
  ])('no order of boots and sequence numbers is assumed: boot $bootCount, message $seq', (place) => {
    expect(at(place)).toEqual(times);
  });
});

test('fields that are not known are passed over, because the contract grows by adding', () => {
  const window = { ...tofWindow, gainDb: 3 };
  const grown = { ...closed, mood: 'fine', authority: { ...closed.authority, by: 'x' }, before: [window] };
  expect(parse('door', grown)).toEqual(parse('door', closed));
  expect(codeOf(parse('door', grown))).toBe('not refused');
});
