import type { DoorCommit, DoorStore, DueDoor, LoadedDoor } from '../../app/ports.js';
import { assert } from '../../domain/assert.js';
import { isOffered, type Door } from '../../domain/door.js';
import { doorName, type BankId, type DoorKey } from '../../domain/ids.js';
import { sizes } from '../../domain/inputs.js';
import { isAnyDoubted } from '../../domain/sensing/condition.js';
import { RecentDoors } from '../recent-doors.js';
import type { MemoryDueItems } from './due-items.js';
import { partOf } from './part.js';
import { Shelves, type IsStale } from './shelf.js';

export interface MemoryDoorStore extends DoorStore {
  /** Every door there is, with its outbox: for invariants, as are the next two. */
  all(): LoadedDoor[];
  at(key: DoorKey): LoadedDoor | undefined;
  inBank(bankId: BankId): Door[];
}

/** Doors in memory, with real version conflicts. */
export function memoryDoorStore(due: MemoryDueItems, isStale?: IsStale): MemoryDoorStore {
  const banks = new Shelves<LoadedDoor>(isStale);
  const load = ({ bankId, compartmentId }: DoorKey) => banks.of(bankId).get(compartmentId);
  const keep = (loaded: LoadedDoor) => banks.of(loaded.door.bankId).set(loaded.door.compartmentId, loaded);
  const doorsOf = (bankId: BankId) =>
    banks
      .of(bankId)
      .list()
      .map(([, { door }]) => door);
  const recent = new RecentDoors();
  const mark = (key: DoorKey, dueAtMs: number) => due.mark(doorName(key), dueOf(key, dueAtMs));
  return {
    async load(key) {
      const [loaded, dueAtMs] = [load(key), due.at(doorName(key))];
      if (loaded) recent.keep(loaded);
      return loaded && dueAtMs !== undefined ? { ...loaded, dueAtMs } : loaded;
    },
    recall: (key) => recent.take(key), // What has been committed since too: by another process, as it were.
    async commit(commit) {
      const kept = load(commit.door);
      if (kept?.version !== commit.version) return 'conflict';
      keep(committed(kept, commit));
      if (commit.dueAtMs !== undefined) mark(commit.door, commit.dueAtMs);
      else if (commit.clearsDue) due.clear(doorName(commit.door));
      return 'committed';
    },
    async free(bankId) {
      const doors = doorsOf(bankId).filter(isOffered).sort(byRank);
      return doors.map(({ compartmentId, size, accessible, lock, sensors }) => {
        const bad = { ...(lock?.isWorn && { isWorn: true }), ...(isAnyDoubted(sensors) && { isDoubted: true }) };
        return { compartmentId, size, accessible, ...bad };
      });
    },
    list: async (bankId, fields) =>
      doorsOf(bankId).map((door) => (fields ? partOf(door, ['bankId', 'compartmentId', ...fields]) : door)),
    loadAll: async (bankId) => banks.of(bankId).rows(),
    register: async (door) => banks.of(door.bankId).add(door.compartmentId, { door, version: 1, outbox: [] }),
    async markDue(key, atMs) {
      if (load(key)) mark(key, atMs);
    },
    claimDue: async (item, untilMs) =>
      load(item) !== undefined && due.claim(doorName(item), item.dueAtMs, dueOf(item, untilMs)),
    async clearDue(key, version) {
      if (load(key)?.version === version) due.clear(doorName(key));
    },
    all: () => banks.all(),
    at: load,
    inBank: (bankId) =>
      banks
        .of(bankId)
        .rows()
        .map(({ door }) => door),
  };
}

const dueOf = ({ bankId, compartmentId }: DoorKey, dueAtMs: number): DueDoor => ({
  kind: 'door',
  bankId,
  compartmentId,
  dueAtMs,
});

function committed(kept: LoadedDoor, { door, version, entry, drop }: DoorCommit): LoadedDoor {
  assert(entry.commit === version + 1, 'an entry is named for the version that its commit makes');
  const outbox = [...kept.outbox.filter(({ commit }) => !drop.includes(commit)), entry];
  return { door, version: version + 1, outbox };
}

/** Worn locks last, doubtful sensors before them; smallest first, low doors last. */
const byRank = (a: Door, b: Door): number =>
  Number(a.lock?.isWorn ?? false) - Number(b.lock?.isWorn ?? false) ||
  Number(isAnyDoubted(a.sensors)) - Number(isAnyDoubted(b.sensors)) ||
  sizes.indexOf(a.size) - sizes.indexOf(b.size) ||
  Number(a.accessible) - Number(b.accessible);
