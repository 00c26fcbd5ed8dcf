import type { DoorPart } from '../../app/door-store.js';
import type { DoorCommit, DoorStore, FreeDoor } from '../../app/ports.js';
import { assert } from '../../domain/assert.js';
import { isOffered, type Door } from '../../domain/door.js';
import type { BankId, DoorKey } from '../../domain/ids.js';
import { RecentDoors } from '../recent-doors.js';
import type { TableAccess } from './access.js';
import {
  doorFrom,
  isDoubtedByRank,
  isWornByRank,
  loadedFrom,
  newItem,
  offerOf,
  stateOf,
  storedEntry,
} from './door-item.js';
import { beginsWith, equals, hasNo, isAtVersion, isThere } from './expression.js';
import { dueFrom } from './due-items.js';
import { bankKey, doorKeyOf, indexes, keys, prefixes } from './table.js';

/** Doors, one item each. A commit is one conditional write of one item: state, entry and index keys at once. */
export function dynamoDoorStore(table: TableAccess): DoorStore {
  const recent = new RecentDoors();
  return {
    async load(key) {
      const item = await table.get(keys.door(key), { isConsistent: true });
      if (!item) return undefined;
      const loaded = loadedFrom(item);
      recent.keep(loaded);
      return loaded;
    },
    recall: (key) => recent.take(key),
    commit(commit) {
      recent.take(commit.door); // As it was read it is no longer.
      return commitDoor(table, commit);
    },
    free: (bankId) => freeDoors(table, bankId),
    list: (bankId, fields) => listDoors(table, bankId, fields),
    async loadAll(bankId) {
      const where = (x: Parameters<typeof beginsWith>[0]) => inBank(x, bankId);
      return (await table.queryAll({ where, isConsistent: true })).map(loadedFrom);
    },
    register: (door) => table.putIf(newItem(door)),
    async markDue(key, atMs) {
      // The version stays: a commit that runs at the same time must not fail for it, and does not touch the mark.
      await table.update(keys.door(key), { set: dueAt(key, atMs), condition: isThere });
    },
    claimDue: (due, untilMs) =>
      table.update(keys.door(due), {
        set: dueAt(due, untilMs),
        condition: (x) =>
          due.dueAtMs === undefined
            ? `${isThere(x)} AND ${hasNo(x, indexes.due.range)}`
            : equals(x, indexes.due.range, due.dueAtMs),
      }),
    async clearDue(key, version) {
      const { hash, range } = indexes.due;
      await table.update(keys.door(key), { remove: [hash, range], condition: isAtVersion(version) });
    },
  };
}

async function commitDoor(
  table: TableAccess,
  { door, before, version, entry, drop, dueAtMs, clearsDue }: DoorCommit,
): Promise<'committed' | 'conflict'> {
  assert(entry.commit === version + 1, 'an entry is named for the version that its commit makes');
  const done = await table.update(keys.door(door), {
    set: [
      ['version', version + 1],
      ...changedFrom(before, door),
      ...placeAmongFree(before, door),
      ...(dueAtMs === undefined ? [] : dueAt(door, dueAtMs)),
      [['outbox', String(entry.commit)], storedEntry(entry)],
    ],
    remove: [
      ...drop.map((commit): [string, string] => ['outbox', String(commit)]),
      ...(clearsDue ? [indexes.due.hash, indexes.due.range] : []),
    ],
    condition: isAtVersion(version),
  });
  return done ? 'committed' : 'conflict';
}

/** By identity: a field that was made anew may be written though it is equal, and one that is the same never needs to be. */
function changedFrom(before: Door | undefined, door: Door): [string, unknown][] {
  const fields = Object.entries(stateOf(door));
  if (!before) return fields;
  const was: Record<string, unknown> = stateOf(before);
  return fields.filter(([name, value]) => value !== was[name]);
}

/**
 * Of a door that was not offered and is not, as in most commits, there is nothing to write. Of any other its place is, though it be
 * the same: a version of this code that ranked otherwise, or offered fewer doors, may have given it another one, or none.
 */
const placeAmongFree = (before: Door | undefined, door: Door): [string, unknown][] =>
  before && !isOffered(before) && !isOffered(door) ? [] : Object.entries(offerOf(door));

const dueAt = (key: DoorKey, atMs: number) => dueFrom(keys.door(key), atMs);

const inBank = (x: Parameters<typeof beginsWith>[0], bankId: BankId): string =>
  `${equals(x, 'pk', bankKey(bankId))} AND ${beginsWith(x, prefixes.door)}`;

async function listDoors<Field extends keyof Door = keyof Door>(
  table: TableAccess,
  bankId: BankId,
  fields?: readonly Field[],
): Promise<DoorPart<Field>[]> {
  const attributes = fields && ['pk', 'sk', ...fields.filter(isAttribute)];
  return (await table.queryAll({ where: (x) => inBank(x, bankId), attributes })).map(doorFrom);
}

/** The key says the others. */
const isAttribute = (field: keyof Door): boolean => field !== 'bankId' && field !== 'compartmentId';

async function freeDoors(table: TableAccess, bankId: BankId): Promise<FreeDoor[]> {
  const { free } = indexes;
  const items = await table.queryAll({ index: free, where: (x) => equals(x, free.hash, bankId) });
  return items.map((item) => {
    const { size, accessible } = item as unknown as FreeDoor;
    const rank = item[free.range];
    const bad = { ...(isWornByRank(rank) && { isWorn: true }), ...(isDoubtedByRank(rank) && { isDoubted: true }) };
    return { compartmentId: doorKeyOf(item).compartmentId, size, accessible, ...bad };
  });
}
