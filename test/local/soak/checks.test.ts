import { describe, expect, test } from 'vitest';
import { judge } from '../../../local/soak/checks.js';
import { Ledger, type Fate, type SoakParcel } from '../../../local/soak/ledger.js';
import type { CompartmentSeen, HealthSeen, Item, Observed, ParcelSeen } from '../../../local/soak/observed.js';
import type { SoakBank } from '../../../local/soak/soak-bank.js';

/** A house in which everything is as it should be; each test changes one thing, and the soak must see it. */
interface World {
  parcels: SoakParcel[];
  rows: ParcelSeen[];
  doors: CompartmentSeen[];
  contents: Record<string, string[]>;
  told: { to: string; atMs: number; kind?: string }[];
  items: Item[];
  health: { errors: number; pendingEvents: number; parked: number };
  bank: { requests: number; opened: string[]; unsentCount: number; open: string[] };
  outages: { downAtMs: number }[];
  unattended: string[];
}

const parcel = (n: number, fate: Fate, compartmentId?: string): SoakParcel => ({
  id: `parcel-${n}`,
  unit: `U${n}`,
  phone: `+${n}`,
  residentId: `r${n}`,
  trackingNumber: undefined,
  fate,
  ...(compartmentId === undefined ? {} : { bankId: 'soak-1', compartmentId }),
});

const row = (n: number, state: string, compartmentId: string): ParcelSeen => ({
  parcelId: `p${n}-${state}`,
  residentId: `r${n}`,
  state,
  place: { bankId: 'soak-1', compartmentId },
});

const hash = (n: number): Uint8Array => Uint8Array.from([2, n]);
const custody = (n: number, previous: unknown): Item => ({
  pk: 'STAY#s1',
  sk: String(n).padStart(8, '0'),
  p: previous,
  ha: hash(n),
});

/** One parcel stored in A01, one taken from A02, one courier who put nothing into A03. */
const allRight = (): World => ({
  parcels: [parcel(1, 'inside', 'A01'), parcel(2, 'taken', 'A02'), parcel(3, 'never-put-in', 'A03')],
  rows: [row(1, 'stored', 'A01'), row(2, 'collected', 'A02'), row(3, 'cancelled', 'A03')],
  doors: [
    { compartmentId: 'A01', state: 'occupied', door: 'closed', stay: { state: 'stored' } },
    { compartmentId: 'A02', state: 'free', door: 'closed' },
    { compartmentId: 'A03', state: 'free', door: 'closed' },
  ],
  contents: { A01: ['parcel-1'] },
  told: [
    { to: '+1', atMs: 10 },
    { to: '+2', atMs: 20 },
  ],
  items: [
    { pk: 'BANK#soak-1', sk: 'DOOR#A01', ob: { '2': { cu: { ch: 's1', n: 2 } } }, ch: { id: 's1', n: 2, h: hash(2) } },
    custody(1, ''),
    custody(2, hash(1)),
  ],
  health: { errors: 0, pendingEvents: 0, parked: 0 },
  bank: { requests: 3, opened: ['c1', 'c2', 'c3'], unsentCount: 0, open: [] },
  outages: [{ downAtMs: 100 }],
  unattended: [],
});

function judged(change: (world: World) => void) {
  const world = allRight();
  change(world);
  const ledger = new Ledger();
  ledger.parcels.push(...world.parcels);
  ledger.outages.push(...world.outages);
  for (const door of world.unattended) ledger.unattended.add(door);
  const { requests, opened, unsentCount, open } = world.bank;
  const bank = {
    bankId: 'soak-1',
    requests,
    opened: new Set(opened),
    bank: {
      unsentCount,
      contents: (id: string) => (world.contents[id] ?? []).map((thing) => ({ id: thing })),
      isOpen: (id: string) => open.includes(id),
    },
  } as unknown as SoakBank;
  const { errors, pendingEvents, parked } = world.health;
  const seen: Observed = {
    parcels: world.rows,
    walls: new Map([['soak-1', world.doors]]),
    outbox: world.told.map((told) => ({ channel: 'sms', body: 'Code', kind: 'parcel-stored', ...told })),
    health: {
      functions: { 'on-telemetry': { invocations: 9, errors, timeouts: 0 } },
      devices: {},
      pendingEvents,
      queues: { parked: { visible: parked, hidden: 0, delayed: 0 } },
    } satisfies HealthSeen,
    items: world.items,
  };
  return judge(ledger, [bank], seen);
}

test('a house in which all is as it should be has nothing against it', () => {
  expect(judged(() => undefined)).toMatchObject({ violations: [], crashDoubles: 0, stored: 1, collected: 1 });
});

describe('what must never be is seen', () => {
  const wrongs: [string, (world: World) => void, string][] = [
    ['a parcel that the system has lost', (w) => void w.rows.shift(), 'parcel-1, which is inside, must be stored'],
    ['a parcel stored elsewhere', (w) => void (w.rows[0] = row(1, 'stored', 'A02')), 'must be stored where it lies'],
    ['a parcel stored twice', (w) => void w.rows.push(row(1, 'stored', 'A02')), 'must be stored where it lies'],
    [
      'a parcel taken that is still stored',
      (w) => void (w.rows[1] = row(2, 'stored', 'A02')),
      'must be collected once',
    ],
    ['a parcel collected twice', (w) => void w.rows.push(row(2, 'collected', 'A03')), 'must be collected once'],
    [
      'a door kept for a courier who has gone',
      (w) => void (w.rows[2] = row(3, 'reserved', 'A03')),
      'must hold no door',
    ],
    ['a resident whom nobody told', (w) => void w.told.shift(), 'nobody was told of parcel-1'],
    ['a resident told of nothing', (w) => void w.told.push({ to: '+3', atMs: 30 }), 'somebody was told of parcel-3'],
    [
      'a resident told twice without a kill',
      (w) => void w.told.push({ to: '+1', atMs: 11 }),
      'parcel-1 was told of at 10, 11',
    ],
    [
      'a resident told thrice across one kill',
      (w) => void w.told.push({ to: '+1', atMs: 101 }, { to: '+1', atMs: 102 }),
      'parcel-1 was told of at 10, 101, 102',
    ],
    [
      'a door held for nothing',
      (w) => void (w.doors[1] = { compartmentId: 'A02', state: 'held', door: 'closed' }),
      'A02 is held',
    ],
    ['a free door with a parcel in it', (w) => void (w.contents['A02'] = ['parcel-9']), 'A02 is free'],
    ['an occupied door with nothing in it', (w) => void (w.contents['A01'] = []), 'A01 is occupied'],
    ['a door that stands open', (w) => void w.bank.open.push('A03'), 'stands open'],
    [
      'a door kept from use at which somebody stood',
      (w) =>
        void (w.doors[2] = { compartmentId: 'A03', state: 'quarantined', door: 'closed', quarantine: 'wont-open' }),
      'A03 is quarantined (wont-open)',
    ],
    ['a lock let go more often than asked', (w) => void w.bank.opened.push('c4'), 'asked 3 times and opened 4 times'],
    ['a message that nobody took', (w) => void (w.bank.unsentCount = 1), 'still has 1 messages'],
    ['an event that waits', (w) => void (w.health.pendingEvents = 2), '2 events are still waiting'],
    ['a message that is parked', (w) => void (w.health.parked = 1), '1 messages lie in the queue parked'],
    ['an outbox that owes', (w) => void w.items.pop(), 'still owes what commit 2 promised'],
    ['a door that is still due', (w) => void (w.items[0]!['dueShard'] = '3'), 'soak-1/A01 is still due'],
    ['a gap in a custody log', (w) => void w.items.splice(1, 1, custody(3, hash(2))), 'begins with row 2'],
    [
      'a custody log that forks',
      (w) => void (w.items[2] = custody(2, hash(9))),
      'does not follow from the one before it',
    ],
    [
      'a custody log that ends elsewhere',
      (w) => void (w.items[0]!['ch'] = { id: 's1', n: 2, h: hash(9) }),
      'does not end where its door says',
    ],
  ];

  test.each(wrongs)('%s', (_, change, said) => {
    expect(judged(change).violations.join('\n')).toContain(said);
  });
});

describe('what a crash may do is counted, and no violation', () => {
  test('told once before the kill and once after it', () => {
    expect(judged((w) => void w.told.push({ to: '+1', atMs: 101 }))).toMatchObject({ violations: [], crashDoubles: 1 });
  });

  test('told twice where a call is known to have failed', () => {
    const result = judged((w) => {
      w.told.push({ to: '+1', atMs: 11 });
      w.health.errors = 1;
    });
    expect(result).toMatchObject({ violations: [], crashDoubles: 1 });
  });

  test('a door kept from use, where it let go with nobody there', () => {
    const result = judged((w) => {
      w.doors[2] = { compartmentId: 'A03', state: 'quarantined', door: 'closed', quarantine: 'wont-open' };
      w.unattended.push('soak-1/A03');
    });
    expect(result).toMatchObject({ violations: [], quarantined: 1 });
  });
});
