import type { DoorEvent, DoorEventOf, DoorEventType, Postponed } from '../../domain/events.js';
import type { MessageName } from '../../domain/messages/index.js';
import { react } from '../../domain/reactions.js';
import type { CustodyRow, Parcel, Ports, Telling, TellingOutcome, Told } from '../ports.js';
import { lookedThrough } from './decided-before.js';
import { owedOf, type CustodyLog } from './evidence.js';

/** One message by one channel, or one that went by none: no content, no address. */
export interface MessageLogRow {
  message: MessageName;
  /** When it was decided that it shall be told, Unix milliseconds. */
  askedAtMs: number;
  /**
   * `pending`: it is being told, or is tried again. `deferred`: a reminder that waits. `dropped`: it could not be told in time,
   * was no longer so by then, or was cut off and must not come twice.
   */
  outcome: TellingOutcome | 'pending' | 'deferred' | 'dropped';
  channel?: 'email' | 'sms' | undefined;
  /** When it was told, or given up. */
  atMs?: number | undefined;
  /** It had been tried before: once or more often. */
  isAgain?: true | undefined;
  /** Of one that waits: until when at least, and why. */
  untilMs?: number | undefined;
  why?: Exclude<Postponed, 'early'> | undefined;
}

/** The messages of every stay of a parcel: where it lies, or lay last, and wherever it was moved from. In the order of time. */
export async function parcelMessages(
  { custody, doors, tellings }: Pick<Ports, 'custody' | 'doors' | 'tellings'>,
  { claim }: Parcel,
): Promise<MessageLogRow[]> {
  const stays = claim ? [...(claim.movedFrom ?? []), claim] : [];
  const logs = stays.map(async ({ stayId, compartmentId }) => {
    const [rows, door, told] = await Promise.all([
      custody.read(stayId, lookedThrough),
      doors.load({ bankId: claim!.bankId, compartmentId }),
      tellings.read(stayId),
    ]);
    return messageLog({ rows, owed: owedOf(door, stayId, rows) }, told);
  });
  return inTime((await Promise.all(logs)).flat());
}

const inTime = (rows: MessageLogRow[]): MessageLogRow[] => rows.sort((a, b) => a.askedAtMs - b.askedAtMs);

/**
 * What a parcel's people were told of one stay, should have been, and are about to be: from its custody log, from what its door still
 * owes, and from what incidents at its door had them told.
 */
export function messageLog(
  { rows, owed }: Pick<CustodyLog, 'rows' | 'owed'>,
  tellings: readonly Telling[],
): MessageLogRow[] {
  const pending = owed.flatMap((entry) =>
    react(entry).flatMap((effect) =>
      effect.kind === 'tell'
        ? [{ message: effect.message, askedAtMs: entry.committedAtMs, outcome: 'pending' as const }]
        : [],
    ),
  );
  const ofIncidents = tellings.flatMap(({ told, atMs }) =>
    told.map((one) => ({ ...rowOf(one), askedAtMs: atMs, atMs })),
  );
  const isMoved = rows.some(({ events }) => events.some(({ type }) => type === 'move-reserved'));
  return inTime([...rows.flatMap((row) => toldIn(row, isMoved)), ...ofIncidents, ...pending]);
}

function toldIn(row: CustodyRow, isMoved: boolean): MessageLogRow[] {
  const { told, events, committedAtMs: askedAtMs, toldAtMs, isToldAgain } = row;
  const sent = told.map((one) => ({ ...rowOf(one), askedAtMs, atMs: toldAtMs, isAgain: isToldAgain }));
  const isTold = (message: MessageName): boolean => told.some((one) => one.message === message);
  const left = events.flatMap((event): MessageLogRow[] => {
    if (event.type === 'next-step-postponed' && event.why !== 'early')
      return [{ message: 'reminder', askedAtMs, outcome: 'deferred', untilMs: event.nextAtMs, why: event.why }];
    const owed = messagesOf(event, isMoved).filter((message) => !isTold(message));
    return owed.map((message) => ({ message, askedAtMs, outcome: 'dropped' }));
  });
  return [...sent, ...left];
}

/** The channel `none` is none. */
function rowOf({ message, channel, outcome }: Told): Pick<MessageLogRow, 'message' | 'channel' | 'outcome'> {
  return { message, ...((channel === 'email' || channel === 'sms') && { channel }), outcome };
}

/** What a row's event tells people, whatever became of it; see `react`, which has the whole entry to go by. */
const messageOfType: Partial<Record<DoorEventType, MessageName>> = {
  'deposit-verified': 'parcel-stored',
  'deposit-vouched': 'parcel-stored',
  'deposit-adopted': 'parcel-stored',
  'deposit-found-empty': 'deposit-found-empty',
  'parcel-left-behind': 'parcel-left-behind',
  'return-verified': 'parcel-returned',
  'space-needed': 'space-needed',
  'reminder-due': 'reminder',
  'stay-overdue': 'parcel-overdue',
  'resident-unreachable': 'resident-unreachable',
  'code-reissued': 'code-reissued',
};

const messageOfFinding: Partial<Record<DoorEventOf['verdict-overridden']['finding'], MessageName>> = {
  present: 'parcel-stored',
  unknown: 'parcel-may-wait',
};

/** Of a stay that the parcel was moved to, its resident hears of the move, and no courier hears anything. */
function messagesOf(event: DoorEvent, isMoved: boolean): MessageName[] {
  if (event.type === 'parcel-reassigned') return ['parcel-stored', 'parcel-reassigned'];
  const finding = event.type === 'verdict-overridden' ? event.finding : undefined;
  const message = (finding && messageOfFinding[finding]) ?? messageOfType[event.type];
  if (message === undefined || (isMoved && message === 'deposit-found-empty')) return [];
  return [isMoved && message === 'parcel-stored' ? 'parcel-moved' : message];
}
