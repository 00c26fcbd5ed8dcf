import * as z from 'zod/mini';
import { idPattern } from './ids.js';
import type { BankMessage, Origin, Times } from './inputs.js';
import { collectionRequested, depositRequested, leaseRequest, pickupRequested } from './wire/access.js';
import {
  instantMaxMs,
  openDelivery,
  type Delivered,
  type Delivery,
  type DeliveryRefusal,
  type Kind,
} from './wire/delivery.js';
import { once } from './once.js';
import { commandResult, doorAjar, doorClosed, doorOpened } from './wire/door.js';
import { boot, heartbeat, power, sensorScan, tamper } from './wire/health.js';
import { compartmentId, count, id, shaped, spanMs } from './wire/parts.js';

export type { Delivery };

/** Why a message was not taken: counted, and returned to nobody but the bank's own screen. */
export type TelemetryRefusal = DeliveryRefusal | 'unsupported-schema' | 'unknown-type' | 'wrong-topic' | 'malformed';

/** Enough of a refused request to answer it on the bank's screen. */
export interface Reply {
  messageId: string;
  requestId?: string | undefined;
}

export type Parsed =
  /** `controllerId`: who says it; whether that is the bank's own controller is not known here. */
  | { kind: 'input'; input: BankMessage; controllerId: string }
  | { kind: 'refused'; code: TelemetryRefusal; bankId?: string | undefined; reply?: Reply | undefined };

/** An age above this is a mistake of the bank's counting, and no age. */
const ageMaxMs = 400 * 24 * 3_600_000;

/**
 * One message of a bank, as a topic rule hands it over: an input with its times, or a refusal. Never throws, whatever it
 * is given. Fields that are not known are passed over, because the contract grows by adding; `atMs`, a bank's own wall
 * clock, is no time of ours: it is handed on where it is compared. No order is assumed of boot counts and sequence numbers.
 */
export function parseTelemetry(delivery: unknown, nowMs: number): Parsed {
  const opened = openDelivery(delivery);
  if ('code' in opened) return { kind: 'refused', ...opened };
  const { delivered } = opened;
  const input = readMessage(delivered, nowMs);
  if (typeof input !== 'string') return { kind: 'input', ...input };
  return { kind: 'refused', code: input, bankId: delivered.bankId, reply: replyTo(delivered) };
}

function readMessage(delivered: Delivered, nowMs: number): Read | TelemetryRefusal {
  const { bankId, kind, message } = delivered;
  if (message.schema !== 1) return 'unsupported-schema';
  const row = rowOf(message.type);
  if (!row) return 'unknown-type';
  if (row.kind !== kind) return 'wrong-topic';
  const envelope = envelopeSchema().safeParse(message);
  const body = row.schema().safeParse(message);
  if (!envelope.success || !body.success) return 'malformed';
  const { messageId, controllerId } = envelope.data;
  const from = { bankId, messageId, times: timesOf(delivered, envelope.data, nowMs) };
  const input =
    kind === 'health' ? { ...body.data, ...from, origin: originOf(envelope.data) } : { ...body.data, ...from };
  return { input: input as BankMessage, controllerId }; // What a row reads is, with whence and when, its message.
}

interface Read {
  input: BankMessage;
  controllerId: string;
}

/** What every message up has. */
export const envelopeSchema = once(() =>
  z.object({
    messageId: id(),
    controllerId: id(),
    /** +1 at each start of the controller. */
    bootCount: count(),
    /** From 0 at each boot. */
    seq: count(),
    /** Of the happening, and of the sending. */
    uptimeMs: spanMs(),
    sentUptimeMs: spanMs(),
    /** The boot in which it is sent, from banks that keep messages across a boot. */
    sentBootCount: z.optional(count()),
    /** The bank's wall clock. One that says nothing sensible is no reason to refuse the message. */
    atMs: z.optional(wallClock()),
    compartmentId: z.optional(compartmentId()),
  }),
);

/** By hand, because zod's `catch` brings 10 KB along. */
const wallClock = () =>
  z.pipe(
    shaped(
      z.custom<unknown>(() => true),
      { type: 'number', minimum: 0, maximum: instantMaxMs },
    ),
    z.transform((given) => (typeof given === 'number' && given >= 0 && given <= instantMaxMs ? given : undefined)),
  );

type Envelope = z.infer<ReturnType<typeof envelopeSchema>>;

const originOf = ({ controllerId, bootCount, seq, uptimeMs, atMs }: Envelope): Origin => ({
  controllerId,
  bootCount,
  seq,
  uptimeMs,
  ...(atMs === undefined ? {} : { atMs }),
});

/**
 * The bank's uptimes give the age, so its wall clock is not needed; across a boot they give none. The broker's clock may
 * be ahead of ours, but nothing has happened later than now.
 */
function timesOf({ receivedAtMs }: Delivered, envelope: Envelope, nowMs: number): Times {
  const { bootCount, sentBootCount = bootCount, uptimeMs, sentUptimeMs } = envelope;
  const ageMs = Math.round(sentUptimeMs - uptimeMs);
  const ageKnown = sentBootCount === bootCount && ageMs >= 0 && ageMs <= ageMaxMs;
  const arrivedAtMs = Math.min(receivedAtMs, nowMs);
  return { occurredAtMs: ageKnown ? arrivedAtMs - ageMs : arrivedAtMs, receivedAtMs, nowMs, ageKnown };
}

type Body<M> = M extends BankMessage ? Omit<M, 'bankId' | 'messageId' | 'times' | 'origin'> : never;
export interface MessageRow {
  kind: Kind;
  /** Made when it is first asked for. */
  schema: () => z.ZodMiniType<Body<BankMessage>>;
}

/** Which message may come on which topic, and how it is read. */
export const messageRows: Record<BankMessage['type'], MessageRow> = {
  'deposit-requested': { kind: 'access', schema: depositRequested },
  'deposit-confirmed': { kind: 'access', schema: leaseRequest },
  'deposit-cancelled': { kind: 'access', schema: leaseRequest },
  'reopen-requested': { kind: 'access', schema: leaseRequest },
  'pickup-requested': { kind: 'access', schema: pickupRequested },
  'collection-requested': { kind: 'access', schema: collectionRequested },
  'door-opened': { kind: 'door', schema: doorOpened },
  'door-closed': { kind: 'door', schema: doorClosed },
  'door-ajar': { kind: 'door', schema: doorAjar },
  'command-result': { kind: 'result', schema: commandResult },
  heartbeat: { kind: 'health', schema: heartbeat },
  'sensor-scan': { kind: 'health', schema: sensorScan },
  boot: { kind: 'health', schema: boot },
  power: { kind: 'health', schema: power },
  tamper: { kind: 'health', schema: tamper },
};

/** Own rows only: "constructor" is a name that every object has. */
const rowOf = (type: unknown): MessageRow | undefined =>
  typeof type === 'string' && Object.hasOwn(messageRows, type) ? messageRows[type as BankMessage['type']] : undefined;

/** Somebody stands at the screen and waits: what can be answered of a refused request is. */
function replyTo({ kind, message: { messageId, requestId } }: Delivered): Reply | undefined {
  if (kind !== 'access' || !isId(messageId)) return undefined;
  return { messageId, requestId: isId(requestId) ? requestId : undefined };
}

const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value);
