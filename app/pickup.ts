import { isTooLate } from '../domain/decide/decision.js';
import type { BankId } from '../domain/ids.js';
import type { PickupRequested } from '../domain/inputs.js';
import { waitsUntilMs } from '../domain/keypad.js';
import type { Keypad, Ports } from './ports.js';
import { transact, type Call, type Outcome } from './transact.js';

/**
 * A resident enters a code. The look-up row names a stay and a generation; the door decides whether they still hold.
 * Wrong tries are counted for the whole bank, because whoever guesses names no parcel.
 */
export async function pickup(ports: Ports, input: PickupRequested, call: Call): Promise<Outcome> {
  const { bankId, requestId, messageId, code, times } = input;
  if (isTooLate(times)) return { events: [], refusal: 'too-late' };
  const keypad = await ports.keypads.read(bankId);
  if (times.nowMs < waitsUntilMs(keypad)) return { events: [], refusal: 'wait' };

  const row = await ports.codes.find(await ports.secrets.lookupKey(bankId, code));
  const outcome: Outcome = row
    ? await transact(
        ports,
        row,
        { type: 'collect', requestId, messageId, stayId: row.stayId, generation: row.generation, times },
        call,
      )
    : { events: [], refusal: 'unknown-code' };
  await countTry(ports, bankId, keypad, { isWrong: outcome.refusal === 'unknown-code', nowMs: times.nowMs });
  return outcome;
}

/** A count lost to another try at the same instant is no harm: that one counted. */
async function countTry(
  ports: Ports,
  bankId: BankId,
  keypad: Keypad,
  { isWrong, nowMs }: { isWrong: boolean; nowMs: number },
): Promise<void> {
  if (!isWrong && keypad.wrongTries === 0) return;
  const wrongTries = isWrong ? keypad.wrongTries + 1 : 0;
  await ports.keypads.write(bankId, { wrongTries, lastAtMs: nowMs, version: keypad.version });
  if (isWrong) ports.counters.count('wrong-code', { bankId, wrongTries });
}
