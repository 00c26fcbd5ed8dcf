import type { Delivery } from '../adapters/memory/index.js';
import type { Alert, BankCommand, CustodyRow, DoorCommit, IncidentCommit, LoadedDoor, Resident } from '../app/ports.js';
import type { Stay } from '../domain/door.js';
import type { DoorKey } from '../domain/ids.js';
import type { DoorEvent } from '../domain/events.js';
import type { Call } from './call.js';
import { Contents, type ContentsOptions } from './contents.js';
import { Codes } from './codes.js';
import { DecidedOnce } from './decided-once.js';
import { Evidence } from './evidence.js';
import { hashOfRow } from './custody-hash.js';
import { Happened } from './happened.js';
import { IncidentWatch } from './incident-watch.js';
import { Leases } from './leases.js';
import { Places } from './places.js';
import { Promises } from './promises.js';
import { Recipients, type RecipientsOptions } from './recipients.js';
import { Reminders } from './reminders.js';
import { Room } from './room.js';
import { Screens } from './screens.js';
import { Tellings, type Owed } from './tellings.js';
import type { InvariantName, Violation } from './violation.js';
import type { CycleTruth, WireAuthority } from './virtual-bank.js';
import { Waiting } from './waiting.js';
import type { Entered, Store, WentElsewhere, Witness } from './witness.js';

export interface InvariantOptions extends Omit<ContentsOptions & RecipientsOptions, 'violate'> {
  store: Store;
  nowMs(): number;
  /** What was asked by a message that was parked: who takes it up has another name. */
  keyOfParked(by: string): string | undefined;
  /** No channel reaches this resident: nobody is told the code, and the manager that they are not. */
  isUnreachable(siteId: string, residentId: string): boolean;
  /** Errors that are no bug: injected ones, and those whose retry is the answer. */
  isExpected(error: unknown): boolean;
}

/** Watches every step as it takes effect, and says what does not hold. What is promised in the end: `checkAtRest`. */
export class Invariants implements Witness {
  readonly violations: Violation[] = [];
  readonly tellings: Tellings;
  readonly contents: Contents;
  readonly happened = new Happened();
  readonly waiting: Waiting;
  readonly promises: Promises;
  readonly evidence: Evidence;
  readonly incidents: IncidentWatch;
  private readonly options: InvariantOptions;
  private readonly leases: Leases;
  private readonly reminders: Reminders;
  private readonly recipients: Recipients;
  private readonly room: Room;
  readonly screens: Screens;
  readonly codes: Codes;
  private readonly withdrawn = new Set<string>();
  private readonly places: Places;
  private readonly decidedOnce: DecidedOnce;
  private readonly rows = new Map<string, string>();

  constructor(options: InvariantOptions) {
    const violate = (invariant: InvariantName, detail: string) => this.violate(invariant, detail);
    this.options = options;
    this.tellings = new Tellings(options, violate);
    this.leases = new Leases(violate);
    this.decidedOnce = new DecidedOnce(options.keyOfParked, violate);
    this.incidents = new IncidentWatch(options.store, violate);
    this.reminders = new Reminders(options.store, violate);
    this.contents = new Contents({ ...options, violate });
    this.recipients = new Recipients({ ...options, violate });
    this.waiting = new Waiting(violate);
    this.promises = new Promises(violate);
    this.room = new Room(options.store, violate);
    this.screens = new Screens(violate);
    this.evidence = new Evidence(options.store, violate);
    this.places = new Places(violate);
    this.codes = new Codes(options.store, violate);
  }

  violate(invariant: InvariantName, detail: string): void {
    this.violations.push({ invariant, detail, atMs: this.options.nowMs() });
  }

  committed(call: Call, before: LoadedDoor, commit: DoorCommit): void {
    const { door, entry } = commit;
    if (call.key.includes('/unreadable/')) this.violate('what cannot be read decides nothing', call.key);
    this.decidedOnce.committed(call, commit);
    this.places.committed(before.door, door);
    this.happened.committed(before.door, commit);
    this.recipients.committed(commit);
    this.waiting.committed(commit);
    this.room.committed(commit);
    this.screens.committed(commit);
    this.evidence.committed(call, commit);
    this.promises.committed(commit, this.options.isUnreachable(door.siteId, door.stay?.residentId ?? ''));
    this.contents.doubtedSoon.committed(door, entry.events, this.options.nowMs());
    for (const event of entry.events) this.checkEvent(event, commit);
    this.contents.checkFreed(before.door, door); // After its verdict, which may have an excuse.
  }

  custodyPut(_call: Call, row: CustodyRow): void {
    const id = `${row.chain}#${row.n}`;
    const hash = this.rows.get(id);
    if (hash === row.hash) return; // Written again; what is kept of it is looked at in the end.
    if (hash !== undefined) this.violate('custody is one chain', `${id} was written as two rows`);
    if (hashOfRow(row) !== row.hash) this.violate('every custody chain verifies', `${id} is not what its hash says`);
    this.rows.set(id, row.hash);
  }

  told(call: Call, delivery: Delivery): void {
    this.tellings.told(delivery);
    this.tellings.interruptedBy(call, delivery.eventId);
    this.recipients.told(delivery);
    this.promises.told(delivery);
  }

  found(_call: Call, finding: Readonly<Record<string, string | number>>): void {
    this.contents.checkFound(finding);
  }

  incidentCommitted(_call: Call, commit: IncidentCommit): void {
    this.incidents.committed(commit);
  }

  alerted(call: Call, alert: Alert): void {
    this.tellings.alerted(alert);
    this.tellings.interruptedBy(call, alert.eventId);
  }

  shown(command: BankCommand): void {
    this.screens.shown(command);
  }

  opened(bankId: string, opened: { compartmentId: string; authority: WireAuthority }): void {
    const { compartmentId, authority } = opened;
    this.contents.opened(bankId, compartmentId);
    this.leases.opened({ bankId, compartmentId, nowMs: this.options.nowMs() }, authority);
  }

  cycled(bankId: string, cycle: CycleTruth): void {
    this.contents.keep(bankId, cycle);
  }

  displaced(bankId: string, compartmentId: string): void {
    this.contents.displaced(bankId, compartmentId);
  }

  ended(call: Call, how: 'done' | 'failed' | 'killed', error?: unknown): void {
    this.tellings.ended(call);
    if (how !== 'failed' || this.options.isExpected(error)) return;
    const what = error instanceof Error ? error.stack : String(error);
    this.violate('no error but those that were injected', `${call.key}: ${what}`);
  }

  refusedAtBank(resident: Resident, code: string, refusal: string): void {
    this.codes.refused(resident, code, refusal);
  }

  refusedRoom(bankId: string, size: string, askedAtMs: number): void {
    this.room.refused(bankId, size, askedAtMs);
  }

  depositedHonestly(bankId: string, compartmentId: string): void {
    const stay = this.stayAt(bankId, compartmentId);
    if (stay) this.promises.depositedHonestly(stay.id);
  }

  wentElsewhere(bankId: string, { given, other, doorCycle }: WentElsewhere): void {
    this.contents.wentElsewhere(bankId, other, doorCycle);
    if (given) this.places.elsewhere.went(this.stayAt(bankId, given)?.id, other);
  }

  entered(bankId: string, requestId: string, by: Entered): void {
    this.codes.entered(bankId, requestId, by);
  }

  withdrew(parcelId: string): void {
    this.withdrawn.add(parcelId);
  }

  private stayAt(bankId: string, compartmentId: string): Stay | undefined {
    return this.options.store.doors.at({ bankId, compartmentId } as DoorKey)?.door.stay;
  }

  private checkEvent(event: DoorEvent, commit: DoorCommit): void {
    const { door } = commit;
    const stayId = door.stay?.id ?? '';
    switch (event.type) {
      case 'deposit-reserved':
        if (this.withdrawn.has(event.parcelId)) this.violate('a withdrawn parcel gets no door', event.parcelId);
        return this.leases.grant(event.requestId, commit);
      case 'pickup-started':
        this.codes.opened(event.requestId, door);
        return this.leases.grant(event.requestId, commit);
      case 'deposit-reopened':
      case 'return-started':
      case 'move-started':
      case 'move-opened':
        return this.leases.grant(event.requestId, commit);
      case 'deposit-vouched':
        return this.stored(commit);
      case 'deposit-verified':
        this.contents.checkVerified(door, event);
        return this.stored(commit);
      case 'deposit-adopted':
        this.places.elsewhere.adopted(door, event);
        return this.stored(commit);
      case 'verdict-overridden':
        if (door.stay?.state === 'returned') this.returned(commit);
        if (event.finding === 'unknown') this.stored(commit, 'parcel-may-wait');
        return event.finding === 'present' ? this.stored(commit) : undefined;
      case 'deposit-found-empty':
        return this.contents.checkFoundEmpty(door, event);
      case 'pickup-verified':
        this.reminders.pickedUp(stayId);
        return this.contents.checkGone(door, event, 'collected means that all is gone');
      case 'return-verified':
        this.returned(commit);
        return this.contents.checkGone(door, event, 'returned means that all is gone');
      case 'moved-out':
        this.tellings.overtaken(stayId);
        return this.contents.checkGone(door, event, 'moved out means that all is gone');
      case 'parcel-reassigned':
        this.tellings.reassigned(stayId);
        return this.stored(commit, 'parcel-stored');
      case 'open-given':
        return this.leases.give(event, door.bankId);
      case 'space-needed':
        this.reminders.nudged(stayId, event.nudgedAtMs);
        return this.reminders.committed(commit);
      case 'reminder-due':
      case 'stay-overdue':
        return this.reminders.committed(commit);
      default:
        return;
    }
  }

  private returned(commit: DoorCommit): void {
    this.reminders.goneBack(commit.door.stay?.id ?? '');
    this.tellings.owe('parcel-returned', commit);
  }

  private stored(commit: DoorCommit, kind: Owed = storedAs(commit)): void {
    this.tellings.owe(kind, commit);
    void this.codes.check(commit.door);
  }
}

const storedAs = ({ door: { stay } }: DoorCommit): Owed => (stay?.movedFrom ? 'parcel-moved' : 'parcel-stored');
