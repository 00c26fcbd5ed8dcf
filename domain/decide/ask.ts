import { displayWithinMs } from '../bank-effects.js';
import type { Question, Stay } from '../door.js';
import type { DoorEvent, Seen } from '../events.js';
import { firstWatchAfterMs } from '../timers.js';
import type { Look } from './look.js';

/**
 * A further window is asked for. The answer may be lost, so a watch is pending while it is awaited; and none that ends the
 * visit before it can have come: a door that stood open for long may close just before its visit's last watch, or after it.
 */
export function ask(question: Question, stay: Stay, look: Look, seen: Seen): DoorEvent {
  const { lease, asked, reading, nowMs } = look;
  const isWatched = stay.watch.atMs >= nowMs + displayWithinMs;
  const watch = isWatched ? {} : { watchAtMs: nowMs + firstWatchAfterMs };
  return {
    type: 'sample-requested',
    seen: { ...seen, sums: look.sums },
    ...{ question, lease, asked: asked + 1, reading },
    ...watch,
  };
}
