import { opening } from './bank-effects.js';
import type { Effect, MoveEffect } from './effects.js';
import type { DoorEvent, DoorEventOf } from './events.js';
import type { ScreenCode } from './messages/screen.js';
import type { OutboxEntry, Subject } from './outbox.js';
import { dropNextStep, nextStep, watch } from './timer-effects.js';

export type MoveEvent = Extract<DoorEvent, { type: `move-${string}` | 'moved-out' }>;
export const isOfMove = (event: DoorEvent): event is MoveEvent =>
  event.type === 'moved-out' || event.type.startsWith('move-');

/** What whoever moves a parcel is shown where nothing came of it; of the rest they see nothing at the door. */
const screenOfLapse: Partial<Record<DoorEventOf['move-lapsed']['reason'], ScreenCode>> = {
  'not-taken': 'left-behind',
  unclear: 'left-behind-unclear',
  jammed: 'try-other-door',
};

/** At the door that a parcel leaves, and at the one that it comes to. */
export function reactToMove(
  event: MoveEvent,
  entry: OutboxEntry,
  subject: Subject,
  say: (code: ScreenCode) => Effect,
): Effect[] {
  switch (event.type) {
    case 'move-asked':
      return [dropNextStep(subject), moveOn(subject, 'reserve', event.to, event.requestId)];
    case 'move-reserved':
      return [];
    case 'move-started':
      return [...opening(event, subject), say('pickup-open'), watch(entry, subject, event.watchAtMs)];
    case 'move-opened':
      return [...opening(event, subject), say('door-open'), watch(entry, subject, event.watchAtMs)];
    case 'moved-out':
      return [say('collected'), moveOn(subject, 'open', event.to)];
    case 'move-lapsed': {
      const code = screenOfLapse[event.reason];
      const next = event.nextAtMs > 0 ? [nextStep(entry, subject, event.nextAtMs)] : [];
      return [...(code ? [say(code)] : []), ...next, moveOn(subject, 'release', event.to)];
    }
    default:
      return event satisfies never;
  }
}

/** What a move of a parcel owes the door that it comes to. */
export const moveOn = (
  { parcelId, stayId }: Subject,
  step: MoveEffect['step'],
  to: MoveEffect['to'],
  moveId?: string,
): MoveEffect => ({
  kind: 'move',
  step,
  moveId,
  parcelId,
  stayId,
  to,
});
