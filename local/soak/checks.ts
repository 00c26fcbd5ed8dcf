import type { Ledger, SoakParcel } from './ledger.js';
import type { CompartmentSeen, Observed, ParcelSeen } from './observed.js';
import type { SoakBank } from './soak-bank.js';
import { tableViolations } from './table-checks.js';

export interface Verdict {
  /** Each is one thing that must never be. Empty: no loss and no doubling. */
  readonly violations: string[];
  /** Residents told twice, each accounted for by a crash between the sending and its marker. */
  readonly crashDoubles: number;
  readonly stored: number;
  readonly collected: number;
  readonly quarantined: number;
}

/** Parcels that no longer stand in anybody's way. */
const over = ['collected', 'cancelled', 'withdrawn', 'returned', 'written-off'];

/** Compares what people did with what the system makes of it, once all is at rest. */
export function judge(ledger: Ledger, banks: readonly SoakBank[], seen: Observed): Verdict {
  const byResident = grouped(seen.parcels, ({ residentId }) => residentId);
  const tellings = tellingsOf(ledger, seen);
  const violations = [
    ...ledger.parcels.flatMap((parcel) => parcelViolations(parcel, byResident.get(parcel.residentId) ?? [])),
    ...tellings.violations,
    ...banks.flatMap((bank) => doorViolations(bank, seen.walls.get(bank.bankId) ?? [], ledger)),
    ...banks.flatMap(bankViolations),
    ...leftOver(seen),
    ...tableViolations(seen.items),
  ];
  const states = (state: string) => seen.parcels.filter((parcel) => parcel.state === state).length;
  const doors = [...seen.walls.values()].flat();
  return {
    violations,
    crashDoubles: tellings.crashDoubles,
    stored: states('stored'),
    collected: states('collected'),
    quarantined: doors.filter(({ state }) => state === 'quarantined').length,
  };
}

/** Every parcel is where its carrier left it, once. */
function parcelViolations(parcel: SoakParcel, rows: readonly ParcelSeen[]): string[] {
  const { id, fate, bankId, compartmentId } = parcel;
  const living = rows.filter(({ state }) => !over.includes(state));
  const said = rows.map(({ state, place }) => `${state} at ${place?.bankId}/${place?.compartmentId}`).join(', ');
  const wrong = (what: string) => [`${id}, which is ${fate}, ${what}: the system says ${said || 'nothing of it'}`];
  switch (fate) {
    case 'inside': {
      const [only, ...more] = living;
      const isThere = only?.place?.bankId === bankId && only?.place?.compartmentId === compartmentId;
      return only?.state === 'stored' && isThere && more.length === 0 ? [] : wrong('must be stored where it lies');
    }
    case 'taken':
      return living.length === 0 && rows.filter(({ state }) => state === 'collected').length === 1
        ? []
        : wrong('must be collected once');
    case 'outside':
    case 'never-put-in': {
      const isHeld = living.some(({ state }) => state !== 'announced');
      return isHeld || rows.some(({ state }) => state === 'collected') ? wrong('must hold no door') : [];
    }
    default:
      return fate satisfies never;
  }
}

/**
 * Who has a parcel was told so, and nobody else was. Twice only where a call may have been cut between the sending and its
 * marker: once before a kill and once after it, or as often as calls are known to have failed.
 */
function tellingsOf(ledger: Ledger, { outbox, health }: Observed): { violations: string[]; crashDoubles: number } {
  const stored = grouped(
    outbox.filter(({ kind }) => kind === 'parcel-stored'),
    ({ to }) => to,
  );
  const failed = Object.values(health.functions).reduce((sum, { errors, timeouts }) => sum + errors + timeouts, 0);
  const violations: string[] = [];
  const unexplained: string[] = [];
  let crashDoubles = 0;
  for (const { id, phone, fate } of ledger.parcels) {
    const atMs = (stored.get(phone) ?? []).map((delivery) => delivery.atMs);
    const hasOne = fate === 'inside' || fate === 'taken';
    if (hasOne && atMs.length === 0) violations.push(`nobody was told of ${id}, which is ${fate}`);
    if (!hasOne && atMs.length > 0) violations.push(`somebody was told of ${id}, which is ${fate}`);
    const across = ledger.outages.filter(
      ({ downAtMs }) => atMs.some((at) => at <= downAtMs) && atMs.some((at) => at > downAtMs),
    );
    const doubles = Math.max(0, atMs.length - 1);
    crashDoubles += Math.min(doubles, across.length);
    for (let n = across.length; n < doubles; n++) unexplained.push(`${id} was told of at ${atMs.join(', ')}`);
  }
  if (unexplained.length <= failed) crashDoubles += unexplained.length;
  else violations.push(...unexplained);
  return { violations, crashDoubles };
}

/** A door is free and empty, or holds what lies in it; or is kept from use for a reason, with nobody at it when it let go. */
function doorViolations(bank: SoakBank, wall: readonly CompartmentSeen[], ledger: Ledger): string[] {
  return wall.flatMap(({ compartmentId, state, door, quarantine, stay }) => {
    const name = `${bank.bankId}/${compartmentId}`;
    const inside = bank.bank.contents(compartmentId).map(({ id }) => id);
    const said = `${name} is ${state} (${quarantine ?? stay?.state ?? 'no stay'}), with ${inside.join(', ') || 'nothing'} in it`;
    if (door === 'open' || bank.bank.isOpen(compartmentId)) return [`${said}, and stands open`];
    if (state === 'free') return inside.length === 0 ? [] : [said];
    if (state === 'occupied') return inside.length === 1 ? [] : [said];
    if (state === 'quarantined' && ledger.unattended.has(name)) return [];
    return [said];
  });
}

/** Nothing unsaid, and no lock let go more often than somebody asked. */
function bankViolations({ bankId, bank, opened, requests }: SoakBank): string[] {
  const unsent = bank.unsentCount;
  return [
    ...(unsent > 0 ? [`${bankId} still has ${unsent} messages that nobody took`] : []),
    ...(opened.size > requests ? [`${bankId} was asked ${requests} times and opened ${opened.size} times`] : []),
  ];
}

/** Nothing waits anywhere: no event, no parked message. */
function leftOver({ health }: Observed): string[] {
  const queues = Object.entries(health.queues).map(([name, counts]) => {
    return [name, counts.visible + counts.hidden + counts.delayed] as const;
  });
  return [
    ...(health.pendingEvents > 0 ? [`${health.pendingEvents} events are still waiting for their function`] : []),
    ...queues.filter(([, count]) => count > 0).map(([name, count]) => `${count} messages lie in the queue ${name}`),
  ];
}

function grouped<One>(ones: readonly One[], keyOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of ones) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
