/**
 * What DynamoDB bills, on demand, for an item or a call: computed from sizes, because the local engine leaves the writes
 * to indexes out of its ConsumedCapacity. Rules: Amazon DynamoDB Developer Guide, "Item sizes and formats", "On-demand
 * capacity mode" (units of 1 KB written, 4 KB read), and "Using Global Secondary Indexes: write considerations".
 */

/** An attribute's value as it goes over the wire; `B` is base64. */
export type WireValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly WireValue[] }
  | { readonly M: Readonly<Record<string, WireValue>> }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

export type WireItem = Readonly<Record<string, WireValue>>;

export interface IndexDefinition {
  readonly name: string;
  /** Of the index, and of its table: an entry holds both. */
  readonly indexKeys: readonly string[];
  readonly tableKeys: readonly string[];
  /** What an entry holds besides keys. */
  readonly projected: 'all' | readonly string[];
}

const writeUnitBytes = 1_024;
const readUnitBytes = 4_096;

/** Names and values of all attributes, in bytes. */
export function itemBytes(item: WireItem): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

/** One item written: the larger of what was there and what is there, by the kilobyte; never less than one. */
export function writeUnits(before: WireItem | undefined, after: WireItem | undefined): number {
  const bytes = Math.max(before ? itemBytes(before) : 0, after ? itemBytes(after) : 0);
  return Math.max(1, Math.ceil(bytes / writeUnitBytes));
}

/** Read, of so many bytes in all: half as dear where it need not be consistent; never nothing. */
export function readUnits(bytes: number, { isConsistent }: { isConsistent: boolean }): number {
  return Math.max(1, Math.ceil(bytes / readUnitBytes)) * (isConsistent ? 1 : 0.5);
}

/**
 * What a change of an item costs in one index: nothing while the item is not in it or nothing of its entry changes; one
 * write to put, change or delete the entry; two where its key changes, for then it is deleted and put.
 */
export function indexUnits(index: IndexDefinition, before: WireItem | undefined, after: WireItem | undefined): number {
  const [old, now] = [entryOf(index, before), entryOf(index, after)];
  if (!old && !now) return 0;
  if (!old || !now) return writeUnits(old, now);
  if (isSame(index.indexKeys, old, now))
    return isSame(Object.keys({ ...old, ...now }), old, now) ? 0 : writeUnits(old, now);
  return writeUnits(old, undefined) + writeUnits(undefined, now);
}

/** What the index holds of an item, or undefined where it has not all of the index's keys. */
export function entryOf(index: IndexDefinition, item: WireItem | undefined): WireItem | undefined {
  if (!item || index.indexKeys.some((name) => !(name in item))) return undefined;
  if (index.projected === 'all') return item;
  const names = new Set([...index.indexKeys, ...index.tableKeys, ...index.projected]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

/** Both come from the same engine, which writes a value in one way only. */
const isSame = (names: readonly string[], a: WireItem, b: WireItem): boolean =>
  names.every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));

/** A list or map has 3 bytes of its own, and 1 for each thing in it. */
const nestedBytes = 3;

function valueBytes(value: WireValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberBytes(value.N);
  if ('B' in value) return binaryBytes(value.B);
  if ('L' in value) return value.L.reduce((sum, one) => sum + 1 + valueBytes(one), nestedBytes);
  if ('M' in value) {
    const fields = Object.entries(value.M);
    return fields.reduce((sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + valueBytes(one), nestedBytes);
  }
  if ('SS' in value) return value.SS.reduce((sum, one) => sum + Buffer.byteLength(one), 0);
  if ('NS' in value) return value.NS.reduce((sum, one) => sum + numberBytes(one), 0);
  if ('BS' in value) return value.BS.reduce((sum, one) => sum + binaryBytes(one), 0);
  return 1; // True, false and null.
}

/** One byte, and one for every two significant digits; a sign takes one more. The guide calls this approximate. */
function numberBytes(text: string): number {
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
  return 1 + Math.ceil(digits.length / 2) + (text.startsWith('-') ? 1 : 0);
}

const binaryBytes = (base64: string): number => Buffer.from(base64, 'base64').length;
