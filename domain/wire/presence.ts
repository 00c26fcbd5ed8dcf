import * as z from 'zod/mini';
import type { PresenceChanged } from '../bank/decision.js';
import type { BankId } from '../ids.js';
import { once } from '../once.js';
import { instantMaxMs } from './delivery.js';
import { between, id, printable } from './parts.js';

/**
 * What the broker itself says when a client comes or goes, as the presence rule hands it over: the topic's parts beside
 * the broker's own event, in base64. Every client of the account is told of; which are banks is not known here.
 */
const delivery = once(() =>
  z.object({
    body: z.string().check(z.maxLength(16 * 1024)),
    presence: z.enum(['connected', 'disconnected']),
    bankId: id<BankId>(),
    receivedAtMs: between(0, instantMaxMs).check(z.int()),
  }),
);

/** AWS IoT developer guide, "Lifecycle events": the fields that put them in order, and why a connection ended. */
const event = once(() =>
  z.object({
    sessionIdentifier: z.string().check(z.maxLength(128)),
    versionNumber: between(0, Number.MAX_SAFE_INTEGER).check(z.int()),
    timestamp: between(0, instantMaxMs),
    disconnectReason: z.optional(printable(80)),
  }),
);

/** A presence event; or `unreadable`, for one that cannot be read; or undefined for what is none. Never throws. */
export function parsePresence(value: unknown, nowMs: number): PresenceChanged | 'unreadable' | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'presence')) return undefined;
  const given = delivery().safeParse(value).data;
  const read = given && event().safeParse(parsed(given.body)).data;
  if (!given || !read) return 'unreadable';
  const { sessionIdentifier: id, versionNumber, timestamp, disconnectReason } = read;
  const receivedAtMs = Math.min(given.receivedAtMs, nowMs);
  const atMs = Math.min(Math.round(timestamp), nowMs);
  return {
    type: 'presence-changed',
    bankId: given.bankId,
    session: { id, versionNumber, isConnected: given.presence === 'connected', atMs },
    reason: disconnectReason,
    times: { occurredAtMs: atMs, receivedAtMs, nowMs, ageKnown: true },
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(atob(body)) as unknown;
  } catch {
    return undefined;
  }
}
