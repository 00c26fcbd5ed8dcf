import type { Elsewhere } from './door.js';
import type { DoorEventOf } from './events.js';
import type { StayId } from './ids.js';
import type { Times } from './inputs.js';

/** What two doors of a bank have to say to each other about one parcel. */

/** A step of a move between two doors, which the other door's commit owes this one. */
export interface MoveStep {
  /** Start and lapse are the door's that the parcel leaves, open and release those of the one that it comes to. */
  type: 'move-start' | 'move-lapse' | 'move-open' | 'move-release';
  /** The request that asked for the move. */
  moveId: string;
  stayId: StayId;
  /** Of a lapse. */
  reason?: 'door-taken' | 'too-late' | undefined;
  times: Times;
}

/** Keep this door for a parcel that lies in another one. */
export interface MoveReserve extends Omit<DoorEventOf['move-reserved'], 'requestId'> {
  type: 'move-reserve';
  moveId: string;
  times: Times;
}

/**
 * What was to come to this door was seen to come into another: it is that one's where `to` names it, or called off. `asks`: only
 * if its courier, who stands there, says so.
 */
export type ElsewhereFound = { type: 'elsewhere-found'; stayId: StayId; times: Times } & (
  { asks?: undefined; to?: Elsewhere | undefined } | { asks: true; to: Elsewhere }
);

/** What lies in this door without a record is the parcel that was to come to another one. */
export interface Adopt extends Omit<DoorEventOf['deposit-adopted'], 'storedAtMs' | 'nextAtMs'> {
  type: 'adopt';
  /** What its courier has tapped, who waits for an answer to it. */
  messageId?: string | undefined;
  times: Times;
}
