import { holdsOnRecord, isFreeOnRecord } from '../../domain/audit/record.js';
import type { Door } from '../../domain/door.js';
import type { Cause } from '../../domain/exceptions/cause.js';
import type { CompartmentId } from '../../domain/ids.js';
import { isOpen } from '../../domain/incident/incident.js';
import { isBelowSensors } from '../bank-sensors.js';
import type { CycleTruth, WireMessage } from '../virtual-bank.js';
import type { Scene } from '../scene.js';

/** A scan, a second look that it asks for, and the calls behind both take less than so long. */
const foundWithinMs = 10 * 60_000;

/** Under which of its causes an incident tells that record and contents differ. */
const tellsOf: readonly Cause[] = [
  'phantom',
  'left-behind',
  'foreign-object',
  // A curtain that is blocked and had no cycle: dirt or a thing, it cannot tell.
  'sensor-blind',
  'ghost',
  'door-switch-stuck',
  'opened-without-command',
  'wrong-compartment',
];

/** One time that something lay in a free door, or nothing in one that holds a parcel by the record. */
export interface Difference {
  readonly kind: 'phantom' | 'ghost';
  /** Scans of its bank, while it was connected, that saw the difference before an incident told of it; the one that told of it counts. */
  scans: number;
  /** Undefined: it was over before anything told of it. */
  foundAfterScans?: number | undefined;
  /** Something at the door or the bank was at fault when it was first seen: a sensor in doubt says nothing. */
  readonly isSound: boolean;
  /** What is gone was less than the bank's sensors claim to see: they saw it neither come nor go. */
  readonly isBeyondSensors: boolean;
  /** The record says so itself: at a visit the sensors could not tell whether all was taken, and the resident was told, or no carrier is sent again. */
  readonly isInDoubt: boolean;
  readonly bankId: string;
  readonly compartmentId: string;
  readonly sinceMs: number;
}

/** When a message was made, and when it went. */
export type Sent = Pick<WireMessage, 'uptimeMs' | 'sentUptimeMs' | 'sentBootCount'>;

/** What is really so in the doors of one bank, against the record: known to the simulation, and told to nobody. */
export class Truth {
  readonly differences: Difference[] = [];
  private readonly scene: Scene;
  private readonly standing = new Map<string, Difference>();
  /** Doors in which the last thing that lay there could not be seen. */
  private readonly unseen = new Set<string>();

  constructor(scene: Scene) {
    this.scene = scene;
  }

  /** What lay in a door last, whoever took it out again. */
  cycled({ compartmentId, before, after }: CycleTruth): void {
    const items = after.length > 0 ? after : before;
    if (items.length === 0) return;
    const isUnseen = isBelowSensors(this.scene.place.config.profile, items);
    this.unseen[isUnseen ? 'add' : 'delete'](compartmentId);
  }

  /**
   * A scan of the bank is on its way. One that waited for a connection tells of an hour that is past, and comes in one breath with
   * what its doors did since: of what is so now it has seen nothing.
   */
  scanned({ uptimeMs, sentUptimeMs, sentBootCount }: Sent): void {
    const { bank, config } = this.scene.place;
    const hasWaited = sentUptimeMs !== uptimeMs || sentBootCount !== undefined;
    if (!bank.isOnline || hasWaited) return;
    for (const { compartmentId } of config.doors) this.look(compartmentId);
  }

  private look(compartmentId: string): void {
    const { world } = this.scene;
    const known = this.standing.get(compartmentId);
    const kind = this.kindAt(compartmentId);
    if (known && known.kind !== kind) {
      this.isFound(compartmentId, known);
      this.standing.delete(compartmentId);
    }
    if (!kind) return;
    const one = known?.kind === kind ? known : this.begin(kind, compartmentId);
    this.standing.set(compartmentId, one);
    if (one.foundAfterScans !== undefined) return;
    one.scans += 1;
    world.after(foundWithinMs, () => this.isFound(compartmentId, one));
  }

  private begin(kind: Difference['kind'], compartmentId: string): Difference {
    const { world, place } = this.scene;
    const one: Difference = {
      kind,
      scans: 0,
      isSound: place.bank.hardware.isSound(compartmentId),
      isBeyondSensors: kind === 'ghost' && this.unseen.has(compartmentId),
      isInDoubt: this.isInDoubt(this.recordOf(compartmentId)?.stay?.id),
      bankId: place.bankId,
      compartmentId,
      sinceMs: world.nowMs,
    };
    this.differences.push(one);
    return one;
  }

  private isFound(compartmentId: string, one: Difference): void {
    if (one.foundAfterScans !== undefined) return;
    const isTold = this.scene.cloud.store.incidents.all().some(({ incident }) => {
      const { place, cause, seenAtMs } = incident;
      const isHere = place.bankId === this.scene.place.bankId && place.compartmentId === compartmentId;
      return isHere && tellsOf.includes(cause) && (isOpen(incident) || seenAtMs >= one.sinceMs);
    });
    if (isTold) one.foundAfterScans = one.scans;
  }

  private isInDoubt(stayId: string | undefined): boolean {
    const rows = this.scene.cloud.store.custody.all().filter(({ chain }) => chain === stayId);
    const events = rows.flatMap((row) => row.events);
    return events.some(
      (event) =>
        (event.type === 'parcel-left-behind' && event.evidence === 'unclear') ||
        (event.type === 'return-lapsed' && event.reason === 'unclear'),
    );
  }

  private recordOf(compartmentId: string): Door | undefined {
    const { place, cloud } = this.scene;
    const key = { bankId: place.bankId, compartmentId: compartmentId as CompartmentId };
    return cloud.store.doors.at(key)?.door;
  }

  private kindAt(compartmentId: string): Difference['kind'] | undefined {
    const { place } = this.scene;
    if (place.desk.busy.has(compartmentId) || place.bank.isOpen(compartmentId)) return undefined;
    const door = this.recordOf(compartmentId);
    if (!door) return undefined;
    const inside = place.bank.contents(compartmentId);
    const isSeen = !isBelowSensors(place.config.profile, inside);
    if (isFreeOnRecord(door) && isSeen) return 'phantom';
    return holdsOnRecord(door) && inside.length === 0 ? 'ghost' : undefined;
  }
}
