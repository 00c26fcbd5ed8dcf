import { idPattern, type BankId } from '../ids.js';
import { isFields } from './parts.js';

/** What a topic rule hands over. Only `body` comes from the bank's hand; the rest is what the broker saw. */
export interface Delivery {
  /** The bank's message, in base64. */
  body: string;
  /** From the topic. */
  bankId: string;
  /** From the topic: access, door, health or result. */
  kind: string;
  /** From the connection. */
  clientId: string;
  principal: string;
  /** The broker's clock, unix milliseconds. */
  receivedAtMs: number;
}

export const kinds = ['access', 'door', 'health', 'result'] as const;
export type Kind = (typeof kinds)[number];

export interface Delivered {
  bankId: BankId;
  kind: Kind;
  receivedAtMs: number;
  /** The bank's message: a JSON object, of which nothing else is known. */
  message: Record<string, unknown>;
}

/** The largest message that the broker takes: AWS IoT Core's limit, 128 KB. */
const bodyBytesMax = 128 * 1024;
/** What `Date` can hold. */
export const instantMaxMs = 8.64e15;

/** ASCII is UTF-8 already, and most messages are nothing else: they need no decoding. */
const beyondAscii = /[\x80-\xff]/;
/** Keeps nothing between two messages, unless it is asked to. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Opens a delivery as far as a JSON object, or says why it cannot be. Never throws. */
export function openDelivery(value: unknown): { delivered: Delivered } | { code: DeliveryRefusal; bankId?: string } {
  const delivery = read(value);
  if (!delivery) return { code: 'not-a-delivery' };
  const { body, bankId, clientId, kind, receivedAtMs } = delivery;
  if (bankId !== clientId) return { code: 'another-bank', bankId };
  const opened = openBody(body);
  return typeof opened === 'string'
    ? { code: opened, bankId }
    : { delivered: { bankId, kind, receivedAtMs, ...opened } };
}

export type DeliveryRefusal =
  'not-a-delivery' | 'another-bank' | 'too-large' | 'not-base64' | 'not-utf8' | 'not-json' | 'not-an-object';

type Read = Omit<Delivery, 'principal' | 'bankId' | 'kind'> & Pick<Delivered, 'bankId' | 'kind'>;

/** By hand, because it is on the way of every message. It comes of our own rule: what it is not is said to nobody. */
const read = (value: unknown): Read | undefined => attempt(() => (isFields(value) ? deliveryOf(value) : undefined));

function deliveryOf({ body, bankId, kind, clientId, receivedAtMs }: Record<string, unknown>): Read | undefined {
  const isText = typeof body === 'string' && typeof bankId === 'string' && typeof clientId === 'string';
  const isOne = isText && idPattern.test(bankId) && kinds.some((one) => one === kind) && isInstant(receivedAtMs);
  return isOne ? ({ body, bankId, kind, clientId, receivedAtMs } as Read) : undefined;
}

const isInstant = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= instantMaxMs;

function openBody(body: string): { message: Record<string, unknown> } | DeliveryRefusal {
  // Four characters carry three bytes: what cannot fit is not decoded in the first place.
  if (body.length > Math.ceil(bodyBytesMax / 3) * 4) return 'too-large';
  const binary = attempt(() => atob(body));
  if (binary === undefined) return 'not-base64';
  if (binary.length > bodyBytesMax) return 'too-large';
  const json = beyondAscii.test(binary) ? attempt(() => utf8.decode(bytesOf(binary))) : binary;
  if (json === undefined) return 'not-utf8';
  const message = attempt(() => JSON.parse(json) as unknown);
  if (message === undefined) return 'not-json';
  return isFields(message) ? { message } : 'not-an-object';
}

/** A loop, because the string's own iterator takes ten times as long, and this is on the way from door to screen. */
function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** What hostile input makes throw is no bug of ours: it cannot be read, and that is the answer. */
function attempt<T>(readIt: () => T): T | undefined {
  try {
    return readIt();
  } catch {
    return undefined;
  }
}
