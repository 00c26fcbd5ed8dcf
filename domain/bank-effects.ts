import type { DisplayEffect, Effect } from './effects.js';
import type { DoorEventOf, Granted } from './events.js';
import { leaseIdOf, openCommandIdOf, sampleCommandIdOf } from './ids.js';
import type { OutboxEntry, Subject } from './outbox.js';

/** What a bank is told, given and asked: every command under an id that follows from its cause. */

/** A verdict is for someone who stands at the bank: later than this nobody does. */
export const displayWithinMs = 120_000;

export function display(
  entry: OutboxEntry,
  subject: Subject,
  shown: Pick<DisplayEffect, 'code' | 'choices' | 'remaining' | 'isUnsure' | 'other'>,
): DisplayEffect {
  const leaseId = leaseIdOf(subject.stayId, subject.lease);
  return {
    kind: 'display',
    commandId: `${leaseId}-display-${entry.custody.n}`,
    ...shown,
    inReplyTo: entry.inReplyTo,
    leaseId,
    dropAfterMs: entry.isOfUnknownAge ? 0 : entry.occurredAtMs + displayWithinMs,
  };
}

export function opening({ openNotAfterMs }: Granted, { stayId, lease }: Subject): Effect[] {
  const leaseId = leaseIdOf(stayId, lease);
  return [{ kind: 'open', commandId: openCommandIdOf(leaseId), leaseId, dropAfterMs: openNotAfterMs }];
}

export const remoteOpening = ({ commandId, openNotAfterMs }: DoorEventOf['open-given']): Effect => ({
  kind: 'remote-open',
  commandId,
  dropAfterMs: openNotAfterMs,
});

export function sample(
  { asked, lease, seen }: DoorEventOf['sample-requested'],
  entry: OutboxEntry,
  { stayId }: Subject,
): Effect {
  const leaseId = leaseIdOf(stayId, lease);
  const dropAfterMs = entry.committedAtMs + displayWithinMs;
  return { kind: 'sample', commandId: sampleCommandIdOf(leaseId, seen.doorCycle, asked), leaseId, dropAfterMs };
}

/**
 * The bank is asked what became of the lease: the door's events after the last one known, and the result of its open, or
 * of the sample that was not answered. A
 * resend's `commandId` is the command it asks about; it needs no id of its own, because asking twice does no harm.
 */
export function resend(
  entry: OutboxEntry,
  { stayId, lease, lastCycle }: Subject,
  { sample }: DoorEventOf['watch-continued'],
): Effect {
  const leaseId = leaseIdOf(stayId, sample?.lease ?? lease);
  return {
    kind: 'resend',
    commandId: sample ? sampleCommandIdOf(leaseId, sample.doorCycle, sample.asked) : openCommandIdOf(leaseId),
    leaseId,
    dropAfterMs: entry.committedAtMs + displayWithinMs,
    fromDoorCycle: lastCycle + 1,
  };
}
