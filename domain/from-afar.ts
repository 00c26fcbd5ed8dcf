import type { Lodging, QuarantineReason } from './door.js';
import type { DoorEventOf } from './events.js';
import type { ResidentId, StayId } from './ids.js';
import type { Times } from './inputs.js';

/** Who asks something of a door from afar: a named person (the `sub` or `client_id` of the token), or an incident's playbook. */
export type By = { person: string } | { incident: string };

/** Persons hold a door between them: who releases it need not be who held it. */
export const isSameHolder = (a: By, b: By): boolean =>
  'incident' in a ? 'incident' in b && a.incident === b.incident : 'person' in b;

/** A door is to be opened from afar, under a command of its own and no lease. */
export interface OpenDoor {
  type: 'open-door';
  commandId: string;
  by: By;
  /** The second person, of an opening that takes two. */
  confirmedBy?: string | undefined;
  reason: string;
  /** May it be opened with a parcel in it? */
  mayOpenStay: boolean;
  /** The last instant of the first pulse. */
  openNotAfterMs: number;
  times: Times;
}

/**
 * A door is not to be offered until it is released: whatever becomes of the stay in it meanwhile goes on. Each holder has a
 * hold of its own: an incident one, and persons one between them.
 */
export interface HoldDoor {
  type: 'hold-door';
  /** Where an API's caller gives one; an incident's hold is once by the incident itself. */
  requestId?: string | undefined;
  by: By;
  reason: QuarantineReason;
  /** Why, in a person's words. */
  note?: string | undefined;
  times: Times;
}

/**
 * A hold ends: an incident's own, and, of the case that answers for a jam, what that jam left; a person's word ends all of them, and
 * any quarantine that is not for what may lie inside. For that they must say that they looked and it is empty.
 */
export interface ReleaseDoor {
  type: 'release-door';
  requestId?: string | undefined;
  by: By;
  note?: string | undefined;
  /** Of an incident: its lock opens again, or that it did not was something else's doing. */
  endsJam?: boolean | undefined;
  /** A named person says that nothing lies in it. */
  isEmpty?: boolean | undefined;
  /** A named person says that its lock was serviced or replaced: its wear is measured anew. */
  isServiced?: boolean | undefined;
  times: Times;
}

/** What a named person decides through the API. */
export interface PersonRequest {
  type: 'override' | 'cancel' | 'reissue' | 'hold' | 'extend' | 'reassign' | 'move' | 'return';
  requestId: string;
  stayId: StayId;
  /** The `sub` or `client_id` of the token. */
  actor: string;
  reason: string;
  /** For an override: what the person says is so. */
  finding?: DoorEventOf['verdict-overridden']['finding'] | undefined;
  /** For a reassignment: whose it is from then on. */
  residentId?: ResidentId | undefined;
  /** For a re-issue, and a reassignment: the generation that was claimed. */
  generation?: number | undefined;
  /** For a move: the door that it comes to, and the stay that it will be there. */
  to?: Lodging | undefined;
  /** For a hold: when it ends; for an extension: the new deadline. */
  untilMs?: number | undefined;
  times: Times;
}
