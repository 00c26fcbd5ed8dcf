import type { CustodyRow } from '../app/ports.js';
import { isOffered, liveStay } from '../domain/door.js';
import { hashOfRow } from './custody-hash.js';
import type { Invariants } from './invariants.js';
import type { Store } from './witness.js';

export interface AtRest {
  store: Store;
  invariants: Invariants;
  nowMs: number;
  /** Messages that were handed over and that nobody here can read. */
  unreadable: number;
  /** Will this timer still fire? */
  isPending(timer: string): boolean;
  /** Is every parcel to have been fetched or removed by now? */
  isOver: boolean;
}

/** What is promised in the end, when nothing is in flight and nothing is parked. */
export async function checkAtRest(rest: AtRest): Promise<void> {
  await checkOutboxes(rest);
  checkChains(rest);
  await checkCodes(rest);
  await rest.invariants.evidence.checkAtRest();
  rest.invariants.tellings.checkAtRest();
  rest.invariants.contents.doubtedSoon.check(rest.nowMs);
  rest.invariants.promises.checkAtRest();
  rest.invariants.waiting.checkAtRest(rest.nowMs);
  rest.invariants.incidents.checkAtRest((timer) => rest.isPending(timer));
  checkCounted(rest);
  checkVisits(rest);
  checkOffers(rest);
}

async function checkOutboxes({ store, invariants }: AtRest): Promise<void> {
  const rows = new Set(store.custody.all().map(({ chain, n }) => `${chain}#${n}`));
  for (const { door, outbox } of store.doors.all()) {
    for (const { custody, events, by } of outbox) {
      if (rows.has(`${custody.chain}#${custody.n}`)) continue;
      const types = events.map(({ type }) => type).join(', ');
      invariants.violate('every outbox empties', `${door.bankId}/${door.compartmentId} owes ${types} (by ${by})`);
    }
  }
}

function checkChains({ store, invariants }: AtRest): void {
  const chains = new Map<string, CustodyRow[]>();
  for (const row of store.custody.all()) chains.set(row.chain, [...(chains.get(row.chain) ?? []), row]);
  for (const [chain, rows] of chains) {
    const fault = faultOfChain(rows);
    if (fault) invariants.violate('every custody chain verifies', `${chain}: ${fault}`);
  }
  for (const { door } of store.doors.all()) {
    const last = chains.get(door.chain.id)?.at(-1);
    if (door.chain.n !== (last?.n ?? 0) || door.chain.head !== (last?.hash ?? '')) {
      invariants.violate('every custody chain verifies', `${door.chain.id}: the door's head is not its last row`);
    }
  }
}

/** What is wrong with a chain's rows in order, or undefined. */
export function faultOfChain(rows: readonly CustodyRow[]): string | undefined {
  let head = '';
  for (const [i, row] of rows.entries()) {
    if (row.n !== i + 1) return `row ${i + 1} is missing`;
    if (row.previous !== head) return `row ${row.n} does not follow the one before`;
    if (hashOfRow(row) !== row.hash) return `row ${row.n} was changed`;
    head = row.hash;
  }
  return undefined;
}

/** A stored stay's code opens it. */
async function checkCodes({ store, invariants }: AtRest): Promise<void> {
  for (const { door } of store.doors.all()) {
    const stay = liveStay(door);
    if (stay && stay.storedAtMs > 0 && stay.state !== 'missing') await invariants.codes.check(door);
  }
}

/** A visit that nobody makes any more has ended, or waits for a person; at the very end no stay is left. */
function checkVisits({ store, invariants, isOver }: AtRest): void {
  for (const { door } of store.doors.all()) {
    const stay = liveStay(door);
    if (!stay) continue;
    const isHeldForPerson = door.compartment === 'quarantined';
    const isResting = stay.state === 'stored' || stay.state === 'overdue';
    const where = `${door.bankId}/${door.compartmentId} ${stay.id}: ${stay.state}, ${door.compartment}`;
    if (!isHeldForPerson && !isResting) invariants.violate('every visit ends', where);
    else if (isOver) invariants.violate('every visit ends', `${where} at the end of the story`);
  }
}

/** At least once each: a call that failed counts again. */
function checkCounted({ store, invariants, unreadable }: AtRest): void {
  const counted = store.counters.counts['message-refused'] ?? 0;
  if (counted < unreadable) invariants.violate('what cannot be read is counted', `${counted} of ${unreadable}`);
}

function checkOffers({ store, invariants }: AtRest): void {
  for (const { door } of store.doors.all()) if (isOffered(door)) invariants.contents.checkOffered(door);
}
