import type { Effect } from './effects.js';
import type { OutboxEntry, Subject } from './outbox.js';
import { nextStepName, watchName } from './timers.js';

/** The timers that a door's events set and drop. */

export function watch(
  { bankId, compartmentId }: OutboxEntry,
  { stayId, lease, watch: n }: Subject,
  atMs: number,
): Effect {
  const timer = { kind: 'watch', bankId, compartmentId, stayId, n } as const;
  return { kind: 'create-timer', name: watchName(stayId, lease, n), atMs, timer };
}

export const watchAgain = (entry: OutboxEntry, subject: Subject, atMs: number | undefined): Effect[] =>
  atMs === undefined ? [] : [watch(entry, subject, atMs)];

export function nextStep({ bankId, compartmentId }: OutboxEntry, { stayId, next: n }: Subject, atMs: number): Effect {
  const timer = { kind: 'next-step', bankId, compartmentId, stayId, n } as const;
  return { kind: 'create-timer', name: nextStepName(stayId, n), atMs, timer };
}

/** The step that was pending: the event that drops it has counted past it. */
export const dropNextStep = ({ stayId, next }: Subject): Effect => ({
  kind: 'delete-timer',
  name: nextStepName(stayId, next - 1),
});
