import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { assert } from '../../domain/assert.js';
import { keyNames, shortNames, type Key } from './table.js';

/*
 * Our values to attributes and back: long names to short ones at every depth, and UUIDs and SHA-256 digests to their
 * bytes, which are less than half as long as their text. Everything else stays a native map, list, number or string.
 * `fromAttribute(toAttribute(x))` is x for every x of JSON, because a name that could be taken for another is marked; but a
 * number nearer to nought than DynamoDB holds is nought.
 *
 * One pass each way, and so not by the SDK's own marshaller: a door's item is on the way from door to screen, and a wall of
 * doors is read at once. `marshall` looks each number up in a list of texts, and would be the second of three passes.
 */

export type Attributes = Record<string, AttributeValue>;

/** The attributes of an item, or of a map in it; what is undefined is left out. */
export function toAttributes(fields: object): Attributes {
  const attributes: Attributes = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field !== undefined) attributes[encodeName(name)] = toAttributeAt(name, field);
  }
  return attributes;
}

/** The key of an item or an index stays the text that the table's definition says it is. */
export const toAttributeAt = (name: string, value: unknown): AttributeValue =>
  keyNames.has(name) && typeof value === 'string' ? { S: value } : toAttribute(value);

/**
 * What is undefined in a list is null.
 * @throws Error for what no JSON holds, and for a number that is none or beyond what a double says exactly.
 */
export function toAttribute(value: unknown): AttributeValue {
  if (typeof value === 'string') return textAttribute(value);
  if (typeof value === 'number') return numberAttribute(value);
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  assert(typeof value === 'object', `a ${typeof value} cannot be stored`);
  if (value instanceof Uint8Array) return { B: tagged(tags.bytes, value) };
  if (Array.isArray(value)) return { L: value.map((item) => toAttribute(item ?? null)) };
  assert(isPlain(value), 'what is no plain object cannot be stored'); // A Date would be an empty map.
  return { M: toAttributes(value) };
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export const keyAttributes = ({ pk, sk }: Key): Attributes => ({ pk: { S: pk }, sk: { S: sk } });

export function fromAttributes(attributes: Attributes): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [stored, attribute] of Object.entries(attributes)) {
    const name = decodeName(stored);
    const value = fromAttribute(attribute);
    if (name === '__proto__') Object.defineProperty(fields, name, { ...ownField, value });
    else fields[name] = value;
  }
  return fields;
}

/** As an assignment makes it. */
const ownField = { configurable: true, enumerable: true, writable: true } as const;

export function fromAttribute(attribute: AttributeValue): unknown {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.M !== undefined) return fromAttributes(attribute.M);
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.B !== undefined) return fromBytes(attribute.B);
  assert(attribute.NULL === true, `nothing of ours is stored as ${Object.keys(attribute).join()}`);
  return null;
}

const longNames = new Map(Object.entries(shortNames).map(([long, short]) => [short, long]));
const mark = '~';

/** Names are ours, but sensors name themselves: one called `t` must not come back as `state`, nor `constructor` do harm. */
export function encodeName(name: string): string {
  if (Object.hasOwn(shortNames, name)) return shortNames[name] ?? name;
  return longNames.has(name) || name.startsWith(mark) || name in Object.prototype ? mark + name : name;
}

function decodeName(stored: string): string {
  return stored.startsWith(mark) ? stored.slice(mark.length) : (longNames.get(stored) ?? stored);
}

/** DynamoDB refuses a whole item for a number that is nearer to nought than this. */
const magnitudeMin = 1e-130;

function numberAttribute(value: number): AttributeValue {
  const [magnitude, text] = [Math.abs(value), String(value)];
  assert(magnitude <= Number.MAX_SAFE_INTEGER, `${text} cannot be stored as a number`);
  return { N: magnitude < magnitudeMin ? '0' : text };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const digest = /^[0-9a-f]{64}$/;
/** The first byte of a stored binary says what it is. */
const tags = { bytes: 0, uuid: 1, digest: 2 } as const;

function textAttribute(text: string): AttributeValue {
  if (text.length === 36 && uuid.test(text))
    return { B: tagged(tags.uuid, Buffer.from(text.replaceAll('-', ''), 'hex')) };
  return text.length === 64 && digest.test(text) ? { B: tagged(tags.digest, Buffer.from(text, 'hex')) } : { S: text };
}

function tagged(tag: number, bytes: Uint8Array): Uint8Array {
  const stored = new Uint8Array(bytes.length + 1);
  stored[0] = tag;
  stored.set(bytes, 1);
  return stored;
}

function fromBytes(stored: Uint8Array): string | Uint8Array {
  const [tag, bytes] = [stored[0], stored.subarray(1)];
  if (tag === tags.bytes) return new Uint8Array(bytes);
  assert(tag === tags.uuid || tag === tags.digest, `a stored binary begins with a known tag, not ${tag}`);
  const hex = Buffer.from(bytes).toString('hex');
  if (tag === tags.digest) return hex;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
