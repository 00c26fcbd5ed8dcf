import { auditDoor, type DoorAudit, type DoorScan } from '../../../domain/audit/door.js';
import type { DoorSensors } from '../../../domain/audit/door-sensors.js';
import type { DoorRecord } from '../../../domain/audit/record.js';
import { newDoor, type Door, type Stay } from '../../../domain/door.js';
import type { BankId, CompartmentId, CourierId, ParcelId, ResidentId, SiteId, StayId } from '../../../domain/ids.js';
import type { DoorLook } from '../../../domain/inputs.js';
import { limitsFor } from '../../../domain/sensing/health/index.js';
import type { Window } from '../../../domain/sensing/window.js';
import { loadCellWindow, ripple, tofWindow } from '../sensing/noise.js';

export const hourMs = 3_600_000;
export const startMs = 1_800_000_000_000;
export const rates = { costly: 1e-6, other: 1e-4 };
export const limits = limitsFor(1, { sensors: 40, scanIntervalMs: hourMs });

/** As a live sensor samples a level that stands still, at 20 °C. */
export const tofAt = (mm: number, more: Partial<Window> = {}) =>
  tofWindow(ripple(mm, 20, 2), { temperatureC: 20, ...more });
export const cellAt = (g: number, more: Partial<Window> = {}) =>
  loadCellWindow(ripple(g, 10, 0.2), { temperatureC: 20, ...more });

/** A free door with a distance sensor over a floor at 400 mm. */
export const freeDoor = (change: Partial<Door> = {}): Door => ({
  ...newDoor({
    bankId: 'bank-1' as BankId,
    compartmentId: 'A07' as CompartmentId,
    siteId: 'site-1' as SiteId,
    size: 'M',
    accessible: false,
    profile: 'tof',
    doorCycle: 412,
  }),
  ...change,
});

export const stayOf = (change: Partial<Stay> = {}): Stay => ({
  id: 'A07-abcdefghijklmnop' as StayId,
  parcelId: 'p1' as ParcelId,
  residentId: 'r1' as ResidentId,
  courierId: 'c1' as CourierId,
  state: 'stored',
  generation: 1,
  leases: 1,
  leaseEndsAtMs: startMs - hourMs,
  pickupFrom: 0,
  windowEndsAtMs: 0,
  watch: { n: 1, atMs: 0 },
  next: { n: 1, atMs: 0 },
  storedAtMs: startMs - hourMs,
  vouched: false,
  finding: 'none',
  mayVouch: false,
  fromCycle: 411,
  requests: [],
  ...change,
});

/** Its parcel was collected in a cycle since which no scan has looked at it. */
export const collectedDoor = (change: Partial<Door> = {}): Door =>
  freeDoor({ stay: stayOf({ state: 'collected' }), cycles: { base: 413, mask: 0 }, ...change });

/** A parcel of 60 mm that the sensor saw come. */
export const occupiedDoor = (change: Partial<Door> = {}, stay: Partial<Stay> = {}): Door =>
  freeDoor({
    compartment: 'occupied',
    sums: { ceiling: { d: -60, variance: 1.2 } },
    stay: stayOf(stay),
    ...change,
  });

/** One door, scanned hour by hour; its record is changed by hand. */
export class Audited {
  door: Door;
  known: DoorSensors | undefined;
  atMs = startMs;
  changedAtMs = 0;
  isBehind = false;
  /** Does the bank say how far its doors have counted? */
  saysCycle = true;
  private seq = 0;

  constructor(door: Door = freeDoor()) {
    this.door = door;
  }

  /** With a floor that it has seen empty for so many scans. */
  static known(looks = 30, door = freeDoor()): Audited {
    const audited = new Audited(freeDoor({ profile: door.profile }));
    for (let i = 0; i < looks; i++) audited.scan(audited.emptyWindows());
    audited.door = door;
    return audited;
  }

  emptyWindows(): Window[] {
    return this.door.profile.split('+').map((kind) => (kind === 'tof' ? tofAt(400) : cellAt(0)));
  }

  get record(): DoorRecord {
    const { door, changedAtMs, isBehind } = this;
    return { door, changedAtMs, isBehind };
  }

  /** An hour later. */
  scan(windows: Window[], said: Partial<DoorLook> = {}, change: Partial<DoorScan> = {}): DoorAudit {
    this.atMs += hourMs;
    this.seq += 1;
    const look: DoorLook = {
      door: 'closed',
      ...(this.saysCycle ? { doorCycle: this.door.cycles.base } : {}),
      windows,
      ...said,
    };
    const mark = { bootCount: 3, seq: this.seq, atMs: this.atMs };
    const key = `scan-3-${this.seq}`;
    const fixed = { record: this.record, before: this.known, rates, limits, scanIntervalMs: hourMs };
    const audit = auditDoor({ ...fixed, said: look, mark, key, ...change });
    this.known = audit.next;
    return audit;
  }

  /** What a scan says of causes, with their status. */
  said(windows: Window[], said: Partial<DoorLook> = {}): string[] {
    return this.scan(windows, said).findings.map(({ cause, status }) => `${cause} ${status}`);
  }

  get keys(): { last: string } {
    return { last: `scan-3-${this.seq}` };
  }
}
