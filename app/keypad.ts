import type { BankId } from '../domain/ids.js';
import { waitsUntilMs } from '../domain/keypad.js';
import type { Finding } from '../domain/incident/finding.js';
import { raise } from './raise.js';
import type { Ports } from './ports.js';
import type { Outcome } from './transact.js';

/** As many tries as may well come at once count; of more, the caller's retry counts them. */
const attemptsMax = 16;

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
  if (isWrong) await countWrong(ports, { bankId, nowMs });
  // Lost to a wrong try at the same instant, a right one clears nothing: the next one does.
  if (isRight) await ports.keypads.write(bankId, { wrongTries: 0, lastAtMs: nowMs, version: keypad.version });
  if (isRight && keypad.wrongTries >= guessingFrom)
    await raiseGuessing(ports, { bankId, nowMs }, 'over', keypad.version);
  return outcome;
}

/** So many in a row are no slip of a finger: design README §6. */
const guessingFrom = 5;

/** Each wrong try from the fifth on is a sighting, so that none that is lost matters; a right one ends it. */
async function raiseGuessing(
  ports: Ports,
  { bankId, nowMs }: { bankId: BankId; nowMs: number },
  status: Finding['status'],
  version: number,
): Promise<void> {
  const key = `keypad-${version}`;
  await raise(ports, { cause: 'code-guessing', place: { bankId }, status, key, occurredAtMs: nowMs });
}

/** Every wrong try counts, also of many at once. */
async function countWrong(ports: Ports, { bankId, nowMs }: { bankId: BankId; nowMs: number }): Promise<void> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const { wrongTries, version } = await ports.keypads.read(bankId);
    const next = { wrongTries: wrongTries + 1, lastAtMs: nowMs, version };
    if (await ports.keypads.write(bankId, next)) {
      ports.counters.count('wrong-code', { bankId, wrongTries: next.wrongTries });
      if (next.wrongTries >= guessingFrom) await raiseGuessing(ports, { bankId, nowMs }, 'standing', version);
      return;
    }
    await ports.pause(attempt);
  }
  throw new Error(`the wrong tries of ${bankId} could not be counted`);
}
