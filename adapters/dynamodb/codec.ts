import { assert } from '../../domain/assert.js';
import { keyNames, shortNames } from './table.js';

/**
 * Our values to stored ones and back: long names to short ones at every depth, and UUIDs and SHA-256 digests to their
 * bytes, which are less than half as long as their text. Everything else stays a native map, list, number or string.
 * `decode(encode(x))` is x for every x of JSON, because a name that could be taken for another is marked.
 */
export function encode(value: unknown): unknown {
  if (typeof value === 'string') return encodeText(value);
  if (value instanceof Uint8Array) return tagged(tags.bytes, value);
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : encode(item)));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [encodeName(name), encodeAt(name, field)]));
}

/** The key of an item or an index stays the text that the table's definition says it is. */
export const encodeAt = (name: string, value: unknown): unknown =>
  keyNames.has(name) && typeof value === 'string' ? value : encode(value);

export function decode(stored: unknown): unknown {
  if (stored instanceof Uint8Array) return decodeBytes(stored);
  if (Array.isArray(stored)) return stored.map(decode);
  if (typeof stored !== 'object' || stored === null) return stored;
  return Object.fromEntries(Object.entries(stored).map(([name, field]) => [decodeName(name), decode(field)]));
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

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const digest = /^[0-9a-f]{64}$/;
/** The first byte of a stored binary says what it is. */
const tags = { bytes: 0, uuid: 1, digest: 2 } as const;

function encodeText(text: string): string | Uint8Array {
  if (uuid.test(text)) return tagged(tags.uuid, Buffer.from(text.replaceAll('-', ''), 'hex'));
  return digest.test(text) ? tagged(tags.digest, Buffer.from(text, 'hex')) : text;
}

const tagged = (tag: number, bytes: Uint8Array): Uint8Array => Uint8Array.from([tag, ...bytes]);

function decodeBytes(stored: Uint8Array): string | Uint8Array {
  const [tag, bytes] = [stored[0], Buffer.from(stored.subarray(1))];
  if (tag === tags.bytes) return new Uint8Array(bytes);
  assert(tag === tags.uuid || tag === tags.digest, `a stored binary begins with a known tag, not ${tag}`);
  const hex = bytes.toString('hex');
  return tag === tags.digest ? hex : hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
