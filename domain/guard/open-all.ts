import type { Cleared } from './guard.js';
import { isSettled } from './two-people.js';

/** One person asks for every door of a bank to be opened; nothing opens before another one has confirmed it. */
export interface OpenAll {
  id: string;
  /** The token's subject. */
  by: string;
  reason: string;
  askedAtMs: number;
  /** From then on nobody can confirm it. */
  expiresAtMs: number;
  /** Who the second person was, why, and when. */
  confirmed?: Cleared | undefined;
}

/** Time to ring a colleague up, and not more: who confirms must know why it was asked. Assumption. */
export const confirmWithinMs = 10 * 60_000;

/**
 * So many doors in two minutes: a bank obeys ten opens in any one, and some of those are for people at its screen; and a
 * supply that lets a few locks go at once need not let go all of them. A bank of 32 is open within twelve minutes. A choice.
 */
const doorsABatch = 6;
const batchEveryMs = 2 * 60_000;

/** A batch that comes later than this has nobody at the doors any more, and two people no longer know of it. A choice. */
const lateMaxMs = 15 * 60_000;

/** When the doors of the nth batch are told to open. Unix milliseconds. */
export const batchAtMs = ({ atMs }: Pick<Cleared, 'atMs'>, n: number): number => atMs + n * batchEveryMs;

/** Confirmed once more, or fired, when what the two agreed on is past: one of them alone opens nothing by that. */
export const isBatchTooLate = (confirmed: Pick<Cleared, 'atMs'>, n: number, nowMs: number): boolean =>
  nowMs > batchAtMs(confirmed, n) + lateMaxMs;

/** The doors of the nth batch, from 0. */
export const batchOf = <Door>(doors: readonly Door[], n: number): Door[] =>
  doors.slice(n * doorsABatch, (n + 1) * doorsABatch);

export type OpenAllState = 'asked' | 'expired' | 'confirmed';

export function openAllState({ confirmed, expiresAtMs }: OpenAll, nowMs: number): OpenAllState {
  if (confirmed) return 'confirmed';
  return nowMs > expiresAtMs ? 'expired' : 'asked';
}

/** Why this person may not confirm it now; undefined: they may, or it was confirmed before. */
export function mayNotConfirm(
  asked: OpenAll,
  who: { actor: string; roleSinceMs: number; nowMs: number },
): 'same-person' | 'role-too-new' | 'open-all-expired' | undefined {
  if (asked.by === who.actor) return 'same-person';
  if (!isSettled(who)) return 'role-too-new';
  return openAllState(asked, who.nowMs) === 'expired' ? 'open-all-expired' : undefined;
}
