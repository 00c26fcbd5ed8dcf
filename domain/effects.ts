import type { BankId, CompartmentId, CourierId, ParcelId, ResidentId, StayId } from './ids.js';
import type { MessageName } from './messages/index.js';
import type { Finding } from './incident/finding.js';
import type { ScreenCode } from './messages/screen.js';
import type { WeakEvidence } from './events.js';
import type { Elsewhere, Lodging } from './door.js';
import type { StayState } from './stay.js';
import type { Timer } from './timers.js';

/** What follows from a committed event, as data. Ids are deterministic: performing twice is once, but for people. */
export type Effect =
  | DisplayEffect
  | CommandEffect
  | RemoteOpenEffect
  | TimerEffect
  | ParcelRowEffect
  | FindingEffect
  | MoveEffect
  | TellEffect;

export type ScreenChoice = 'reopen' | 'confirm' | 'cancel' | 'collect';

export interface DisplayEffect {
  kind: 'display';
  commandId: string;
  code: ScreenCode;
  inReplyTo?: string | undefined;
  leaseId?: string | undefined;
  choices?: ScreenChoice[] | undefined;
  residents?: { residentId: string; label: string }[] | undefined;
  /** Doors that wait to be collected after the one that opens. */
  remaining?: number | undefined;
  /** Nobody says that there was a parcel. */
  isUnsure?: true | undefined;
  /** A bank nearby that has a fitting free door. */
  nearby?: BankId | undefined;
  /** Another door of this bank, of which the courier is asked. */
  other?: CompartmentId | undefined;
  dropAfterMs: number;
}

export interface CommandEffect {
  kind: 'open' | 'sample' | 'resend';
  commandId: string;
  leaseId: string;
  /** For `open`: also the command's notAfterMs. */
  dropAfterMs: number;
  fromDoorCycle?: number;
}

/** An open under no lease. One that came too late to be sent ends no visit. */
export interface RemoteOpenEffect {
  kind: 'remote-open';
  commandId: string;
  /** Also the command's notAfterMs. */
  dropAfterMs: number;
}

export type TimerEffect =
  { kind: 'create-timer'; name: string; atMs: number; timer: Timer } | { kind: 'delete-timer'; name: string };

/** Something is wrong at a door, or is no longer: an incident's natural key makes twice once. */
export interface FindingEffect {
  kind: 'finding';
  finding: Finding;
}

/** The view that people read, set only forward: `n` is the custody row it comes from. */
export interface ParcelRowEffect {
  kind: 'parcel-row';
  parcelId: ParcelId;
  stayId: StayId;
  residentId: ResidentId;
  n: number;
  state: StayState;
  vouched: boolean;
  isUnsure?: true | undefined;
  storedAtMs: number;
  /** Of a stay that has ended: when. */
  endedAtMs?: number | undefined;
  heldUntilMs?: number | undefined;
  extendedUntilMs?: number | undefined;
  assignedAtMs?: number | undefined;
  /** Of a parcel that counts as gone although no sensor saw that. */
  pickupEvidence?: WeakEvidence | undefined;
}

/** The next step of a move, at the door that a parcel comes to. Each is safe to repeat. */
export interface MoveEffect {
  kind: 'move';
  step: 'reserve' | 'open' | 'release' | 'adopt';
  /** Of a reservation: the request that asked for the move. Of an adoption: the courier's, who said so. */
  moveId?: string | undefined;
  parcelId: ParcelId;
  /** The stay that it leaves. */
  stayId: StayId;
  to: Lodging & Partial<Elsewhere>;
}

export interface TellEffect {
  kind: 'tell';
  message: MessageName;
  to: { residentId: ResidentId } | { courierId: CourierId } | { managerAbout: ResidentId };
  stayId: StayId;
  /** For a message with a code: derived from the stay and this when it is sent. */
  generation?: number | undefined;
  step?: number | undefined;
  evidence?: 'present' | 'unclear' | undefined;
  /** Nobody says that there is a parcel: in the words of `parcel-may-wait`, whichever message it is. */
  isUnsure?: true | undefined;
  /** Shown in the local outbox, so that a double can be told from a second message. */
  eventId: string;
  dropAfterMs?: number | undefined;
}
