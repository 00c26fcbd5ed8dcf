import { memoryPorts } from '../../adapters/memory/index.js';
import type { BankId, SiteId } from '../../domain/ids.js';

// The functions make their handlers when they are loaded; these names let them. Nothing here is ever called under them.
for (const name of ['TABLE_NAME', 'CODE_SECRET_ARN', 'SCHEDULE_GROUP', 'SCHEDULE_ROLE_ARN', 'ON_SCHEDULE_ARN']) {
  process.env[name] ??= 'unused';
}
process.env['SMS_MAX_PRICE_USD'] ??= '0.10';
process.env['SITE_TOPIC_ARN_PREFIX'] ??= 'unused';

const nowMs = 1_800_000_000_000;
const bankId = 'bank-1';

/** A bank that is enrolled, and what a topic rule hands over of it. */
export async function lane() {
  const ports = memoryPorts({ clock: { nowMs: () => nowMs } });
  const row = { version: 1, createdAtMs: 0, madeFrom: '', id: bankId as BankId, siteId: 'site-1' as SiteId };
  await ports.registry.banks.create({ ...row, profile: 'tof', controllerId: 'ctl-1', doors: [], doorCycles: {} });
  return {
    ports,
    refused: () => ports.counters.counts['message-refused'] ?? 0,
    counted: (name: string) => ports.counters.counts[name] ?? 0,
  };
}

const envelope = {
  schema: 1,
  messageId: 'm1-0',
  controllerId: 'ctl-1',
  bootCount: 1,
  seq: 0,
  uptimeMs: 1,
  sentUptimeMs: 1,
};

export function delivered(kind: string, fields: object) {
  const body = Buffer.from(JSON.stringify({ ...envelope, ...fields })).toString('base64');
  return { body, bankId, kind, clientId: bankId, principal: 'p', receivedAtMs: nowMs };
}

export const presence = {
  body: Buffer.from(JSON.stringify({ sessionIdentifier: 's', versionNumber: 0, timestamp: nowMs })).toString('base64'),
  presence: 'connected',
  bankId,
  receivedAtMs: nowMs,
};

export const messages = {
  heartbeat: delivered('health', { type: 'heartbeat', doorCycles: {} }),
  scan: delivered('health', { type: 'sensor-scan', doors: {} }),
  pickup: delivered('access', { type: 'pickup-requested', requestId: 'r1', code: '12345678' }),
  ajar: delivered('door', {
    type: 'door-ajar',
    compartmentId: 'A01',
    doorCycle: 1,
    authority: { kind: 'none' },
    openForMs: 60_000,
  }),
  result: delivered('result', { type: 'command-result', commandId: 'A01-resend-1-1-1', outcome: 'done' }),
};

export const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 10_000 } as never;
