import { lastDecided } from '../cycles.js';
import { isCertainlyEmpty, liveStay, type Door } from '../door.js';
import type { DoorLook } from '../inputs.js';

/** A door's record as it was read, and the latest instant of what is in it: nothing in it happened later. */
export interface DoorRecord {
  door: Door;
  /** Unix milliseconds; 0 for a door of which nothing was ever heard. */
  changedAtMs: number;
  /** The bank counts further than what is decided, as its heartbeats tell: what it did since is asked for. */
  isBehind: boolean;
}

/** Every cycle up to the last one was decided: what the door did is all in the record. */
const isComplete = ({ cycles }: Door): boolean => cycles.mask === 0;

/**
 * Do record and sensors tell of the same contents? A bank that says how far the door has counted says so exactly. Without
 * that, nothing in the record may be later than the look, and nothing be known to be lacking in it.
 */
export function isOfOneMoment(
  { door, changedAtMs, isBehind }: DoorRecord,
  { doorCycle }: DoorLook,
  atMs: number,
): boolean {
  if (!isComplete(door)) return false;
  if (doorCycle !== undefined) return doorCycle === lastDecided(door.cycles);
  return changedAtMs < atMs && !isBehind;
}

/** Somebody is at the door, or was and is not accounted for yet: what lies in it is the visit's own question. */
export function isVisited(door: Door): boolean {
  const stay = liveStay(door);
  return stay !== undefined && stay.state !== 'stored' && stay.state !== 'overdue' && stay.state !== 'missing';
}

/** The record says that nothing lies in it, and nobody holds it back for a doubt. */
export const isFreeOnRecord = (door: Door): boolean => door.compartment === 'free' && liveStay(door) === undefined;

/** The record says that a parcel lies in it, which sensors saw come. */
export function holdsOnRecord(door: Door): boolean {
  const stay = liveStay(door);
  const isResting = stay?.state === 'stored' || stay?.state === 'overdue';
  return isResting && door.compartment === 'occupied' && !stay.vouched;
}

/** It was last seen to be empty, and nothing that it did since is still to be heard of: its sensors show an empty door. */
export const isSurelyEmpty = (door: Door): boolean => isCertainlyEmpty(door) && isComplete(door);
