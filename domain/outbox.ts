import type { DoorEvent } from './events.js';
import type { DoorFinding } from './incident/from-door.js';
import type { StayState } from './stay.js';
import type { BankId, CompartmentId, CourierId, ParcelId, ResidentId, SiteId, StayId } from './ids.js';

/**
 * What one commit owes: kept inside the item that it writes until its custody row, the done marker, exists. It is enough
 * by itself, so that whoever takes it up later needs no state of that moment.
 */
export interface OutboxEntry {
  /** The version that the commit made: names the entry in its item. */
  commit: number;
  /** The call that owns it: its own retry goes on with it, a stranger waits until the owner has timed out. */
  by: string;
  /** Which run of that call: one event may be delivered twice at once under one id, and one of the two made the commit. */
  attempt?: string | undefined;
  occurredAtMs: number;
  /** It happened before the bank's last start, at an instant that nobody knows: whoever stood there has gone. */
  isOfUnknownAge?: true | undefined;
  committedAtMs: number;
  /** The message that is answered on the bank's screen. */
  inReplyTo?: string | undefined;
  bankId: BankId;
  compartmentId: CompartmentId;
  siteId: SiteId;
  custody: { chain: string; n: number; previous: string; hash: string };
  subject?: Subject | undefined;
  events: DoorEvent[];
  /** What this commit says of the door's faults. */
  findings?: DoorFinding[] | undefined;
}

/** Of whom and what the events speak: the stay as it was after them. */
export interface Subject {
  stayId: StayId;
  parcelId: ParcelId;
  residentId: ResidentId;
  courierId: CourierId;
  generation: number;
  lease: number;
  watch: number;
  next: number;
  state: StayState;
  vouched: boolean;
  isUnsure?: true | undefined;
  storedAtMs: number;
  heldUntilMs?: number | undefined;
  extendedUntilMs?: number | undefined;
  assignedAtMs?: number | undefined;
  /** It came from another door of the bank: nobody but its resident is told of it. */
  isMoved?: true | undefined;
  lastCycle: number;
}
