import type { Refusal } from './decide/decision.js';
import type { BankId, CompartmentId, CourierId, ParcelId, ResidentId, StayId } from './ids.js';
import type { HoldDoor, OpenDoor, PersonRequest, ReleaseDoor } from './from-afar.js';
import type { MessageName } from './messages/index.js';
import type { SensorConditions } from './sensing/condition.js';
import type { HealthMessage } from './health-messages.js';
import type { Adopt, ElsewhereFound, MoveReserve, MoveStep } from './move-inputs.js';
import type { Window } from './sensing/window.js';

export type { PersonRequest };
export type * from './health-messages.js';
export type * from './move-inputs.js';

/** Three instants come with every input, so that nothing below the edge asks what time it is. Unix milliseconds. */
export interface Times {
  /** When it happened, in the cloud's time: receipt less the age that the bank's uptimes give. */
  occurredAtMs: number;
  receivedAtMs: number;
  nowMs: number;
  /** False when the age cannot be told, because it happened before the bank's last boot. */
  ageKnown: boolean;
}

/** Of what happens here and now, by our own clock. */
export const timesAt = (nowMs: number): Times => ({
  occurredAtMs: nowMs,
  receivedAtMs: nowMs,
  nowMs,
  ageKnown: true,
});

/** Under whose right a door was opened: a command of ours, a mechanical key, or nobody's. */
export type Authority = { kind: 'command'; commandId: string } | { kind: 'key' } | { kind: 'none' };

export const sizes = ['S', 'M', 'L', 'XL'] as const;
export type Size = (typeof sizes)[number];

export type Recipient = { trackingNumber: string } | { unit: string } | { residentId: ResidentId };

/** What a bank tells us, once it has been read. */
export interface FromBank {
  bankId: BankId;
  messageId: string;
  times: Times;
}

export interface DepositRequested extends FromBank {
  type: 'deposit-requested';
  requestId: string;
  courierCode: string;
  recipient: Recipient;
  size: Size;
  dimensionsMm?: [number, number, number] | undefined;
}
export interface LeaseRequest extends FromBank {
  type: 'deposit-confirmed' | 'deposit-cancelled' | 'reopen-requested';
  requestId: string;
  compartmentId: CompartmentId;
  leaseId: string;
  /** Why no door is opened at this bank now; looked up for a door that is to open again. */
  blocked?: Refusal | undefined;
  /** Of a confirmation: the other door, of which they were asked, was opened since, or is held for something else; looked up likewise. */
  isOpenedSince?: boolean | undefined;
}
export interface PickupRequested extends FromBank {
  type: 'pickup-requested';
  requestId: string;
  code: string;
}
export interface CollectionRequested extends FromBank {
  type: 'collection-requested';
  requestId: string;
  courierCode: string;
}
export type AccessMessage = DepositRequested | LeaseRequest | PickupRequested | CollectionRequested;

interface OfDoor extends FromBank {
  compartmentId: CompartmentId;
  doorCycle: number;
  authority: Authority;
  /** When it opened, milliseconds since the controller's start; 0 where that was before it. On the wire it is never left out. */
  openedUptimeMs?: number | undefined;
}
export interface DoorOpened extends OfDoor {
  type: 'door-opened';
  attempts?: number | undefined;
}
export interface DoorClosed extends OfDoor {
  type: 'door-closed';
  /** How long the door stood open, milliseconds. */
  openForMs: number;
  /** Pulses that it took, from 1, where a command opened it and its bank says so. */
  attempts?: number | undefined;
  /** From the beginning of the first pulse to the opening, milliseconds, likewise. */
  openLatencyMs?: number | undefined;
  before: Window[];
  after: Window[];
}
export interface DoorAjar extends OfDoor {
  type: 'door-ajar';
  openForMs: number;
}
export type DoorMessage = DoorOpened | DoorClosed | DoorAjar;

export interface CommandResult extends FromBank {
  type: 'command-result';
  commandId: string;
  outcome: 'done' | 'refused' | 'failed' | 'expired';
  reason?: string | undefined;
  attempts?: number | undefined;
  windows: Window[];
}

export type BankMessage = AccessMessage | DoorMessage | CommandResult | HealthMessage;

/** A deposit request whose courier, recipient and door are known: what a door decides on. */
export interface Reserve {
  type: 'reserve';
  requestId: string;
  messageId: string;
  stayId: StayId;
  parcelId: ParcelId;
  residentId: ResidentId;
  courierId: CourierId;
  /** The generation of the pickup code that was claimed for this stay. */
  generation: number;
  /** The same request's stay came to be before: where the door holds it no more, it has ended. */
  cameToBe?: boolean | undefined;
  times: Times;
}

/** A pickup request whose code named this stay and generation. */
export interface Collect {
  type: 'collect';
  requestId: string;
  messageId: string;
  stayId: StayId;
  generation: number;
  /** Why nobody is let in at this bank now: after wrong tries, or because opens were stopped. */
  blocked?: Refusal | undefined;
  times: Times;
}

/** A carrier's request to take parcels away, with the door that was chosen for it. */
export interface TakeBack {
  type: 'take-back';
  requestId: string;
  messageId: string;
  stayId: StayId;
  /** The lease that was claimed for this request: no other may be granted to it. */
  lease: number;
  courierId: CourierId;
  /** Doors that wait to be collected after this one, where they were counted. */
  remaining?: number | undefined;
  times: Times;
}

/** A bank has no door for a parcel: may the resident of this overdue stay be asked to make room? */
export interface Nudge {
  type: 'nudge';
  stayId: StayId;
  times: Times;
}

/** A timer asks; the decision looks. `n` counts up, so that a name that has fired is never used again. */
export interface TimerFired {
  type: 'watch' | 'next-step';
  stayId: StayId;
  n: number;
  times: Times;
}

/** Effects that came too late to be performed. */
export interface EffectsLapsed {
  type: 'effects-lapsed';
  /** The commit that owed them: a natural key. */
  commit: number;
  stayId: StayId | undefined;
  effects: string[];
  openLapsed: boolean;
  times: Times;
}

/** A message to the stay's resident reached them by no channel. */
export interface NobodyReached {
  type: 'nobody-reached';
  stayId: StayId;
  residentId: ResidentId;
  message: MessageName;
  times: Times;
}

/**
 * What the health engine makes of a door's sensors, all of those it knows of: after a look that changed any of it, and
 * whenever a scan finds the door to hold something else. The same again decides nothing.
 */
export interface JudgeSensors {
  type: 'judge-sensors';
  sensors: SensorConditions;
  times: Times;
}

/** Everything that one door decides on. `door-opened` is not: it confirms a lease, and writes nothing. */
export type DoorInput =
  | Reserve
  | Collect
  | TakeBack
  | Nudge
  | LeaseRequest
  | DoorClosed
  | DoorAjar
  | CommandResult
  | TimerFired
  | NobodyReached
  | JudgeSensors
  | EffectsLapsed
  | MoveReserve
  | MoveStep
  | ElsewhereFound
  | Adopt
  | PersonRequest
  | OpenDoor
  | HoldDoor
  | ReleaseDoor;
