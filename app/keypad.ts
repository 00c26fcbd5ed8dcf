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
/** A code that was entered, as its message. */
interface Entered extends At {
  messageId: string;
}

/**
 * Guards a bank's keypad: codes of residents and couriers alike. Wrong tries are counted for the whole bank, because
 * whoever guesses names no parcel; `tryCode` is told why nobody is let in now, where so it is.
 */
export async function atKeypad<Result extends Outcome>(
  ports: Ports,
  { bankId, messageId, nowMs }: Entered,
  tryCode: (blocked: Refusal | undefined) => Promise<Result>,
): Promise<Result> {
  const guard = await ports.guards.read(bankId);
  const outcome = await tryCode(blockedBy(guard, nowMs));
  const isWrong = outcome.refusal === 'unknown-code' || outcome.refusal === 'unknown-courier';
  const isRight = outcome.events.length > 0 && guard.wrongTries > 0; // A request that came before proves nothing new.
  if (isWrong) await countWrong(ports, { bankId, messageId, nowMs });
  // Lost to a wrong try at the same instant, a right one clears nothing: the next one does.
  const isCleared =
    isRight && (await ports.guards.write(bankId, { ...afterRightTry(guard, nowMs), version: guard.version }));
  if (isCleared && guard.wrongTries >= guessingFrom) await raise(ports, guessing({ bankId, nowMs }, 'over', 0));
  return outcome;
}

/**
 * Every wrong try counts, also of many at once, and each once, however often its message comes; from the fifth in a row on,
 * each is one more sign of somebody who guesses. What is found follows from what is kept, so that a double finds the same.
 */
async function countWrong(ports: Ports, { bankId, messageId, nowMs }: Entered): Promise<void> {
  const { guard, isChanged } = await changeGuard(ports, bankId, (before) => afterWrongTry(before, messageId, nowMs));
  const { wrongTries, lockedAtMs, lastAtMs } = guard;
  if (isChanged) ports.counters.count('wrong-code', { bankId, wrongTries });
  if (isChanged && lockedAtMs === nowMs) ports.counters.count('keypad-locked', { bankId, wrongTries });
  if (wrongTries >= guessingFrom) await raise(ports, guessing({ bankId, nowMs: lastAtMs }, 'standing', wrongTries));
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
