import { isSeenEmpty, type Door, type Stay } from '../door.js';
import type { DoorEvent } from '../events.js';
import type { TimerFired } from '../inputs.js';
import { timerSoonestMs } from '../timers.js';
import { decided, nothing, type Context, type Decision } from './decision.js';
import { lapseOf } from './moving.js';
import { returnCameToNothing } from './returning.js';
import { nextLookOf } from './waiting.js';

/** States in which a visit is running and must be accounted for. */
const visiting = [
  ...['reserved', 'depositing', 'deposit-unverified'],
  ...['collecting', 'pickup-unverified', 'left-behind', 'returning', 'moving'],
];

/** Has the question of this watch been answered? In an uneventful visit it has, and no policy needs to be read for it. */
export function isAnswered({ stay, ...door }: Door, { stayId, n }: Pick<TimerFired, 'stayId' | 'n'>): boolean {
  if (!stay || stay.id !== stayId || stay.watch.n !== n) return true;
  return !visiting.includes(stay.state) && !(stay.state === 'cancelled' && door.quarantine === 'unaccounted');
}

/** A visit's watch fired: is it accounted for? A timer only asks; the decision looks at what is so. */
export function decideWatch(door: Door, input: TimerFired, context: Context): Decision {
  const { stay } = door;
  const { times } = input;
  if (!stay || isAnswered(door, input)) return nothing;
  if (stay.state === 'cancelled') return askAgain(stay, times.nowMs);
  if (times.nowMs < stay.windowEndsAtMs) return decided(lookAgain(stay, times.nowMs));
  return decideWindowOver(door, stay, times.nowMs, context);
}

/** A door of which nothing was heard since its lease: the bank is asked, never sent the command again. */
const isUnheard = ({ state, finding }: Stay): boolean =>
  state === 'reserved' ||
  state === 'depositing' ||
  state === 'collecting' ||
  ((state === 'returning' || state === 'moving') && finding === 'none');

function lookAgain(stay: Stay, nowMs: number): DoorEvent {
  const watchAtMs = Math.max(stay.windowEndsAtMs, nowMs + timerSoonestMs);
  const { sampling } = stay;
  if (!sampling) return { type: 'watch-continued', watchAtMs, asks: isUnheard(stay) };
  const { lease, doorCycle, asked } = sampling;
  return { type: 'watch-continued', watchAtMs, asks: true, sample: { lease, doorCycle, asked } };
}

/** Called off before its door was heard of, and still not: the bank is asked a few times more, then the door is a person's. */
function askAgain({ watch }: Stay, nowMs: number): Decision {
  if (watch.n >= asksMax) return decided({ type: 'deposit-unaccounted', reason: 'unaccounted' });
  return decided({ type: 'watch-continued', watchAtMs: nowMs + askAgainAfterMs, asks: true });
}
const asksMax = 5;
const askAgainAfterMs = 10 * 60_000;

/** The deposit or re-open window has ended. Unknown stays unknown: a silent door is held, not freed. */
function decideWindowOver(door: Door, stay: Stay, nowMs: number, context: Context): Decision {
  const { policy } = context;
  const lapsed = (reason: 'window-over' | 'left', storedAtMs: number): DoorEvent => ({
    type: 'pickup-lapsed',
    reason,
    storedAtMs,
    nextAtMs: nextLookOf({ ...stay, storedAtMs }, context, nowMs),
  });
  switch (stay.state) {
    case 'reserved':
    case 'depositing':
      return decided({ type: 'deposit-unaccounted', reason: 'unaccounted' });
    case 'deposit-unverified':
      return isSeenEmpty(door, stay)
        ? decided({ type: 'deposit-cancelled', reason: 'window-over', leaves: 'free' })
        : decided({ type: 'deposit-unaccounted', reason: 'content-unclear' });
    case 'collecting':
      return decided(stay.finding === 'absent' ? { type: 'parcel-missing' } : lapsed('window-over', stay.storedAtMs));
    case 'pickup-unverified': {
      const windowEndsAtMs = nowMs + policy.reopenWindowMinutes * 60_000;
      return decided({ type: 'parcel-left-behind', evidence: 'unclear', windowEndsAtMs, watchAtMs: windowEndsAtMs });
    }
    case 'returning':
      return decided(returnCameToNothing(stay, 'window-over'));
    case 'moving':
      return decided(lapseOf(stay, stay.finding === 'asking' ? 'unclear' : 'window-over', context, nowMs));
    case 'left-behind':
      return decided(lapsed('left', nowMs)); // Its ladder starts anew.
    default:
      return nothing;
  }
}
