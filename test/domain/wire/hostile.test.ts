import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTelemetry } from '../../../domain/telemetry.js';
import {
  base64,
  closed,
  codeOf,
  delivered,
  deliveryOf,
  deposit,
  envelope,
  from,
  nowMs,
  tofWindow,
} from './delivered.js';

const kinds = fc.constantFrom('access', 'door', 'health', 'result');
const types = fc.constantFrom('deposit-requested', 'pickup-requested', 'door-closed', 'command-result', 'sensor-scan');
const runs = { numRuns: 400 };

describe('whatever comes, it is read or refused, and nothing is thrown', () => {
  test('any bytes', () => {
    fc.assert(
      fc.property(kinds, fc.uint8Array({ maxLength: 400 }), (kind, bytes) => {
        expect(codeOf(parseTelemetry(deliveryOf(kind, base64(bytes)), nowMs))).toMatch(
          /^(not-utf8|not-json|not-an-object|unsupported-schema)$/,
        );
      }),
      runs,
    );
  });
  test('any text in place of base64', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (body) => {
        expect(parseTelemetry(deliveryOf('door', body), nowMs).kind).toBe('refused');
      }),
      runs,
    );
  });
  test('any value in place of a delivery', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withObjectString: true }), (value) => {
        expect(parseTelemetry(value, nowMs)).toEqual({ kind: 'refused', code: 'not-a-delivery' });
      }),
      runs,
    );
  });
  test('any JSON in place of any field of a message', () => {
    const good = {
      ...envelope,
      ...deposit,
      ...closed,
      commandId: 'c',
      outcome: 'done',
      windows: [tofWindow],
      code: '1',
    };
    const field = fc.constantFrom(...Object.keys(good), '__proto__', 'constructor', 'toJSON');
    fc.assert(
      fc.property(kinds, types, field, fc.json({ maxDepth: 6 }), (kind, type, name, json) => {
        const others = Object.entries({ ...good, type }).filter(([key]) => key !== name);
        const parts = [
          ...others.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`),
          `"${name}":${json}`,
        ];
        expect(['input', 'refused']).toContain(
          parseTelemetry(deliveryOf(kind, base64(`{${parts.join(',')}}`)), nowMs).kind,
        );
      }),
      runs,
    );
  });
  test('what is taken is bounded, and never happens later than now', () => {
    const uptime = fc.oneof(fc.nat(), fc.double({ min: 0, max: 2 ** 53 - 1, noNaN: true }));
    const samples = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 70 });
    fc.assert(
      fc.property(
        uptime,
        uptime,
        samples,
        fc.integer({ min: 0, max: 8.64e15 }),
        (uptimeMs, sentUptimeMs, values, atMs) => {
          const message = { ...closed, uptimeMs, sentUptimeMs, after: [{ ...tofWindow, samples: values }] };
          const parsed = parseTelemetry(delivered('door', message, { receivedAtMs: atMs }), nowMs);
          const fits = values.length <= 64 && values.every((value) => Math.abs(value) <= 1e9);
          expect(parsed.kind).toBe(fits ? 'input' : 'refused');
          if (parsed.kind === 'refused') return;
          const { occurredAtMs } = parsed.input.times;
          expect(Number.isSafeInteger(occurredAtMs)).toBe(true);
          expect(occurredAtMs).toBeLessThanOrEqual(Math.min(nowMs, atMs));
        },
      ),
      runs,
    );
  });
  test('a delivery whose fields throw when they are read', () => {
    const trap = {
      get body(): string {
        throw new Error('read me not');
      },
    };
    const locked = new Proxy({}, { get: () => { throw new Error('locked'); } }); // prettier-ignore
    expect(codeOf(parseTelemetry(trap, nowMs))).toBe('not-a-delivery');
    expect(codeOf(parseTelemetry(locked, nowMs))).toBe('not-a-delivery');
  });
});

describe('what hostile hands write', () => {
  test('sixty thousand lists in one another', () => {
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    const around = (name: string) =>
      JSON.stringify({ ...envelope, ...closed, [name]: 0 }).replace(`"${name}":0`, `"${name}":${deep}`);
    expect(codeOf(parseTelemetry(deliveryOf('door', base64(deep)), nowMs))).toBe('not-an-object');
    expect(codeOf(parseTelemetry(deliveryOf('door', base64(around('after'))), nowMs))).toBe('malformed');
    expect(codeOf(parseTelemetry(deliveryOf('door', base64(around('extra'))), nowMs))).toBe('not refused');
  });
  test('a prototype among the fields changes neither the message nor other objects', () => {
    const body = JSON.stringify({ ...envelope, ...deposit }).replace('{', '{"__proto__":{"size":"XL","polluted":1},');
    expect(parseTelemetry(deliveryOf('access', base64(body)), nowMs)).toEqual({
      kind: 'input',
      controllerId: 'ctl-1',
      input: { ...from, ...deposit },
    });
    expect('polluted' in {}).toBe(false);
  });
  test('a field that stands only in a prototype is not there', () => {
    const { requestId: _, ...rest } = deposit;
    const body = JSON.stringify({ ...envelope, ...rest }).replace('{', '{"__proto__":{"requestId":"req-1"},');
    expect(codeOf(parseTelemetry(deliveryOf('access', base64(body)), nowMs))).toBe('malformed');
  });
  test('a prototype among the doors of a bank is no door', () => {
    const body = JSON.stringify({ ...envelope, type: 'heartbeat', doorCycles: {} }).replace(
      '{}',
      '{"__proto__":{"A07":1}}',
    );
    expect(codeOf(parseTelemetry(deliveryOf('health', base64(body)), nowMs))).toBe('not refused');
    expect('A07' in {}).toBe(false);
  });
  test('sixty thousand windows are refused without a look at each', () => {
    const many = JSON.stringify({ ...envelope, ...closed, after: [] }).replace(
      '"after":[]',
      `"after":[0${',0'.repeat(60_000)}]`,
    );
    expect(codeOf(parseTelemetry(deliveryOf('door', base64(many)), nowMs))).toBe('malformed');
  });
  test('the next good message is taken as if nothing had been', () => {
    for (const bytes of [[0xff], [0xc3], [0xe2, 0x82]])
      parseTelemetry(deliveryOf('access', base64(Uint8Array.from(bytes))), nowMs);
    expect(parseTelemetry(delivered('access', deposit), nowMs)).toEqual({
      kind: 'input',
      controllerId: 'ctl-1',
      input: { ...from, ...deposit },
    });
  });
});
