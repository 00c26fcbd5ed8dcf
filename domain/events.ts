import type { CourierId, ParcelId, ResidentId, StayId } from './ids.js';
import type { SensorConditions } from './sensing/condition.js';
import type { CycleReading, RunningSums } from './sensing/difference.js';
import type { Share } from './sensing/verdict.js';
import type { MessageName } from './messages/index.js';
import type { Elsewhere, Lodging, QuarantineReason, Question, Stay } from './door.js';
import type { Pull } from './faults/lock-wear.js';
import type { By } from './from-afar.js';

/** What a verdict rests on; kept with the stay in the custody log. `sums` is the running sum after this cycle. */
export interface Seen {
  doorCycle: number;
  llr: number;
  upper: number;
  lower: number;
  shares: Share[];
  sums: RunningSums;
  /** Of a cycle that came of a door opened from afar: the command. */
  commandId?: string | undefined;
  /** How the door came open under a command, where its bank says so. */
  pull?: Pull | undefined;
}

/** A right to open, as granted: the open command's last instant and the end of the window for the whole visit. */
export interface Granted {
  openNotAfterMs: number;
  windowEndsAtMs: number;
  /** When the visit's watch first looks. */
  watchAtMs: number;
}

/**
 * Why a step of the ladder waits: people sleep, the parcel or its resident is on hold, somebody is at the door just now, or
 * its time has not come, since a hold or a policy was changed. Not there in rows of before this was kept.
 */
export type Postponed = 'quiet-hours' | 'hold' | 'visit' | 'early';

/** Who asked it from afar, why, and when. */
interface Asked {
  by: By;
  note?: string | undefined;
  requestId?: string | undefined;
  atMs: number;
}

/** What happened to one door, past tense. Committed with the state that follows from it. */
export type DoorEventOf = {
  /** A courier asked, a door was chosen, and may be opened. */
  'deposit-reserved': Granted & {
    stayId: StayId;
    parcelId: ParcelId;
    residentId: ResidentId;
    courierId: CourierId;
    generation: number;
    requestId: string;
  };
  /** The sensors saw that something came. */
  'deposit-verified': { seen: Seen; storedAtMs: number; nextAtMs: number };
  /** The door closed and nothing had come. `watchAtMs` is set where no pending watch would see the window's end. */
  'deposit-found-empty': {
    seen: Seen;
    /** Something was taken out again: whatever came in an earlier cycle, heard of later, is gone. */
    tookOut: boolean;
    windowEndsAtMs: number;
    watchAtMs?: number | undefined;
  };
  /** Not yet decided: a further window is asked for. */
  'sample-requested': {
    seen: Seen;
    question: Question;
    lease: number;
    asked: number;
    reading: CycleReading;
    /** Set where no watch is pending that would miss the answer. */
    watchAtMs?: number | undefined;
  };
  /** The sensors could not say, however often they were asked. */
  'deposit-left-unclear': { seen: Seen; mayVouch: boolean; windowEndsAtMs: number; watchAtMs?: number | undefined };
  /** It was found empty by sensors that are not believed any more: whose door they look at is in doubt. */
  'deposit-doubted': { mayVouch: boolean };
  /** The courier says that it is in; no sensor saw it. */
  'deposit-vouched': { requestId: string; storedAtMs: number; nextAtMs: number };
  'deposit-reopened': Granted & { requestId: string };
  'deposit-cancelled': {
    /** `other-door`: it was put into another one, whose record it is from now on where `to` names it. */
    reason: CancelReason | 'other-door';
    to?: Elsewhere | undefined;
    requestId?: string | undefined;
    leaves: 'free' | QuarantineReason;
    /** Who, and why, where a named person called it off. */
    person?: { actor: string; reason: string } | undefined;
  };
  /** Its courier, who stands there, is asked whether it went into another door; without one: no longer, for that door was opened since. */
  'elsewhere-asked': { to?: Elsewhere | undefined; requestId?: string | undefined };
  /** What lies in this door without a record, since this cycle or before, was to come to another one: here it is stored. */
  'deposit-adopted': Pick<Stay, 'parcelId' | 'residentId' | 'courierId' | 'generation'> & {
    stayId: StayId;
    from: Lodging;
    doorCycle?: number | undefined;
    /** Of its courier, who says so at the screen; or of a named person. */
    requestId?: string | undefined;
    /** Who says so, and why, where a named person does. */
    person?: { actor: string; reason: string } | undefined;
    storedAtMs: number;
    nextAtMs: number;
  };
  /** The window is over and nothing was heard of the door: it is held until it is. */
  'deposit-unaccounted': { reason: QuarantineReason };
  'pickup-started': Granted & { requestId: string };
  /** All that came is gone. `evidence` is set where no sensor saw that: a vouched parcel, of which nothing is seen to be left. */
  'pickup-verified': { seen: Seen; evidence?: WeakEvidence | undefined };
  /** The visit ended and the compartment is not empty, or nobody can say that it is. */
  'parcel-left-behind': {
    seen?: Seen | undefined;
    evidence: 'present' | 'unclear';
    windowEndsAtMs: number;
    watchAtMs?: number | undefined;
  };
  /** A pickup visit came to nothing; the parcel is stored as before. `left`: something was left behind, the ladder starts anew. */
  'pickup-lapsed': { reason: CancelReason | 'left'; storedAtMs: number; nextAtMs: number };
  /** A manager wants it to go back. */
  'return-marked': { actor: string; reason: string; requestId: string };
  /** A carrier asked for what is to be taken away, and this door may be opened. `remaining`: doors that wait after it. */
  'return-started': Granted & { requestId: string; courierId: CourierId; remaining?: number | undefined };
  /** The carrier has taken all that came. */
  'return-verified': { seen: Seen; evidence?: WeakEvidence | undefined };
  /** The carrier's visit came to nothing, or nobody can say what came of it: the parcel is overdue as before. */
  'return-lapsed': { reason: CancelReason | 'not-taken' | 'unclear'; seen?: Seen | undefined };
  /** A named person wants it in another door: that one is kept for it first. */
  'move-asked': { requestId: string; actor: string; reason: string; to: Lodging };
  /** It is, and this door may be opened. */
  'move-started': Granted & { requestId: string };
  /** It was taken out: the other door may be opened. */
  'moved-out': { seen: Seen; evidence?: WeakEvidence | undefined; to: Lodging };
  /** It lies where it lay. The other door is let go. */
  'move-lapsed': {
    reason: CancelReason | 'door-taken' | 'too-late' | 'not-taken' | 'unclear' | 'overtaken';
    requestId: string;
    seen?: Seen | undefined;
    to: Lodging;
    /** 0: it was overdue, and nothing is to come. */
    nextAtMs: number;
  };
  /** Kept for a parcel that lies in another door still, with all that is known of its stay there. */
  'move-reserved': Pick<Stay, 'parcelId' | 'residentId' | 'courierId' | 'generation'> &
    Pick<Stay, 'heldUntilMs' | 'extendedUntilMs' | 'assignedAtMs' | 'forReturn'> & {
      stayId: StayId;
      from: Lodging & { storedAtMs: number };
      requestId: string;
      actor: string;
      reason: string;
    };
  /** The parcel is out of the other door, and this one may be opened. */
  'move-opened': Granted & {
    requestId: string;
    /** Who asked for it once more, since it did not come at first. */
    person?: { actor: string; reason: string } | undefined;
  };
  /** The bank is full: whoever has an overdue parcel in it is asked to make room. */
  'space-needed': { nudgedAtMs: number };
  'reminder-due': { step: number; nextAtMs: number };
  'stay-overdue': Record<never, never>;
  'next-step-postponed': { nextAtMs: number; why?: Postponed | undefined };
  /** The watch looked, found a visit running, and looks again. `asks`: it heard nothing and asks the bank. */
  'watch-continued': {
    watchAtMs: number;
    asks: boolean;
    /** The sample that the bank has not answered, where that is what is asked about. */
    sample?: { lease: number; doorCycle: number; asked: number } | undefined;
  };
  /** A door cycle that changes no state, added to the sum. */
  'cycle-added': {
    seen: Seen;
    /** In a visit that is to take the parcel, though not under its command: it was seen to go; false: and to be back. */
    isGone?: boolean | undefined;
  };
  /** What was inside is gone, and no pickup took it; told by a cycle, or at the end of a visit that had seen it go. */
  'parcel-missing': { seen?: Seen | undefined };
  /** Something is in a door that should hold nothing. */
  'content-unexpected': {
    seen: Seen;
    /** Of the door's last stay, where it was opened under one. */
    lease?: number | undefined;
    /** This cycle brought nothing: it lay there before. */
    wasThere?: true;
  };
  /** A door held for lack of news is seen to be empty. */
  'door-found-empty': { seen: Seen };
  /** `lease`: of the stay, where it was opened under one. */
  'door-left-open': { doorCycle: number; lease?: number | undefined };
  /** What its sensors' words count from now on. Only those that are not plainly sound; none: all are. */
  'sensors-judged': { sensors?: SensorConditions | undefined };
  /** Nobody had a right to open it, and no key did: when, in the cloud's time. `isClosed`: told with the end of that cycle. */
  'opened-without-command': { doorCycle: number; openedAtMs: number; isClosed: boolean };
  /** Likewise, and nobody pulled: its latch had not caught when the cycle before was shut. */
  'sprang-open': { doorCycle: number; openedAtMs: number; isClosed: boolean };
  'verdict-overridden': {
    /** `unknown`: nobody can say, and its resident is sent to look. */
    finding: 'present' | 'unknown' | 'absent' | 'written-off';
    actor: string;
    reason: string;
    requestId: string;
    storedAtMs: number;
    nextAtMs: number;
  };
  /** Held by a named person; an overdue parcel is stored again, and its ladder starts at the hold's end. */
  'stay-held': { heldUntilMs: number; actor: string; reason: string; requestId: string; nextAtMs: number };
  /** A named person moved the deadline: an overdue parcel is stored again, and its ladder leads to the later one. */
  'stay-extended': { extendedUntilMs: number; actor: string; reason: string; requestId: string; nextAtMs: number };
  /** A named person says that it is another resident's: it waits for them anew, and the code before opens nothing. */
  'parcel-reassigned': {
    residentId: ResidentId;
    /** Whose it was taken for, and who was told of it. */
    fromResidentId: ResidentId;
    generation: number;
    actor: string;
    reason: string;
    requestId: string;
    atMs: number;
    nextAtMs: number;
  };
  /** No channel reached the resident with this message: the manager is told. */
  'resident-unreachable': { message: MessageName };
  'code-reissued': { generation: number; actor: string; reason: string; requestId: string };
  'effect-lapsed': { effects: string[]; requestId: string };
  /** Not to be offered until it is released: by a named person, whose reason is the note, or by an incident's playbook. */
  'door-quarantined': Asked & { reason: QuarantineReason };
  /** `isEmpty`: the named person says that nothing lies in it; `isServiced`: that its lock is as good as new. `endsJam`: an incident, that it opens. */
  'door-released': Asked & {
    isEmpty?: boolean | undefined;
    isServiced?: boolean | undefined;
    endsJam?: boolean | undefined;
  };
  /** Opened from afar, under no lease: who, why, and by which command. */
  'open-given': {
    commandId: string;
    by: By;
    /** The second person, of an opening that takes two. */
    confirmedBy?: string | undefined;
    reason: string;
    openNotAfterMs: number;
  };
};

/** Sensors that looked and could not say, or that said nothing at all. */
export type WeakEvidence = 'unclear' | 'none';
export type CancelReason = 'courier' | 'manager' | 'window-over' | 'never-opened' | 'jammed' | 'open-lapsed';
export type DoorEventType = keyof DoorEventOf;
export type DoorEvent = { [T in DoorEventType]: { type: T } & DoorEventOf[T] }[DoorEventType];
