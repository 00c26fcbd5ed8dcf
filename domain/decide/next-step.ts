import type { Door } from '../door.js';
import { ladderFromMs, nextLookAtMs, stepDue } from '../ladder.js';
import type { Postponed } from '../events.js';
import type { TimerFired } from '../inputs.js';
import { afterQuietHours } from '../quiet-hours.js';
import { decided, nothing, type Context, type Decision } from './decision.js';
import { ladderOfStay } from './waiting.js';

/** A step that finds a pickup visit running looks again after this long: longer than any re-open window by default. */
const lookAgainAfterMs = 30 * 60_000;
/** A resident's hold may be ended any day, and no event of this door says so: it is looked at again this often. */
const heldLookEveryMs = 24 * 3_600_000;

/**
 * The one pending step of a stay's ladder fired. It says what to send and when to look again. However late or double it
 * fires, nothing is sent after evidence of pickup, because only a stay that still waits decides anything; and nothing in
 * quiet hours or on hold, because both are looked at as they are now, whatever they were when the step was planned.
 */
export function decideNextStep(door: Door, { stayId, n, times }: TimerFired, context: Context): Decision {
  const stay = door.stay;
  if (!stay || stay.id !== stayId || stay.next.n !== n || stay.next.atMs === 0) return nothing;
  const { nowMs } = times;
  const lookAgain = (why: Postponed, nextAtMs: number): Decision =>
    decided({ type: 'next-step-postponed', nextAtMs, why });
  if (stay.state === 'collecting' || stay.state === 'pickup-unverified')
    return lookAgain('visit', nowMs + lookAgainAfterMs);
  if (stay.state !== 'stored') return nothing;

  const of = ladderOfStay(stay, context);
  const nextAtMs = nextLookAtMs(context, of, nowMs);
  const due = stepDue(context, of, nowMs);
  const isHeld = ladderFromMs(of) > nowMs;
  if (!due && isHeld) return lookAgain('hold', Math.min(nextAtMs, nowMs + heldLookEveryMs));
  if (!due) return lookAgain('early', nextAtMs);
  const quietUntilMs = afterQuietHours(nowMs, { timeZone: context.timeZone, hours: context.policy.quietHours });
  if (quietUntilMs > nowMs) return lookAgain('quiet-hours', quietUntilMs);
  if (due.step === 'overdue') return decided({ type: 'stay-overdue' });
  return decided({ type: 'reminder-due', step: due.step, nextAtMs });
}
