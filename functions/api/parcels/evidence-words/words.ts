import type { BrokenLink } from '../../../../app/api/custody.js';
import type { MessageLogRow } from '../../../../app/api/message-log.js';
import type { Parcel } from '../../../../app/ports.js';
import type { DoorEvent, DoorEventType } from '../../../../domain/events.js';
import type { Language, MessageName } from '../../../../domain/messages/index.js';
import type { SensorKind } from '../../../../domain/sensing/profiles/index.js';

type EventOf<T extends DoorEventType> = Extract<DoorEvent, { type: T }>;
type Said<T extends DoorEventType> = string | ((event: EventOf<T>) => string) | undefined;

/** All that the page of evidence says, in one language: one file each. What people wrote themselves stays as it is. */
export interface EvidenceWords {
  language: Language;
  /** How instants are written. */
  locale: string;
  parcel(name: string): string;
  title(name: string): string;
  place(of: { site: string; door: string; bank: string; at: string; timeZone: string }): string;
  state: string;
  states: Record<Parcel['state'], string>;
  vouched: string;
  unsure: string;
  happened: { heading: string; none: string; when: string; what: string };
  seen: {
    heading: string;
    none: string;
    /** What a verdict is. */
    means: string;
    cycle(n: number): string;
    furtherLook(n: number): string;
    noWindows: string;
    verdict(of: { says: 'present' | 'absent' | 'unclear'; llr: string; upper: string; lower: string }): string;
  };
  plot: {
    /** What each kind of sensor measures. */
    kinds: Record<SensorKind, string>;
    before: string;
    after: string;
    noSamples(sensor: string): string;
    title(sensor: string, unit: string): string;
    scale(sensor: string, unit: string): string;
    blocked: string;
  };
  told: { heading: string; none: string; by: string; how: string; until(at: string): string };
  trust: {
    heading: string;
    entries(n: number): string;
    how: string;
    last: string;
    yes: string;
    holds(entries: string): string;
    goesOn: string;
    pending: string;
    no: string;
    broken(n: number, entries: string, why: string): string;
    why: Record<BrokenLink['why'], string>;
  };
  /** What happened, as one says it to somebody who asks; undefined: of no interest to anybody but the system. */
  events: { [T in DoorEventType]: Said<T> };
  messages: Record<MessageName, string>;
  channels: Record<'email' | 'sms', string>;
  outcomes: Record<MessageLogRow['outcome'], string>;
  because: Record<NonNullable<MessageLogRow['why']>, string>;
  again: string;
}

export const because = (reason: string): string => (reason === '' ? '' : `: ${reason}`);

/** Why a visit or a move came to nothing. */
export type LapseReason = EventOf<'deposit-cancelled' | 'move-lapsed'>['reason'];

export function wordsOf({ events }: EvidenceWords, event: DoorEvent): string | undefined {
  const said = events[event.type] as string | ((event: DoorEvent) => string) | undefined;
  return typeof said === 'function' ? said(event) : said;
}

/** One row of who was told, as one says it: what, by what, and how it went. */
export function wordsOfMessage(
  words: EvidenceWords,
  { message, channel, outcome, why, isAgain }: MessageLogRow,
): { what: string; by: string; how: string } {
  return {
    what: words.messages[message],
    by: channel === undefined ? '' : words.channels[channel],
    how: `${words.outcomes[outcome]}${why ? words.because[why] : ''}${isAgain ? words.again : ''}`,
  };
}
