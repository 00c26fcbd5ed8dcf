import type { Item } from './observed.js';

/**
 * What the stored table must be like at rest. It is read as it is stored, so the names are the stored ones: `ob` outbox,
 * `cu` custody, `ch` chain, `h` head, `p` previous, `ha` hash. A test holds them against the product's own list.
 */
export function tableViolations(items: readonly Item[]): string[] {
  const rows = new Map<string, Map<number, Item>>();
  for (const item of items) {
    const { pk, sk } = keyOf(item);
    if (!pk.startsWith('STAY#')) continue;
    const chain = rows.get(pk) ?? new Map<number, Item>();
    rows.set(pk, chain.set(Number(sk), item));
  }
  const doors = items.filter((item) => keyOf(item).sk.startsWith('DOOR#'));
  return [...doors.flatMap((door) => doorViolations(door, rows)), ...[...rows].flatMap(chainViolations)];
}

export const stored = { outbox: 'ob', custody: 'cu', chain: 'ch', head: 'h', previous: 'p', hash: 'ha' } as const;

interface Link {
  readonly n?: number;
  readonly head?: unknown;
}

function doorViolations(door: Item, rows: ReadonlyMap<string, ReadonlyMap<number, Item>>): string[] {
  const { pk, sk } = keyOf(door);
  const name = `${pk.slice('BANK#'.length)}/${sk.slice('DOOR#'.length)}`;
  const found: string[] = [];
  for (const [commit, entry] of Object.entries((door[stored.outbox] ?? {}) as Record<string, Item>)) {
    const custody = entry[stored.custody] as Item;
    if (!rows.get(`STAY#${textOf(custody[stored.chain])}`)?.has(Number(custody['n'])))
      found.push(`the outbox of ${name} still owes what commit ${commit} promised`);
  }
  if (door['dueShard'] !== undefined) found.push(`${name} is still due`);
  const { id, n = 0, [stored.head]: head } = (door[stored.chain] ?? {}) as Link & { id?: unknown } & Item;
  const last = rows.get(`STAY#${textOf(id)}`)?.get(n);
  if (n > 0 && (!last || textOf(last[stored.hash]) !== textOf(head)))
    found.push(`the custody log of ${name} does not end where its door says`);
  return found;
}

/** Rows are numbered without a gap, and each names the hash of the one before it. */
function chainViolations([pk, rows]: [string, ReadonlyMap<number, Item>]): string[] {
  const numbers = [...rows.keys()].sort((a, b) => a - b);
  const found: string[] = [];
  for (const n of numbers.slice(1)) {
    const before = rows.get(n - 1);
    if (!before) found.push(`the custody log ${pk} has no row ${n - 1}`);
    else if (textOf(rows.get(n)![stored.previous]) !== textOf(before[stored.hash]))
      found.push(`row ${n} of the custody log ${pk} does not follow from the one before it`);
  }
  if (numbers[0] !== 1) found.push(`the custody log ${pk} begins with row ${numbers[0]}`);
  return found;
}

const keyOf = (item: Item): { pk: string; sk: string } => ({ pk: String(item['pk']), sk: String(item['sk']) });

/** Digests and UUIDs are stored as bytes. */
const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
