import type { Door, Stay } from '../../domain/door.js';
import { newDoor } from '../../domain/door.js';
import type {
  BankId,
  CompartmentId,
  CourierId,
  DoorKey,
  ParcelId,
  ResidentId,
  SiteId,
  StayId,
} from '../../domain/ids.js';
import type { OutboxEntry } from '../../domain/outbox.js';
import { defaultPolicy } from '../../domain/policy.js';
import type { Parcel } from '../../app/ports.js';
import type { BankRow, CourierRow, MemberRow, ResidentRow, SiteRow } from '../../app/registry-ports.js';
import { startMs } from './stores.js';

export const siteId = 'site-1' as SiteId;
export const stayId = 'A07-abcdefghijklmnop' as StayId;
export const bankOf = (name: string) => name as BankId;
export const compartment = (label: string) => label as CompartmentId;
export const keyOf = (bank: string, label = 'A07'): DoorKey => ({
  bankId: bankOf(bank),
  compartmentId: compartment(label),
});

export const freeDoor = (bank: string, label = 'A07', change: Partial<Door> = {}): Door => ({
  ...newDoor({ ...keyOf(bank, label), siteId, size: 'M', accessible: false, profile: 'tof+load-cell', doorCycle: 411 }),
  ...change,
});

export const storedStay: Stay = {
  id: stayId,
  parcelId: 'qrstuvwxyz234567' as ParcelId,
  residentId: 'resident-1' as ResidentId,
  courierId: 'courier-1' as CourierId,
  state: 'stored',
  generation: 1,
  leases: 1,
  leaseEndsAtMs: startMs + 80_000,
  pickupFrom: 0,
  windowEndsAtMs: 0,
  watch: { n: 1, atMs: startMs + 180_000 },
  next: { n: 1, atMs: startMs + 86_400_000 },
  storedAtMs: startMs + 31_234,
  vouched: false,
  finding: 'none',
  mayVouch: true,
  fromCycle: 0,
  requests: ['0b0d3b1e-6a0c-4d5e-9a53-0c3f0f6b2a11'],
};

export const occupiedDoor = (bank: string): Door =>
  freeDoor(bank, 'A07', {
    compartment: 'occupied',
    cycles: { base: 411, mask: 1 },
    sums: { tof: { d: -151.25, variance: 0.3724563 }, scale: { d: 1499.7341, variance: 1.6 } },
    stay: storedStay,
    chain: { id: stayId, n: 2, head: 'ab'.repeat(32) },
  });

const sums = { tof: { d: -151.25, variance: 0.3724563 }, scale: { d: 1499.7341, variance: 1.6 } };

export function entryOf(door: Door, commit: number, change: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    commit,
    by: '5a1c0f3e-8b52-4c6c-8a39-6ad2b4b6b7d2',
    occurredAtMs: startMs + 31_234,
    committedAtMs: startMs + 31_400,
    inReplyTo: '2b9d4c1a-7b52-4c6c-8a39-6ad2b4b6b7d2',
    bankId: door.bankId,
    compartmentId: door.compartmentId,
    siteId: door.siteId,
    custody: { chain: stayId, n: commit, previous: 'cd'.repeat(32), hash: 'ab'.repeat(32) },
    subject: {
      stayId,
      parcelId: storedStay.parcelId,
      residentId: storedStay.residentId,
      courierId: storedStay.courierId,
      generation: 1,
      lease: 1,
      watch: 1,
      next: 1,
      state: 'stored',
      vouched: false,
      storedAtMs: startMs + 31_234,
      lastCycle: 412,
    },
    events: [
      {
        type: 'deposit-verified',
        seen: {
          doorCycle: 412,
          llr: 27.631020115928547,
          upper: 13.815410557964274,
          lower: -9.210339371976182,
          shares: [
            { sensor: 'tof', kind: 'tof', llr: 20.72311583694641, n: 20, health: 1 },
            { sensor: 'scale', kind: 'load-cell', llr: 6.907904278982137, n: 20, health: 1 },
          ],
          sums,
        },
        storedAtMs: startMs + 31_234,
        nextAtMs: startMs + 86_400_000,
      },
    ],
    ...change,
  };
}

export const parcelOf = (id: string, change: Partial<Parcel> = {}): Parcel => ({
  id: id as ParcelId,
  siteId,
  residentId: 'resident-1' as ResidentId,
  trackingNumber: '1Z999AA10123456784',
  announced: true,
  state: 'announced',
  createdAtMs: startMs,
  vouched: false,
  storedAtMs: 0,
  rowN: 0,
  version: 1,
  ...change,
});

const made = { version: 1, createdAtMs: startMs, madeFrom: 'ef'.repeat(32) };

export const siteRow = (id = 'site-1', change: Partial<SiteRow> = {}): SiteRow => ({
  ...made,
  id: id as SiteId,
  name: 'Rosengarten 4',
  language: 'en',
  timeZone: 'Europe/Berlin',
  policy: defaultPolicy,
  ...change,
});

export const bankRow = (id: string, change: Partial<BankRow> = {}): BankRow => ({
  ...made,
  id: id as BankId,
  siteId,
  profile: 'tof+load-cell',
  controllerId: 'controller-1',
  doors: [{ compartmentId: compartment('A07'), size: 'M', accessible: false }],
  doorCycles: { A07: 411 },
  ...change,
});

export const residentRow = (id: string, change: Partial<ResidentRow> = {}): ResidentRow => ({
  ...made,
  id: id as ResidentId,
  siteId,
  name: 'Ada Lovelace',
  unit: '4B',
  language: 'en',
  phone: '+15555550100',
  ...change,
});

export const courierRow = (id: string, change: Partial<CourierRow> = {}): CourierRow => ({
  ...made,
  id: id as CourierId,
  siteId,
  name: 'Post',
  phone: '+15555550199',
  validFromMs: startMs,
  validUntilMs: startMs + 86_400_000,
  revoked: false,
  ...change,
});

export const memberRow = (subject: string, change: Partial<MemberRow> = {}): MemberRow => ({
  ...made,
  siteId,
  subject,
  role: 'manager',
  roleSinceMs: startMs,
  ...change,
});
