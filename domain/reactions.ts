import { display, opening, remoteOpening, resend, sample } from './bank-effects.js';
import type { DisplayEffect, Effect, ScreenChoice, TellEffect } from './effects.js';
import type { DoorEvent, DoorEventOf, WeakEvidence } from './events.js';
import type { ScreenCode } from './messages/screen.js';
import { isOfMove, moveOn, reactToMove, type MoveEvent } from './move-effects.js';
import { findingOf } from './incident/from-door.js';
import type { OutboxEntry, Subject } from './outbox.js';
import { endedStates } from './stay.js';
import { dropNextStep, nextStep, watch, watchAgain } from './timer-effects.js';

/** Effects of a committed entry, as data: a pure function of the entry, so a later performer finds the same. */
export function react(entry: OutboxEntry): Effect[] {
  const found = (entry.findings ?? []).map(
    (finding) => ({ kind: 'finding', finding: findingOf(entry, finding) }) as const,
  );
  const effects = [...found, ...entry.events.flatMap((event) => reactTo(event, entry))];
  const { subject, custody } = entry;
  if (!subject || !entry.events.some(changesParcel)) return effects;
  const { parcelId, stayId, residentId, state, vouched, storedAtMs } = subject;
  const { heldUntilMs, extendedUntilMs, assignedAtMs, isUnsure } = subject;
  const row = {
    ...{ parcelId, stayId, residentId, n: custody.n, state, vouched, storedAtMs },
    ...{ heldUntilMs, extendedUntilMs, assignedAtMs, isUnsure },
  };
  const endedAtMs = endedStates.includes(state) ? entry.occurredAtMs : undefined;
  return [...effects, { kind: 'parcel-row', ...row, endedAtMs, pickupEvidence: weakEvidenceIn(entry) }];
}

/** Set where a parcel counts as gone although no sensor saw that: people who read its row are told so. */
function weakEvidenceIn({ events }: OutboxEntry): WeakEvidence | undefined {
  const end = events.find((event) => event.type === 'pickup-verified' || event.type === 'return-verified');
  return end?.evidence;
}

/** Steps in between: the row that people read is written only where they would read something new. */
const steps: DoorEvent['type'][] = [
  'deposit-reserved',
  'deposit-doubted',
  'elsewhere-asked',
  'move-reserved',
  'pickup-started',
  'return-started',
  'space-needed',
  'sample-requested',
  'reminder-due',
  'watch-continued',
  'next-step-postponed',
  'resident-unreachable',
  'cycle-added',
  'content-unexpected',
  'door-found-empty',
  'door-left-open',
  'sensors-judged',
  'effect-lapsed',
  'opened-without-command',
  'sprang-open',
  'open-given',
  'door-quarantined',
  'door-released',
];
const changesParcel = ({ type }: DoorEvent): boolean => !steps.includes(type);

function reactTo(event: DoorEvent, entry: OutboxEntry): Effect[] {
  if (event.type === 'open-given') return [remoteOpening(event)]; // Also of a door that holds no stay.
  const { subject } = entry;
  if (!subject) return [];
  const say: Say = (code, choices, more) => display(entry, subject, { code, choices, ...more });
  const tell = (message: TellEffect['message'], change: Partial<TellEffect>): Effect =>
    telling(entry, subject, message, change);
  if (isOfMove(event)) return reactToMove(event, entry, subject, say);
  switch (event.type) {
    case 'deposit-reserved':
    case 'deposit-reopened':
    case 'pickup-started':
      return [...opening(event, subject), say(opens[event.type]), watch(entry, subject, event.watchAtMs)];
    case 'deposit-adopted':
    case 'deposit-verified':
      return [...verified(event, say), nextStep(entry, subject, event.nextAtMs), tellCode(tell, subject)];
    case 'deposit-vouched':
      return [say('deposit-vouched'), nextStep(entry, subject, event.nextAtMs), tellCode(tell, subject)];
    case 'deposit-found-empty':
      return [
        say('no-parcel', ['reopen', 'cancel']),
        ...(subject.isMoved
          ? [] // No courier has part in it.
          : [tell('deposit-found-empty', { to: { courierId: subject.courierId }, dropAfterMs: event.windowEndsAtMs })]),
        ...watchAgain(entry, subject, event.watchAtMs),
      ];
    case 'elsewhere-asked':
      return [askElsewhere(event, say)];
    case 'sample-requested':
      return [sample(event, entry, subject), say('checking'), ...watchAgain(entry, subject, event.watchAtMs)];
    case 'deposit-left-unclear':
      return [say('confirm-deposit', choicesFor(event.mayVouch)), ...watchAgain(entry, subject, event.watchAtMs)];
    case 'deposit-doubted': // Whoever has the door open is asked when it has closed.
      return subject.state === 'deposit-unverified' ? [say('confirm-deposit', choicesFor(event.mayVouch))] : [];
    case 'deposit-cancelled':
      if (subject.isMoved && subject.lease === 0) return []; // Its door was kept, and nobody knew of it.
      if (event.to) return [moveOn(subject, 'adopt', event.to, event.requestId)];
      return [say(event.reason === 'jammed' ? 'try-other-door' : 'deposit-cancelled')];
    case 'pickup-verified':
      // Where none was seen to go, whoever was sent to look may have found nothing.
      return [say('collected', undefined, event.evidence && { isUnsure: subject.isUnsure }), dropNextStep(subject)];
    case 'parcel-left-behind':
      return [
        say(event.evidence === 'present' ? 'left-behind' : 'left-behind-unclear', ['reopen']),
        tell('parcel-left-behind', {
          evidence: event.evidence,
          generation: subject.generation,
        }),
        ...watchAgain(entry, subject, event.watchAtMs),
      ];
    case 'pickup-lapsed':
      return [
        ...(event.reason === 'left' || event.reason === 'window-over' ? [] : [say('door-stuck')]),
        dropNextStep(subject),
        nextStep(entry, subject, event.nextAtMs),
      ];
    case 'return-started':
      return [
        ...opening(event, subject),
        say('return-open', undefined, { remaining: event.remaining }),
        ...[watch(entry, subject, event.watchAtMs), dropNextStep(subject)],
      ];
    case 'return-verified':
      return [say('returned', ['collect']), tell('parcel-returned', {})];
    case 'return-lapsed':
      return event.reason === 'window-over' ? [] : [say(screenOfLapse(event.reason), ['collect'])];
    default:
      return reactQuietly(event, entry, subject, tell);
  }
}

const opens = {
  'deposit-reserved': 'door-open',
  'deposit-reopened': 'reopened',
  'pickup-started': 'pickup-open',
} as const;

/** Where a person says so, whoever stood at the screen has long gone. */
const verified = (event: DoorEventOf['deposit-adopted' | 'deposit-verified'], say: Say): Effect[] =>
  'person' in event && event.person ? [] : [say('deposit-verified')];

const askElsewhere = ({ to }: DoorEventOf['elsewhere-asked'], say: Say): Effect =>
  say(to ? 'confirm-other-door' : 'no-parcel', choicesFor(to !== undefined), { other: to?.compartmentId });

const choicesFor = (mayConfirm: boolean): ScreenChoice[] =>
  mayConfirm ? ['confirm', 'reopen', 'cancel'] : ['reopen', 'cancel'];

/** The carrier's screen sends the next request itself: one request opens one door. */
function screenOfLapse(reason: DoorEventOf['return-lapsed']['reason']): ScreenCode {
  if (reason === 'not-taken') return 'not-taken';
  return reason === 'unclear' ? 'not-taken-unclear' : 'return-stuck';
}

type Quiet = Exclude<
  DoorEvent,
  {
    type:
      | `deposit-${'reserved' | 'reopened' | 'verified' | 'vouched' | 'doubted' | 'found-empty' | 'left-unclear' | 'cancelled' | 'adopted'}`
      | `pickup-${string}`
      | `return-${'started' | 'verified' | 'lapsed'}`
      | 'sample-requested'
      | 'elsewhere-asked'
      | MoveEvent['type']
      | 'parcel-left-behind'
      | 'open-given';
  }
>;

/** Events that nobody at the door waits for. */
function reactQuietly(event: Quiet, entry: OutboxEntry, subject: Subject, tell: Tell): Effect[] {
  switch (event.type) {
    case 'space-needed':
      return [tell('space-needed', { generation: subject.generation })];
    case 'return-marked':
      return [dropNextStep(subject)];
    case 'reminder-due':
      return [
        tell('reminder', { step: event.step, generation: subject.generation }),
        nextStep(entry, subject, event.nextAtMs),
      ];
    case 'stay-overdue':
      return [tell('parcel-overdue', { generation: subject.generation })];
    case 'next-step-postponed':
      return [nextStep(entry, subject, event.nextAtMs)];
    case 'watch-continued':
      return [...(event.asks ? [resend(entry, subject, event)] : []), watch(entry, subject, event.watchAtMs)];
    case 'door-left-open':
      return [display(entry, subject, { code: 'close-door' })];
    case 'stay-held':
    case 'stay-extended':
      return [dropNextStep(subject), nextStep(entry, subject, event.nextAtMs)];
    case 'resident-unreachable':
      return [tell('resident-unreachable', { to: { managerAbout: subject.residentId } })];
    case 'parcel-reassigned':
      return [
        ...[dropNextStep(subject), nextStep(entry, subject, event.nextAtMs)],
        tell('parcel-stored', { generation: subject.generation }), // Theirs it is anew, also where it was moved before.
        tell('parcel-reassigned', { to: { residentId: event.fromResidentId } }),
      ];
    case 'code-reissued':
      return [tell('code-reissued', { generation: event.generation })];
    case 'verdict-overridden':
      return event.finding === 'present' || event.finding === 'unknown'
        ? [dropNextStep(subject), nextStep(entry, subject, event.nextAtMs), tellCode(tell, subject)]
        : [dropNextStep(subject), ...(subject.state === 'returned' ? [tell('parcel-returned', {})] : [])];
    case 'parcel-missing':
      return [dropNextStep(subject)];
    case 'door-quarantined':
    case 'door-released':
    case 'deposit-unaccounted':
    case 'cycle-added':
    case 'content-unexpected':
    case 'door-found-empty':
    case 'sensors-judged':
    case 'effect-lapsed':
    case 'opened-without-command':
    case 'sprang-open':
      return [];
    default:
      return event satisfies never;
  }
}

type Say = (
  code: ScreenCode,
  choices?: ScreenChoice[],
  more?: Pick<DisplayEffect, 'remaining' | 'isUnsure' | 'other'>,
) => Effect;
type Tell = (message: TellEffect['message'], change: Partial<TellEffect>) => Effect;

function tellCode(tell: Tell, { generation, isMoved, isUnsure }: Subject): Effect {
  if (isUnsure) return tell('parcel-may-wait', { generation });
  return tell(isMoved ? 'parcel-moved' : 'parcel-stored', { generation });
}

/** Messages that speak of a parcel as of one that lies there. */
const claims: readonly TellEffect['message'][] = ['parcel-stored', 'reminder', 'parcel-overdue', 'space-needed'];

function telling(
  { custody }: OutboxEntry,
  { stayId, residentId, isUnsure }: Subject,
  message: TellEffect['message'],
  change: Partial<TellEffect>,
): TellEffect {
  const of = { kind: 'tell', message, to: { residentId }, stayId, eventId: `${custody.chain}#${custody.n}` } as const;
  return { ...of, ...(isUnsure && claims.includes(message) ? { isUnsure } : {}), ...change };
}
