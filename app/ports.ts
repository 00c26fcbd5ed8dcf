import type { ParcelRowEffect, TimerEffect } from '../domain/effects.js';
import type { BankId, CompartmentId, CourierId, DoorKey, ParcelId, ResidentId, SiteId, StayId } from '../domain/ids.js';
import type { MessageName, MessageText } from '../domain/messages/index.js';
import type { RemoteCommandType } from '../domain/remote-command.js';
import type { Window } from '../domain/sensing/window.js';
import type { Alerts } from './alerts.js';
import type { BankStore } from './bank-store.js';
import type { CommandStore } from './command-store.js';
import type { DoorStore } from './door-store.js';
import type { DueItems } from './due.js';
import type { GuardStore, OpensStore } from './guard-store.js';
import type { IncidentStore } from './incident-store.js';
import type { MessageCounts } from './message-counts.js';
import type {
  Bank,
  ChannelOutcome,
  Courier,
  CustodyRow,
  EmailState,
  ManagerContact,
  Parcel,
  Resident,
  Site,
  SmsState,
} from './records.js';
import type { SensorStore } from './sensor-store.js';
import type { TellingStore } from './telling-store.js';

/**
 * What the shell needs of the world. Each port has a real and a memory adapter, held to the same contract tests. A port
 * throws only when the world fails; what a caller must act on is a value.
 */
export interface Ports {
  doors: DoorStore;
  parcels: ParcelStore;
  codes: CodeStore;
  evidence: EvidenceStore;
  custody: CustodyStore;
  directory: Directory;
  guards: GuardStore;
  opens: OpensStore;
  banks: BankStore;
  sensors: SensorStore;
  incidents: IncidentStore;
  due: DueItems;
  commands: CommandStore;
  messageCounts: MessageCounts;
  tellings: TellingStore;
  bankLink: BankLink;
  timers: Timers;
  channels: Channel[];
  alerts: Alerts;
  secrets: Secrets;
  digest: Digest;
  counters: Counters;
  clock: Clock;
  /** Waits before a conflict is tried again: a little, and not the same for all. */
  pause(attempt: number): Promise<void>;
}

export type * from './alerts.js';
export type * from './bank-store.js';
export type * from './command-store.js';
export type * from './door-store.js';
export type * from './due.js';
export type * from './guard-store.js';
export type * from './incident-store.js';
export type * from './message-counts.js';
export type * from './records.js';
export type * from './sensor-store.js';
export type * from './telling-store.js';

export interface ParcelStore {
  /** Consistent. */
  read(parcelId: ParcelId): Promise<Parcel | undefined>;
  /** Creates it. `false`: it exists. */
  create(parcel: Parcel): Promise<boolean>;
  /** Sets claim (and state `placing`, row 0), state, or whose it is, if the version is the one read. `false`: it is not. */
  change(
    parcelId: ParcelId,
    version: number,
    change: Pick<Parcel, 'state'> & Partial<Pick<Parcel, 'claim' | 'residentId' | 'reassigned' | 'withdrawn'>>,
  ): Promise<boolean>;
  /** The view's step forward: only for the stay that holds the claim, never back, and not of a parcel that was withdrawn since. */
  show(row: Omit<ParcelRowEffect, 'kind'>): Promise<void>;
  /** Of a site, newest first, eventually consistent: whole, or no more of each than its id, its instant and these fields. */
  list<Field extends keyof Parcel = keyof Parcel>(
    siteId: SiteId,
    page: PageOf,
    fields?: readonly Field[],
  ): Promise<Page<ParcelPart<Field>>>;
}

export type ParcelPart<Field extends keyof Parcel> = Pick<Parcel, Field | 'id' | 'siteId' | 'createdAtMs'>;

export interface PageOf {
  limit: number;
  cursor?: string | undefined;
}
export interface Page<Item> {
  items: Item[];
  cursor?: string | undefined;
}

/** A request's own key names the door and lease that it was given in the same way. */
export interface CodeRow extends DoorKey {
  stayId: StayId;
  generation: number;
}

export interface CodeStore {
  /** Claims a look-up key for a stay and generation. True: it is this stay's, also if it was before. */
  claim(lookupKey: string, row: CodeRow, expiresAtMs: number): Promise<boolean>;
  find(lookupKey: string): Promise<CodeRow | undefined>;
}

/** The raw windows behind a door cycle or a sample: put once, by natural key. */
export interface EvidenceStore {
  put(
    key: DoorKey & { id: string },
    windows: { before: Window[]; after: Window[] },
    receivedAtMs: number,
  ): Promise<void>;
  read(key: DoorKey & { id: string }): Promise<{ before: Window[]; after: Window[] } | undefined>;
}

export interface CustodyStore {
  put(row: CustodyRow): Promise<void>;
  /** Which of these rows exist, in the same order. Eventually consistent: an entry not seen as done is kept. */
  present(rows: { chain: string; n: number }[]): Promise<boolean[]>;
  /** In their order. */
  read(chain: string, part?: CustodyPart): Promise<CustodyRow[]>;
}

/** So many rows at most: those after the nth, or the newest. */
export type CustodyPart = { afterN: number; limit: number } | { newest: number };

/** Who and what there is; eventually consistent, and the slow-moving part may be kept for a minute. */
export interface Directory {
  bank(bankId: BankId): Promise<Bank | undefined>;
  /** Ids of the first banks of a site, in their order. */
  banksOfSite(siteId: SiteId, most: number): Promise<BankId[]>;
  /** Consistent, and never a minute old: for what a stale answer would lose. */
  bankNow(bankId: BankId): Promise<Bank | undefined>;
  site(siteId: SiteId): Promise<Site | undefined>;
  resident(siteId: SiteId, residentId: ResidentId): Promise<Resident | undefined>;
  /** Keeps what the email channel saw, if the resident still has this topic. */
  noteEmail(resident: Pick<Resident, 'siteId' | 'id' | 'emailTopic'>, state: EmailState): Promise<void>;
  /** Keeps what the SMS channel saw, if the resident still has this number. */
  noteSms(resident: Pick<Resident, 'siteId' | 'id' | 'phone'>, state: SmsState): Promise<void>;
  residentsOfUnit(siteId: SiteId, unit: string): Promise<Resident[]>;
  courierByCode(lookupKey: string): Promise<Courier | undefined>;
  courier(siteId: SiteId, courierId: CourierId): Promise<Courier | undefined>;
}

/** Commands down to a bank. Ids and expiry come with the effect; sending twice is harmless. */
export interface BankLink {
  send(bankId: BankId, command: BankCommand): Promise<void>;
  /**
   * Does what takes time of it beforehand, and sends it when what it answers with is called; never called, it was never sent.
   * For what somebody waits for: an open would go out with a clock that has stood still since.
   */
  ready(bankId: BankId, command: BankCommand): () => Promise<void>;
}
export interface BankCommand {
  commandId: string;
  type: RemoteCommandType;
  compartmentId?: CompartmentId | undefined;
  leaseId?: string | undefined;
  issuedAtMs: number;
  /** The last instant at which the bank may begin. */
  notAfterMs: number;
  /** So long the broker keeps it for a bank that is away; by default, as long as the bank may begin. */
  keptUntilMs?: number | undefined;
  /** The type's own fields. */
  fields: Record<string, unknown>;
}

export interface Timers {
  /** The same name twice is once. */
  create(timer: Extract<TimerEffect, { kind: 'create-timer' }>): Promise<void>;
  delete(name: string): Promise<void>;
}
/** A way to reach a person. Performing twice tells twice: nothing behind it deduplicates. */
export interface Channel {
  name: 'email' | 'sms';
  send(message: {
    to: Resident | Courier | ManagerContact;
    text: MessageText;
    eventId: string;
    kind: MessageName;
  }): Promise<ChannelOutcome>;
}

/** Codes are derived when they are needed and kept nowhere. */
export interface CodeKey {
  /** Eight digits. */
  pickupCode(stayId: StayId, generation: number): Promise<string>;
  /** The key of a code's look-up row. */
  lookupKey(scope: string, code: string): Promise<string>;
}

/** The key by which codes are issued now; app/code-keys.ts for codes that are out there. */
export interface Secrets extends CodeKey {
  /** That key by itself, for who derives more than once by it: from one instant to the next another one may issue. */
  issuing(): Promise<CodeKey>;
  /** The other keys by which codes may be out there, the newest first: mostly none, after a rotation the one before. */
  others(): Promise<CodeKey[]>;
}

export interface Digest {
  /** 16 characters of [a-z0-9] that follow from the text. */
  id(text: string): string;
  /** SHA-256, 64 hex digits. */
  hash(text: string): string;
}

export interface Counters {
  count(name: string, detail?: Record<string, string | number>): void;
}

export interface Clock {
  nowMs(): number;
}
