import { hasGap, withDecided, type DecidedCycles } from './cycles.js';
import type { Cause } from './exceptions/cause.js';
import type { LatchBounces } from './faults/latch-bounce.js';
import type { LockWear } from './faults/lock-wear.js';
import type { By } from './from-afar.js';
import type { BankId, CompartmentId, CourierId, ParcelId, ResidentId, SiteId, StayId } from './ids.js';
import type { Size } from './inputs.js';
import type { SensorConditions } from './sensing/condition.js';
import type { CycleReading, RunningSums } from './sensing/difference.js';
import { endedStates, type StayState } from './stay.js';

/** Why a compartment is not offered. */
export const quarantineReasons = [
  'wont-open',
  'unaccounted',
  'content-unclear',
  'content-unexpected',
  'missing',
  'by-person',
  'incident',
] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

/** A stay as its door holds it. Instants are Unix milliseconds; 0 means none. */
export interface Stay {
  id: StayId;
  parcelId: ParcelId;
  residentId: ResidentId;
  courierId: CourierId;
  state: StayState;
  /** Of the pickup code; a re-issue is the next one. */
  generation: number;
  /** Leases granted so far; the last one may open until `leaseEndsAtMs`. */
  leases: number;
  leaseEndsAtMs: number;
  /** Leases of this door's earlier stays within the hour before this one, and when the last of them ended. None: undefined. */
  leasedBefore?: { leases: number; untilMs: number } | undefined;
  /** The first lease after the deposit's, of a pickup or a return; 0 before any. Tells a deposit's door cycle from theirs. */
  pickupFrom: number;
  /** Leases under which a carrier was to take the parcel back, the latest last. */
  returns?: number[] | undefined;
  /** A named person is moving it to another door. */
  move?: Move | undefined;
  /** Leases under which it was to be taken out for that, the latest last. */
  moves?: number[] | undefined;
  /** Of the door that a move leads to: where the parcel comes from, and since when it lay there. */
  movedFrom?: (Lodging & { storedAtMs: number }) | undefined;
  /** A manager marked it for return: a carrier may take it whatever the policy says. */
  forReturn?: boolean | undefined;
  /** When its resident was last told that the bank is full. */
  nudgedAtMs?: number | undefined;
  /** End of the deposit or re-open window that is running. */
  windowEndsAtMs: number;
  /** The pending watch; n counts up. */
  watch: { n: number; atMs: number };
  /** The pending next step of the ladder; n counts up. */
  next: { n: number; atMs: number };
  storedAtMs: number;
  vouched: boolean;
  /** Nobody saw it come, and nobody says that it did: its resident is told that it may lie there, and looks. */
  isUnsure?: true | undefined;
  /** In `deposit-unverified`, `pickup-unverified` and `returning`: what is known so far; `unclear` also after a return. */
  finding: 'none' | 'asking' | 'absent' | 'unclear';
  /** May the courier confirm the deposit that no sensor saw? */
  mayVouch: boolean;
  /** Nothing came, and the courier was asked whether it went into this other door. */
  elsewhere?: Elsewhere | undefined;
  /** The cycle under question while further windows are asked for. */
  sampling?: { question: Question; lease: number; asked: number; doorCycle: number; reading: CycleReading } | undefined;
  /** A manager's hold: nobody is reminded, and nothing is overdue, before it ends. */
  heldUntilMs?: number | undefined;
  /** A person moved the deadline: not overdue before this, and reminded on the way to it. */
  extendedUntilMs?: number | undefined;
  /** When it became another resident's, who hears of it from then on. */
  assignedAtMs?: number | undefined;
  /** Leases up to this one were given before that: what they show is not the new resident's visit. None: undefined. */
  othersLeases?: number | undefined;
  /** No channel reached the resident, and the manager was told: once a stay. */
  isUnreachable?: true | undefined;
  /** Requests decided, the latest last. */
  requests: string[];
  /** The last door cycle known when the door was reserved: what comes of an earlier one is no part of this stay. */
  fromCycle: number;
}

/** A stay in a door of the same bank. */
export interface Lodging {
  compartmentId: CompartmentId;
  stayId: StayId;
}

/** What lies in another door without a record, as what this parcel's stay would be there; and the door's last cycle when it was so. */
export interface Elsewhere extends Lodging {
  doorCycle: number;
}

/** On its way to another door. */
export interface Move {
  /** The request that asked for it. */
  id: string;
  /** By whom, and why. */
  actor: string;
  reason: string;
  to: Lodging;
  /** What it was before, and is again if nothing comes of it. */
  was: 'stored' | 'overdue';
  /** The other door is kept for it, and this one was opened. */
  isStarted: boolean;
}

/** A hold from afar: who keeps the door from use, why, and since when. */
export interface Hold {
  by: By;
  reason: QuarantineReason;
  atMs: number;
}

/** What a door cycle under a lease is to answer: did it come, is it gone, has the carrier taken it, or whoever moves it? */
export type Question = 'deposit' | 'pickup' | 'return' | 'move';

/** One compartment: what a commit reads and writes. The first six fields are set at registration. */
export interface Door {
  bankId: BankId;
  compartmentId: CompartmentId;
  siteId: SiteId;
  size: Size;
  /** Within reach of a person who sits: kept for residents who need it. */
  accessible: boolean;
  /** The kinds of sensor in it, joined by `+`: `tof+load-cell`. */
  profile: string;
  compartment: 'free' | 'held' | 'occupied' | 'quarantined';
  quarantine?: QuarantineReason | undefined;
  door: 'open' | 'closed' | 'unknown';
  /** The last cycle in which it was said to stand open: news of an earlier one does not close it. */
  ajarCycle?: number | undefined;
  cycles: DecidedCycles;
  /** Per sensor, the sum of what changed since the compartment was last certainly empty. */
  sums: RunningSums;
  /** Sensors that are not plainly sound, and what of their word counts: verdicts read nothing else of their health. */
  sensors?: SensorConditions | undefined;
  /** How its lock wears, where its bank measures that. */
  lock?: LockWear | undefined;
  /** How its latch bounces, since it first did. */
  latch?: LatchBounces | undefined;
  stay?: Stay | undefined;
  /** Causes that this door said to stand, and not yet to be over; and when it did. */
  faults?: Partial<Record<Cause, number>> | undefined;
  /** What was asked of this door from afar, the latest last: a stay's requests end with it, these do not. */
  requests?: string[] | undefined;
  /** Opened from afar: until then its lock may still let go, or its door stand open, under that command. */
  openFromAfarUntilMs?: number | undefined;
  /** Kept from use from afar, by whom and why, beside what its stay or its content keeps it for. None: undefined. */
  holds?: Hold[] | undefined;
  /** When a named person said, after the last stay, that it is empty: what a cycle from before then shows is past. */
  emptiedAtMs?: number | undefined;
  /** The custody log of the stay, or of the door where there is none: its id, rows so far, and the hash of the last. */
  chain: { id: string; n: number; head: string };
}

/** Only a free, healthy, closed door may be offered. A door not heard of yet counts as closed: registration says so. */
export const isOffered = (door: Pick<Door, 'compartment' | 'door' | 'holds'>): boolean =>
  door.compartment === 'free' && door.door !== 'open' && door.holds === undefined;

/** While a door may come open under somebody's command from afar, no visit is given it: its cycle would be nobody's. */
export const isOpenFromAfar = ({ openFromAfarUntilMs = 0 }: Door, nowMs: number): boolean =>
  nowMs <= openFromAfarUntilMs;

/** The stay, if it has not ended. */
export function liveStay(door: Pick<Door, 'stay'>): Stay | undefined {
  return door.stay && !endedStates.includes(door.stay.state) ? door.stay : undefined;
}

/** Why something may lie in a door that no stay speaks for. A lock that does not open says nothing about that. */
const contentReasons: readonly QuarantineReason[] = ['unaccounted', 'content-unclear', 'content-unexpected', 'missing'];

/** Is there a parcel in it, or evidence or doubt that something is? */
export const mayHoldContent = (door: Door): boolean =>
  liveStay(door) !== undefined || (door.quarantine !== undefined && contentReasons.includes(door.quarantine));

/** Something may lie in it that no stay speaks for, and it is held for that: by what the door itself saw, or by an incident. */
export const isHeldForContent = ({ quarantine, holds = [] }: Door): boolean =>
  [quarantine, ...holds.map(({ reason }) => reason)].some(
    (reason) => reason !== undefined && reason !== 'missing' && contentReasons.includes(reason),
  );

/** A hold for which nobody can say what was done to the door meanwhile. */
const isOfDoubt = ({ reason }: Hold): boolean => reason === 'by-person' || contentReasons.includes(reason);

/**
 * Nothing can lie inside: all that changed since it was last seen to be empty was seen to be nothing, and no parcel went from
 * it that no sensor saw go. Only then is what a sensor says learnt to be its empty level. What a sensor or a lock is held for
 * says nothing of content.
 */
export const isCertainlyEmpty = (door: Door): boolean =>
  door.door === 'closed' &&
  !mayHoldContent(door) &&
  !door.holds?.some(isOfDoubt) &&
  Object.keys(door.sums).length === 0 &&
  !door.stay?.vouched;

/**
 * In a deposit's visit: the sensors saw that nothing came, and nothing was done to the door since that they did not see to be
 * nothing as well. A latch that bounced, or a key, may have let the parcel in after all; so may a cycle that was not heard of yet.
 */
export const isSeenEmpty = (door: Door, { finding }: Stay): boolean =>
  finding === 'absent' && door.door !== 'open' && Object.keys(door.sums).length === 0 && !hasUnheard(door);

/** A cycle since the reservation was not heard of, though this one, or another later one, was: that nothing changed there says little. */
export const hasUnheard = ({ cycles, stay }: Door, doorCycle = cycles.base): boolean =>
  hasGap(withDecided(cycles, doorCycle), stay?.fromCycle ?? cycles.base);

/** Is a door that is held free by a cycle that shows nothing in it? Not where the cycle that filled it may still be on its way. */
export const isFreedBy = (door: Door, doorCycle: number): boolean => {
  const isOfDeposit = door.quarantine === 'unaccounted' || door.quarantine === 'content-unclear';
  return door.compartment === 'quarantined' && !(isOfDeposit && hasUnheard(door, doorCycle));
};

/** What registration says of a door, and the cycle that its controller counts on from. */
export type NewDoor = Pick<Door, 'bankId' | 'compartmentId' | 'siteId' | 'size' | 'accessible' | 'profile'> & {
  doorCycle: number;
};

/** A compartment as it is registered: empty, closed, its cycles counted from the controller's own number. */
export function newDoor({ doorCycle, ...fixed }: NewDoor): Door {
  return {
    ...fixed,
    compartment: 'free',
    door: 'closed',
    cycles: { base: doorCycle, mask: 0 },
    sums: {},
    chain: { id: `${fixed.bankId}.${fixed.compartmentId}`, n: 0, head: '' },
  };
}
