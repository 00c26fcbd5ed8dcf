import { assert } from '../../domain/assert.js';
import { isOffered, type Door } from '../../domain/door.js';
import { sizes } from '../../domain/inputs.js';
import { isAnyDoubted } from '../../domain/sensing/condition.js';
import type { OutboxEntry } from '../../domain/outbox.js';
import type { LoadedDoor } from '../../app/ports.js';
import type { Item } from './access.js';
import { doorKeyOf, keys } from './table.js';

/** What no commit changes; the key holds the bank and the compartment. */
const fixedOf = ({ siteId, size, accessible, profile }: Door) => ({ siteId, size, accessible, profile });

/** What a commit writes, each an attribute; `undefined` is removed. */
export const stateOf = ({
  compartment,
  quarantine,
  door,
  ajarCycle,
  cycles,
  sums,
  sensors,
  lock,
  latch,
  stay,
  faults,
  requests,
  openFromAfarUntilMs,
  holds,
  emptiedAtMs,
  chain,
}: Door) => ({
  compartment,
  quarantine,
  door,
  ajarCycle,
  cycles,
  sums,
  sensors,
  lock,
  latch,
  stay,
  faults,
  requests,
  openFromAfarUntilMs,
  holds,
  emptiedAtMs,
  chain,
});

/**
 * The free-door index lists a door exactly while it may be offered: worn locks last, doubtful sensors before them, then
 * smallest first, low doors last, then by label. What an index holds beside its keys is fixed with the table, so the rank says
 * that a lock is worn, or a sensor in doubt.
 */
export function offerOf(door: Door): { freeIn: string | undefined; freeRank: string | undefined } {
  if (!isOffered(door)) return { freeIn: undefined, freeRank: undefined };
  const bad = `${isWorn(door) ? worn : ''}${isAnyDoubted(door.sensors) ? doubted : ''}`;
  const rank = `${bad}${sizes.indexOf(door.size)}${door.accessible ? 1 : 0}#${door.compartmentId}`;
  return { freeIn: door.bankId, freeRank: rank };
}

/** Both sort after every size. */
const [worn, doubted] = ['~', '}'];
const isWorn = ({ lock }: Door): boolean => lock?.isWorn === true;

/** What a rank says of its door, beside what the index holds. */
export const isWornByRank = (freeRank: unknown): boolean => String(freeRank).startsWith(worn);
export const isDoubtedByRank = (freeRank: unknown): boolean => String(freeRank).includes(doubted);

export function newItem(door: Door): Item {
  return { ...keys.door(door), version: 1, ...fixedOf(door), ...stateOf(door), ...offerOf(door), outbox: {} };
}

/** An entry as its item holds it: what the item says already is left out. Entries are written once and never changed. */
export function storedEntry({
  bankId: _bank,
  compartmentId: _door,
  siteId: _site,
  commit: _key,
  ...entry
}: OutboxEntry) {
  return entry;
}

type Kept = Item & Pick<LoadedDoor, 'version' | 'dueAtMs'> & { outbox: Record<string, object> };

export function loadedFrom(item: Item): LoadedDoor {
  const { version, outbox, dueAtMs, ...fields } = item as unknown as Kept;
  const door = doorFrom(fields);
  const { bankId, compartmentId, siteId } = door;
  const entries = Object.entries(outbox).map(
    ([commit, entry]) => ({ commit: Number(commit), bankId, compartmentId, siteId, ...entry }) as OutboxEntry,
  );
  assert(
    entries.every(({ commit }) => commit <= version),
    'no entry is of a later commit than its item',
  );
  const sorted = entries.sort((a, b) => a.commit - b.commit);
  return { door, version, outbox: sorted, ...(dueAtMs === undefined ? {} : { dueAtMs }) };
}

/** Its item but for its keys, in the table and in the indexes, and for what its commits keep beside it. */
export function doorFrom(item: Item): Door {
  const { pk, sk, version: _v, outbox: _o, freeIn: _f, freeRank: _r, dueShard: _s, dueAtMs: _d, ...fields } = item;
  return { ...doorKeyOf({ pk, sk }), ...fields } as unknown as Door;
}
