import type { BankId } from '../domain/ids.js';
import { waitsUntilMs } from '../domain/keypad.js';
import type { Ports } from './ports.js';
import type { Outcome } from './transact.js';

/**
 * Guards a bank's keypad: codes of residents and couriers alike. Wrong tries are counted for the whole bank, because
 * whoever guesses names no parcel; `tryCode` is told whether the keypad answers nobody yet.
 */
export async function atKeypad<Result extends Outcome>(
  ports: Ports,
  { bankId, nowMs }: { bankId: BankId; nowMs: number },
  tryCode: (mustWait: boolean) => Promise<Result>,
): Promise<Result> {
  const keypad = await ports.keypads.read(bankId);
  const outcome = await tryCode(nowMs < waitsUntilMs(keypad));
  const isWrong = outcome.refusal === 'unknown-code' || outcome.refusal === 'unknown-courier';
  const isRight = outcome.events.length > 0 && keypad.wrongTries > 0; // A request that came before proves nothing new.
  if (!isWrong && !isRight) return outcome;
  const wrongTries = isWrong ? keypad.wrongTries + 1 : 0;
  // A count lost to another try at the same instant is no harm: that one counted.
  await ports.keypads.write(bankId, { wrongTries, lastAtMs: nowMs, version: keypad.version });
  if (isWrong) ports.counters.count('wrong-code', { bankId, wrongTries });
  return outcome;
}
