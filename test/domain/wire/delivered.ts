import type { Parsed } from '../../../domain/telemetry.js';

/** The instants of these tests: received at noon, read a quarter of a second later. */
export const receivedAtMs = Date.UTC(2026, 2, 2, 12);
export const nowMs = receivedAtMs + 250;

/** The envelope of a message that was sent 1,500 ms after it happened. */
export const envelope = {
  schema: 1,
  messageId: 'm-0001',
  controllerId: 'ctl-1',
  bootCount: 7,
  seq: 42,
  uptimeMs: 900_000,
  sentUptimeMs: 901_500,
};

export const times = { occurredAtMs: receivedAtMs - 1500, receivedAtMs, nowMs, ageKnown: true };
export const from = { bankId: 'bank-1', messageId: 'm-0001', times };

export const tofWindow = {
  sensor: 'A07-tof',
  kind: 'tof',
  unit: 'mm',
  samples: [412, 413.5, 411],
  intervalMs: 33,
  status: [0, 0, 0],
  signalKcps: 8200,
  ambientKcps: 12,
  temperatureC: 21.5,
  referenceV: 2.8,
};

export const base64 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('base64');

/** A delivery as the topic rule makes it, of this body. */
export const deliveryOf = (kind: string, body: string, change: object = {}) => ({
  body,
  bankId: 'bank-1',
  kind,
  clientId: 'bank-1',
  principal: 'b7c0ffee',
  receivedAtMs,
  ...change,
});

/** A good envelope around these fields, delivered. */
export const delivered = (kind: string, fields: object, change: object = {}) =>
  deliveryOf(kind, base64(JSON.stringify({ ...envelope, ...fields })), change);

export const deposit = {
  type: 'deposit-requested',
  requestId: 'req-1',
  courierCode: 'DHL4711',
  recipient: { unit: '12B' },
  size: 'M',
};

export const closed = {
  type: 'door-closed',
  compartmentId: 'A07',
  doorCycle: 412,
  openedUptimeMs: 880_000,
  closedUptimeMs: 897_000,
  authority: { kind: 'command', commandId: 'A07-k3x9-1-open' },
  before: [tofWindow],
  after: [{ ...tofWindow, samples: [120, 121, 119] }],
};

export const codeOf = (parsed: Parsed): string => (parsed.kind === 'refused' ? parsed.code : 'not refused');
