import type { BankId, CompartmentId, CourierId, ParcelId, ResidentId, SiteId, StayId } from '../domain/ids.js';
import type { WeakEvidence } from '../domain/events.js';
import type { Size } from '../domain/inputs.js';
import type { Language, MessageName } from '../domain/messages/index.js';
import type { OutboxEntry } from '../domain/outbox.js';
import type { SitePolicy } from '../domain/policy.js';
import type { StayState } from '../domain/stay.js';

/** What the stores keep, beside doors: parcels, custody rows, and who and what there is at a site. */

/** A parcel: announced → placed (a stay in a door) → closed; and the row that people read. */
export interface Parcel {
  id: ParcelId;
  siteId: SiteId;
  residentId: ResidentId;
  trackingNumber?: string | undefined;
  announced: boolean;
  /** `announced` until a door is claimed, `placing` from the claim, then its stay's state; `withdrawn` when cancelled before. */
  state: 'announced' | 'placing' | 'withdrawn' | StayState;
  createdAtMs: number;
  claim?: ParcelClaim | undefined;
  vouched: boolean;
  /** No sensor saw it, and nobody says that it came: its resident was sent to look. */
  isUnsure?: true | undefined;
  storedAtMs: number;
  /** When its stay ended: fetched, returned, written off, or called off. Of rows from before this was kept there is none. */
  endedAtMs?: number | undefined;
  /** A manager's hold, if there is or was one. */
  heldUntilMs?: number | undefined;
  /** A later deadline that a person gave it. */
  extendedUntilMs?: number | undefined;
  /** In its door it became another resident's, and when: whose visits were before that, its custody log has. */
  assignedAtMs?: number | undefined;
  /** Before a door held it, it was taken for another resident's; the latest last. Afterwards its custody log has it. */
  reassigned?: Reassigned[] | undefined;
  /** Of one that was withdrawn: by whom, and why. Of rows from before this was kept there is none. */
  withdrawn?: Withdrawn | undefined;
  /** Of a parcel that counts as gone although no sensor saw that. */
  pickupEvidence?: WeakEvidence | undefined;
  /** The custody row that the state comes from: it is set only forward within a stay. */
  rowN: number;
  version: number;
}

/** What a named person decided of a parcel that no door held. */
export interface Withdrawn {
  requestId: string;
  /** The token's subject. */
  by: string;
  reason: string;
  atMs: number;
}
export interface Reassigned extends Withdrawn {
  residentId: ResidentId;
  fromResidentId: ResidentId;
}

export interface ParcelClaim {
  requestId: string;
  bankId: BankId;
  compartmentId: CompartmentId;
  stayId: StayId;
  courierId: CourierId;
  claimedAtMs: number;
  /** The size of door that its courier asked for: it may lie in a larger one. */
  size?: Size | undefined;
  /** Stays in other doors that it was moved from, the latest last: each has a custody log of its own. */
  movedFrom?: { compartmentId: CompartmentId; stayId: StayId }[] | undefined;
  /** Requests that claimed it before, the latest last: a replay of one opens no door again. */
  before?: string[] | undefined;
  /** Its stay was called off, and is being stored again: until then no other request claims the parcel. */
  keptUntilMs?: number | undefined;
  /** For which request of a named person, the version of the parcel that they had read, and the one that keeping it made. */
  kept?: { by: string; asRead: number; version: number } | undefined;
}

/** One row of a stay's log. It is written last, and is the done marker of its commit. */
export interface CustodyRow {
  chain: string;
  n: number;
  previous: string;
  hash: string;
  occurredAtMs: number;
  committedAtMs: number;
  bankId: BankId;
  compartmentId: CompartmentId;
  events: OutboxEntry['events'];
  /** To whom what was sent, by channel; no content, no address. Outside the hash, because it is known later. */
  told: Told[];
  /** When the last of them was told, or given up. */
  toldAtMs?: number | undefined;
  /** It was tried before, and had failed or was cut off: how often is not kept. */
  isToldAgain?: true | undefined;
}
export interface Told {
  message: MessageName;
  channel: string;
  outcome: TellingOutcome;
}
/** `capped`: the day's cap was reached. `declined`: they asked not to be told so. By channel `none`: it went by none at all. */
export type TellingOutcome = ChannelOutcome | 'capped' | 'declined';

export interface Bank {
  id: BankId;
  siteId: SiteId;
  profile: string;
  /** Other banks of the site, the nearest first: where a courier is sent who finds no door here. */
  near?: BankId[] | undefined;
  /** Whose messages are this bank's. */
  controllerId: string;
  /** It is taken out of service. */
  retirement?: Retirement | undefined;
  /** Who took its last retirement back, why, and when. Where that was done, the bank waits for a controller. */
  reinstated?: { by: string; reason: string; atMs: number } | undefined;
}

/** A named person retires a bank: no deposits from when it was asked, and nothing at all from when it was done. */
export interface Retirement {
  by: string;
  reason: string;
  askedAtMs: number;
  doneAtMs?: number | undefined;
}
export const isRetired = ({ retirement }: Bank): boolean => retirement?.doneAtMs !== undefined;

export interface Site {
  id: SiteId;
  name: string;
  /** Of its banks' screens, and of messages to couriers and to its manager. */
  language: Language;
  /** An IANA name, `Europe/Berlin`: quiet hours are by its clocks. */
  timeZone: string;
  /** Who is told when no channel reaches a resident. */
  manager?: ManagerContact | undefined;
  policy: SitePolicy;
  version: number;
}
/** Whoever looks after a site: at least one of phone and email. */
export interface ManagerContact {
  phone?: string | undefined;
  email?: string | undefined;
  /** The SNS topic whose one subscription is this email address. */
  emailTopic?: string | undefined;
}
export interface Resident {
  id: ResidentId;
  siteId: SiteId;
  name: string;
  unit: string;
  language: string;
  phone?: string | undefined;
  email?: string | undefined;
  /** The SNS topic whose one subscription is this resident's email address. */
  emailTopic?: string | undefined;
  /** As the email channel saw it when it last looked, which it does before each message. */
  emailState?: EmailState | undefined;
  /** As the SMS channel saw their number when it last looked, which it does before each message. */
  smsState?: SmsState | undefined;
  /** What they asked not to get. */
  optOuts?: OptOut[] | undefined;
  /** Until then they hear no reminders, and no parcel of theirs is overdue. In the past: the ladder counts from there. */
  holdUntilMs?: number | undefined;
  /** Cannot reach high doors: parcels go into accessible ones first. */
  needsLowDoor?: boolean | undefined;
  /** When they leave, or left. */
  movesOutAtMs?: number | undefined;
  /** The end of the grace after that: from then on no parcel is taken for them. */
  takesParcelsUntilMs?: number | undefined;
}

/** A former resident is none for a courier who comes with something. */
export const takesParcels = ({ takesParcelsUntilMs }: Resident, nowMs: number): boolean =>
  takesParcelsUntilMs === undefined || nowMs < takesParcelsUntilMs;
/** `lost`: confirmed once and gone since, by an unsubscription or because the address no longer takes mail. */
export type EmailState = 'unconfirmed' | 'confirmed' | 'lost';
/** `opted-out`: whoever has the number answered STOP to a message; nothing reaches it until they answer START. */
export type SmsState = 'reachable' | 'opted-out';
export const optOuts = ['email', 'sms', 'reminders'] as const;
export type OptOut = (typeof optOuts)[number];
export interface Courier {
  id: CourierId;
  siteId: SiteId;
  name: string;
  phone?: string | undefined;
  validFromMs: number;
  validUntilMs: number;
  revoked: boolean;
}

export type ChannelOutcome = 'sent' | 'no-address' | 'unconfirmed' | 'lost' | 'opted-out' | 'refused' | 'failed';

/** With a claim a new stay begins: its rows count from 0, and what an earlier one stored is past. */
export const nothingStored = {
  rowN: 0,
  vouched: false,
  isUnsure: undefined,
  storedAtMs: 0,
  endedAtMs: undefined,
  heldUntilMs: undefined,
  extendedUntilMs: undefined,
  assignedAtMs: undefined,
};
