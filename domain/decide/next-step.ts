import type { Door } from '../door.js';
import { nextLookAtMs, stepDue } from '../ladder.js';
import type { TimerFired } from '../inputs.js';
import { decided, nothing, type Context, type Decision } from './decision.js';

/** A step that finds a pickup visit running looks again after this long: longer than any re-open window by default. */
const lookAgainAfterMs = 30 * 60_000;

/**
 * The one pending step of a stay's ladder fired. It says what to send and when to look again. However late or double it
 * fires, nothing is sent after evidence of pickup, because only a stay that still waits decides anything.
 */
export function decideNextStep(door: Door, { stayId, n, times }: TimerFired, { policy }: Context): Decision {
  const stay = door.stay;
  if (!stay || stay.id !== stayId || stay.next.n !== n || stay.next.atMs === 0) return nothing;
  const { nowMs } = times;
  if (stay.state === 'collecting' || stay.state === 'pickup-unverified') {
    return decided({ type: 'next-step-postponed', nextAtMs: nowMs + lookAgainAfterMs });
  }
  if (stay.state !== 'stored') return nothing;
  const due = stepDue(policy, stay.storedAtMs, nowMs);
  if (!due) return decided({ type: 'next-step-postponed', nextAtMs: nextLookAtMs(policy, stay.storedAtMs, nowMs) });
  if (due.step === 'overdue') return decided({ type: 'stay-overdue' });
  return decided({ type: 'reminder-due', step: due.step, nextAtMs: nextLookAtMs(policy, stay.storedAtMs, nowMs) });
}
