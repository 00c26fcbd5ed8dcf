import {
  findingsOf,
  keypadUnlocked,
  mayNotClear,
  opensCleared,
  type Guard,
  type OpensStopped,
} from '../../domain/guard/guard.js';
import { guessingFrom } from '../../domain/guard/keypad.js';
import type { BankId } from '../../domain/ids.js';
import { tellFindings } from '../findings.js';
import { changeGuard } from '../guard.js';
import { guessing } from '../keypad.js';
import type { Ports } from '../ports.js';
import { raise } from '../raise.js';
import type { ApiRefusal } from './refusals.js';

export interface UnlockAsked {
  bankId: BankId;
  /** The token's subject. */
  actor: string;
  reason: string;
  nowMs: number;
}

export interface ClearAsked extends UnlockAsked {
  isOperator: boolean;
  /** Since when they have their role. Unix milliseconds. */
  roleSinceMs: number;
}

/** A named person unlocks a bank's keypad: its wrong tries are forgotten. Where it is not locked, that is so already. */
export async function unlockKeypad(ports: Ports, asked: UnlockAsked): Promise<Guard> {
  const { bankId, actor: by, reason, nowMs } = asked;
  const { wrongTries } = await ports.guards.read(bankId);
  if (wrongTries >= guessingFrom) await raise(ports, guessing({ bankId, nowMs }, 'over', 0));
  const cleared = { by, reason, atMs: nowMs };
  const { guard } = await changeGuard(ports, bankId, (before) =>
    before.wrongTries === 0 && before.lockedAtMs === undefined ? undefined : keypadUnlocked(before, cleared),
  );
  return guard;
}

/**
 * A named person lets opens go on at a bank, and in every scope that was stopped from there: not one whose opens were too
 * many. The bank is written last, so that a call that ended before it is made again.
 */
export async function clearOpens(ports: Ports, asked: ClearAsked): Promise<Guard | { refusal: ApiRefusal }> {
  const { bankId, actor: by, reason, nowMs } = asked;
  const { opensStopped, stops } = await ports.guards.read(bankId);
  if (!opensStopped) return ports.guards.read(bankId);
  const refusal = mayNotClear(opensStopped, asked);
  if (refusal) return { refusal };
  for (const scope of opensStopped.scopes) await ports.opens.clear(scope, nowMs);
  await tellFindings(ports, findingsOf(bankId, opensStopped, { status: 'over', atMs: nowMs }));
  const { guard, isChanged } = await changeGuard(ports, bankId, (before) =>
    before.opensStopped && before.stops?.at(-1) === stops?.at(-1)
      ? opensCleared(before, { by, reason, atMs: nowMs })
      : undefined,
  );
  if (isChanged || !guard.opensStopped) return guard;
  await stopAgain(ports, asked, guard.opensStopped);
  return { refusal: 'changed-meanwhile' };
}

/**
 * Something more came to light meanwhile, which the person has not seen: what they were about to let go on stands all the
 * same, in every scope too. It is said so as of after its end, for what came before an end is no news.
 */
async function stopAgain(ports: Ports, { bankId, nowMs }: ClearAsked, stop: OpensStopped): Promise<void> {
  for (const scope of stop.scopes) await ports.opens.stop(scope, { bankId, atMs: stop.atMs });
  await tellFindings(ports, findingsOf(bankId, stop, { status: 'standing', atMs: nowMs + 1 }));
}
