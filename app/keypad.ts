import type { Refusal } from '../domain/decide/decision.js';
import { afterRightTry, afterWrongTry, blockedBy } from '../domain/guard/guard.js';
import { guessingFrom } from '../domain/guard/keypad.js';
import type { BankId } from '../domain/ids.js';
import type { Finding } from '../domain/incident/finding.js';
import { changeGuard } from './guard.js';
import { raise } from './raise.js';
import type { Ports } from './ports.js';
import type { Outcome } from './transact.js';

interface At {
  bankId: BankId;
  nowMs: number;
}

/**
 * Guards a bank's keypad: codes of residents and couriers alike. Wrong tries are counted for the whole bank, because
 * whoever guesses names no parcel; `tryCode` is told why nobody is let in now, where so it is.
 */
export async function atKeypad<Result extends Outcome>(
  ports: Ports,
  { bankId, nowMs }: At,
  tryCode: (blocked: Refusal | undefined) => Promise<Result>,
): Promise<Result> {
  const guard = await ports.guards.read(bankId);
  const outcome = await tryCode(blockedBy(guard, nowMs));
  const isWrong = outcome.refusal === 'unknown-code' || outcome.refusal === 'unknown-courier';
  const isRight = outcome.events.length > 0 && guard.wrongTries > 0; // A request that came before proves nothing new.
  if (isWrong) await countWrong(ports, { bankId, nowMs });
  // Lost to a wrong try at the same instant, a right one clears nothing: the next one does.
  const isCleared =
    isRight && (await ports.guards.write(bankId, { ...afterRightTry(guard, nowMs), version: guard.version }));
  if (isCleared && guard.wrongTries >= guessingFrom) await raise(ports, guessing({ bankId, nowMs }, 'over', 0));
  return outcome;
}

/** Every wrong try counts, also of many at once; from the fifth in a row on, each is one more sign of somebody who guesses. */
async function countWrong(ports: Ports, { bankId, nowMs }: At): Promise<void> {
  const { guard } = await changeGuard(ports, bankId, (before) => afterWrongTry(before, nowMs));
  const { wrongTries, lockedAtMs } = guard;
  ports.counters.count('wrong-code', { bankId, wrongTries });
  if (lockedAtMs === nowMs) ports.counters.count('keypad-locked', { bankId, wrongTries });
  if (wrongTries >= guessingFrom) await raise(ports, guessing({ bankId, nowMs }, 'standing', wrongTries));
}

/** Somebody guesses codes at this bank's keypad, or does so no more. */
export const guessing = ({ bankId, nowMs }: At, status: Finding['status'], wrongTries: number): Finding => ({
  cause: 'code-guessing',
  place: { bankId },
  status,
  key: `tries-${nowMs}-${wrongTries}`,
  occurredAtMs: nowMs,
  ...(wrongTries > 0 ? { detail: { wrongTries } } : {}),
});
