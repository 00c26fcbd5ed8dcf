import type { Door } from '../domain/door.js';
import type { BankId, CompartmentId, DoorKey } from '../domain/ids.js';
import type { Size } from '../domain/inputs.js';
import type { OutboxEntry } from '../domain/outbox.js';

export interface LoadedDoor {
  door: Door;
  version: number;
  outbox: OutboxEntry[];
  /** When the sweep shall look at it, where it shall. */
  dueAtMs?: number | undefined;
}

export interface DoorCommit {
  door: Door;
  /** The door as it was read at this version, where the caller has it: what is the same in both need not be written. */
  before?: Door | undefined;
  /** The version that was read; the commit makes version + 1, and fails if it is no longer this one. */
  version: number;
  entry: OutboxEntry;
  /** Commits whose done marker exists: their entries leave the outbox. */
  drop: number[];
  /** Set where nobody retries the call: the sweep looks after this instant. */
  dueAtMs?: number | undefined;
  /** Everything owed before this commit is done: an earlier due mark goes. */
  clearsDue?: boolean | undefined;
}

/** Doors, one item each: the state, and what the last commits owe. */
export interface DoorStore {
  /** Consistent. */
  load(key: DoorKey): Promise<LoadedDoor | undefined>;
  /** What this process loaded of it last, once: anybody may have changed it since, and a commit on it says whether they have. */
  recall(key: DoorKey): LoadedDoor | undefined;
  /** One conditional write of one item. Throws when the answer is lost: the caller reads again and looks for its entry. */
  commit(commit: DoorCommit): Promise<'committed' | 'conflict'>;
  /** Doors of a bank that may be offered; eventually consistent, so a door is read again before it is reserved. */
  free(bankId: BankId): Promise<FreeDoor[]>;
  /** Every door of a bank: whole, or no more of each than its key and these fields. Most of a door is what it remembers and owes. */
  list<Field extends keyof Door = keyof Door>(bankId: BankId, fields?: readonly Field[]): Promise<DoorPart<Field>[]>;
  /** The same with what each owes, and consistent: for what is held against what a bank says now. */
  loadAll(bankId: BankId): Promise<LoadedDoor[]>;
  /** `false`: it exists already. */
  register(door: Door): Promise<boolean>;
  /** After a caught failure: the sweep shall look at this item from then on. */
  markDue(key: DoorKey, atMs: number): Promise<void>;
  /** Sets when the sweep shall look, if that is still as it was read; `false`: somebody else has claimed it. */
  claimDue(due: DoorKey & Pick<LoadedDoor, 'dueAtMs'>, untilMs: number): Promise<boolean>;
  /** Nothing is owed any more, if the item is still at this version. */
  clearDue(key: DoorKey, version: number): Promise<void>;
}

export type DoorPart<Field extends keyof Door> = Pick<Door, Field | keyof DoorKey>;

export interface FreeDoor {
  compartmentId: CompartmentId;
  size: Size;
  accessible: boolean;
  /** Its lock is wearing out. */
  isWorn?: boolean | undefined;
  /** One of its sensors is not believed. */
  isDoubted?: boolean | undefined;
}
