import { describe, expect, test } from 'vitest';
import { parseTelemetry } from '../../../domain/telemetry.js';
import { base64, closed, codeOf, delivered, deliveryOf, deposit, envelope, nowMs, tofWindow } from './delivered.js';

const refusalOf = (delivery: unknown) => codeOf(parseTelemetry(delivery, nowMs));
const good = delivered('access', deposit);

describe('each refusal', () => {
  test.each([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'lockers'],
    ['a list', [good]],
    ['no body', { ...good, body: undefined }],
    ['a body that is no text', { ...good, body: { schema: 1 } }],
    ['no bank', { ...good, bankId: undefined }],
    ['a bank id with a wildcard', { ...good, bankId: '+', clientId: '+' }],
    ['another topic', { ...good, kind: 'commands' }],
    ['a topic that every object has', { ...good, kind: 'constructor' }],
    ['no client', { ...good, clientId: undefined }],
    ['no instant', { ...good, receivedAtMs: undefined }],
    ['an instant as text', { ...good, receivedAtMs: '1772452800000' }],
    ['an instant that is not a number', { ...good, receivedAtMs: NaN }],
    ['an instant that no calendar has', { ...good, receivedAtMs: 9e15 }],
    ['an instant before 1970', { ...good, receivedAtMs: -1 }],
  ])('not-a-delivery: %s', (_, delivery) => {
    expect(parseTelemetry(delivery, nowMs)).toEqual({ kind: 'refused', code: 'not-a-delivery' });
  });
  test('another-bank: a bank that publishes as another is refused, and the other gets no answer', () => {
    const posing = { ...good, clientId: 'bank-2' };
    expect(parseTelemetry(posing, nowMs)).toEqual({ kind: 'refused', code: 'another-bank', bankId: 'bank-1' });
  });
  test('another-bank: the case of letters counts', () => {
    expect(refusalOf({ ...good, clientId: 'Bank-1' })).toBe('another-bank');
  });
  test('not-base64', () => {
    expect(parseTelemetry(deliveryOf('door', '{"schema":1}'), nowMs)).toEqual({
      kind: 'refused',
      code: 'not-base64',
      bankId: 'bank-1',
    });
  });
  test.each([
    ['a byte that starts nothing', [0x7b, 0xff, 0x7d]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['half of a pair', [0xed, 0xa0, 0x80]],
    ['an end in the middle of a letter', [0x22, 0xc3]],
  ])('not-utf8: %s', (_, bytes) => {
    expect(refusalOf(deliveryOf('door', base64(Uint8Array.from(bytes))))).toBe('not-utf8');
  });
  test.each(['', '{', '{"schema":1,}', '{"samples":[NaN]}', '{"x":Infinity}', "{'schema':1}", '\u0000', '[1,2'])(
    'not-json: %j',
    (body) => expect(refusalOf(deliveryOf('door', base64(body)))).toBe('not-json'),
  );
  test.each(['null', '7', '"text"', '[]', '[{"schema":1}]', 'true'])('not-an-object: %s', (body) => {
    expect(refusalOf(deliveryOf('door', base64(body)))).toBe('not-an-object');
  });
  test.each([0, 2, '1', null, 1.5, [1]])('unsupported-schema: %j', (schema) => {
    expect(refusalOf(delivered('access', { ...deposit, schema }))).toBe('unsupported-schema');
  });
  test.each(['open', '', 'Heartbeat', '__proto__', 'constructor', 'toString', 7, null, ['heartbeat'], undefined])(
    'unknown-type: %j',
    (type) => expect(refusalOf(delivered('access', { ...deposit, type }))).toBe('unknown-type'),
  );
  test.each([
    ['door', deposit],
    ['access', closed],
    ['result', { type: 'heartbeat', doorCycles: {} }],
    ['health', { type: 'command-result', commandId: 'c', outcome: 'done' }],
  ])('wrong-topic: a message of another kind on %s', (kind, message) => {
    expect(refusalOf(delivered(kind, message))).toBe('wrong-topic');
  });
});

describe('the size of a message', () => {
  /** A good message of exactly so many bytes. */
  const ofBytes = (bytes: number) => {
    const bare = JSON.stringify({ ...envelope, ...deposit, padding: '' });
    const body = JSON.stringify({ ...envelope, ...deposit, padding: 'x'.repeat(bytes - bare.length) });
    return deliveryOf('access', base64(body));
  };
  test.each([
    [131_072, 'not refused'],
    [131_073, 'too-large'],
    [131_074, 'too-large'],
    [129 * 1024, 'too-large'],
    [4_000_000, 'too-large'],
  ])('%d bytes: %s', (bytes, code) => {
    expect(refusalOf(ofBytes(bytes))).toBe(code);
  });
});

describe('malformed', () => {
  const { requestId: _, ...withoutRequestId } = deposit;
  const pickup = { type: 'pickup-requested', requestId: 'req-3' };
  const lease = { type: 'reopen-requested', requestId: 'r', compartmentId: 'A07', leaseId: 'A07-k3x9-1' };
  const windowsOf = (count: number) => Array.from({ length: count }, () => tofWindow);
  const after = (window: object) => ({ ...closed, after: [{ ...tofWindow, ...window }] });
  const doorsOf = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`A${i}`, i]));
  const result = { type: 'command-result', commandId: 'A07-k3x9-1-open', outcome: 'done' };

  test.each<[string, string, object]>([
    ['access', 'no message id', { ...deposit, messageId: undefined }],
    ['access', 'a message id with a blank', { ...deposit, messageId: 'm 1' }],
    ['access', 'a message id of 37 characters', { ...deposit, messageId: 'm'.repeat(37) }],
    ['access', 'no controller', { ...deposit, controllerId: null }],
    ['access', 'a boot count below 0', { ...deposit, bootCount: -1 }],
    ['access', 'half a boot', { ...deposit, bootCount: 1.5 }],
    ['access', 'a sequence number as text', { ...deposit, seq: '42' }],
    ['access', 'an uptime below 0', { ...deposit, uptimeMs: -1 }],
    ['access', 'an uptime that is huge', { ...deposit, sentUptimeMs: 1e300 }],
    ['access', 'no uptime of sending', { ...deposit, sentUptimeMs: undefined }],
    ['access', 'no request id', withoutRequestId],
    ['access', 'a courier code of three', { ...deposit, courierCode: 'UPS' }],
    ['access', 'a courier code of seventeen', { ...deposit, courierCode: 'U'.repeat(17) }],
    ['access', 'a size that is none', { ...deposit, size: 'XXL' }],
    ['access', 'no recipient', { ...deposit, recipient: {} }],
    ['access', 'two recipients', { ...deposit, recipient: { unit: '12B', residentId: 'res-1' } }],
    ['access', 'a unit of 17 letters', { ...deposit, recipient: { unit: 'x'.repeat(17) } }],
    ['access', 'a unit with a line break', { ...deposit, recipient: { unit: '12\nB' } }],
    ['access', 'a blank unit', { ...deposit, recipient: { unit: '  ' } }],
    ['access', 'a tracking number of 41', { ...deposit, recipient: { trackingNumber: '1'.repeat(41) } }],
    ['access', 'two dimensions', { ...deposit, dimensionsMm: [1, 2] }],
    ['access', 'a dimension below 0', { ...deposit, dimensionsMm: [1, 2, -3] }],
    ['access', 'a code of 17', { ...pickup, code: '1'.repeat(17) }],
    ['access', 'a code that is a number', { ...pickup, code: 12345678 }],
    ['access', 'no lease', { ...lease, leaseId: undefined }],
    ['access', 'a lease id of 81', { ...lease, leaseId: 'a'.repeat(81) }],
    ['access', 'a compartment with a hyphen', { ...lease, compartmentId: 'A-07' }],
    ['door', 'no compartment', { ...closed, compartmentId: undefined }],
    ['door', 'a door cycle below 0', { ...closed, doorCycle: -1 }],
    ['door', 'a door cycle beyond 32 bits', { ...closed, doorCycle: 2 ** 31 }],
    ['door', 'an authority that is none', { ...closed, authority: { kind: 'voice' } }],
    ['door', 'a command without its id', { ...closed, authority: { kind: 'command' } }],
    ['door', 'a door that closed before it opened', { ...closed, openedUptimeMs: 897_001 }],
    ['door', 'no list of windows', { ...closed, before: undefined }],
    ['door', 'nine windows', { ...closed, after: windowsOf(9) }],
    ['door', 'sixty-five samples', after({ samples: Array.from({ length: 65 }, () => 1) })],
    ['door', 'ten thousand samples', after({ samples: Array.from({ length: 10_000 }, () => 1) })],
    ['door', 'samples as text', after({ samples: ['412', '413'] })],
    ['door', 'a sample that is null, as NaN is written', after({ samples: [412, null] })],
    ['door', 'a sample above a thousand million', after({ samples: [1e9 + 1] })],
    ['door', 'samples that are no list', after({ samples: { 0: 412, length: 1 } })],
    ['door', 'no samples', after({ samples: undefined })],
    ['door', 'a sensor with no name', after({ sensor: '' })],
    ['door', 'a sensor named as a prototype', after({ sensor: '__proto__' })],
    ['door', 'a kind of 25 letters', after({ kind: 'k'.repeat(25) })],
    ['door', 'a unit of 17 letters', after({ unit: 'u'.repeat(17) })],
    ['door', 'an interval below 0', after({ intervalMs: -1 })],
    ['door', 'sixty-five status values', after({ status: Array.from({ length: 65 }, () => 0) })],
    ['door', 'a status as text', after({ status: 'ok' })],
    ['door', 'ajar for less than nothing', { ...closed, type: 'door-ajar', openForMs: -1 }],
    ['door', 'opened at no uptime', { ...closed, type: 'door-opened', openedUptimeMs: undefined }],
    ['result', 'an outcome that is none', { ...result, outcome: 'maybe' }],
    ['result', 'no command', { ...result, commandId: undefined }],
    ['result', 'a reason of 201 letters', { ...result, reason: 'x'.repeat(201) }],
    ['result', 'nine windows', { ...result, windows: windowsOf(9) }],
    ['health', 'more doors than a bank has', { type: 'heartbeat', doorCycles: doorsOf(513) }],
    ['health', 'a door that is no label', { type: 'heartbeat', doorCycles: { 'A 7': 412 } }],
    ['health', 'doors in a list', { type: 'heartbeat', doorCycles: [412] }],
    ['health', 'a door cycle as text', { type: 'heartbeat', doorCycles: { A07: '412' } }],
    [
      'health',
      'nine windows of a door',
      { type: 'sensor-scan', doors: { A07: { door: 'closed', windows: windowsOf(9) } } },
    ],
    ['health', 'power from nowhere', { type: 'power', source: 'sun' }],
  ])('%s: %s', (kind, _what, message) => {
    expect(refusalOf(delivered(kind, message))).toBe('malformed');
  });
  test('at the limits it is not: eight windows a side, 64 samples of a thousand million', () => {
    const window = { ...tofWindow, samples: Array.from({ length: 64 }, () => -1e9), status: 0 };
    const full = Array.from({ length: 8 }, () => window);
    expect(refusalOf(delivered('door', { ...closed, before: full, after: full }))).toBe('not refused');
  });
  test('at the limits it is not: 512 doors', () => {
    expect(refusalOf(delivered('health', { type: 'heartbeat', doorCycles: doorsOf(512) }))).toBe('not refused');
  });
  test('a number beyond all numbers is not one', () => {
    const body = JSON.stringify({ ...envelope, ...after({ samples: [7777] }) }).replace('7777', '1e999');
    expect(refusalOf(deliveryOf('door', base64(body)))).toBe('malformed');
  });
});

describe('the answer to a refused request', () => {
  const replyOf = (delivery: unknown) => {
    const parsed = parseTelemetry(delivery, nowMs);
    return parsed.kind === 'refused' ? parsed.reply : 'not refused';
  };
  test('a request that could not be read is answered, where its message id could be', () => {
    const expected = { messageId: 'm-0001', requestId: 'req-1' };
    expect(replyOf(delivered('access', { ...deposit, size: 'huge' }))).toEqual(expected);
    expect(replyOf(delivered('access', { ...deposit, type: 'sing' }))).toEqual(expected);
    expect(replyOf(delivered('access', { ...deposit, schema: 2 }))).toEqual(expected);
  });
  test('a request id that is not safe is left out', () => {
    expect(replyOf(delivered('access', { ...deposit, requestId: '../x' }))).toEqual({ messageId: 'm-0001' });
  });
  test('without a safe message id there is nothing to answer to', () => {
    expect(replyOf(delivered('access', { ...deposit, messageId: '#/+' }))).toBeUndefined();
  });
  test('nobody waits for an answer to a door event', () => {
    expect(replyOf(delivered('door', { ...closed, doorCycle: -1 }))).toBeUndefined();
  });
});
