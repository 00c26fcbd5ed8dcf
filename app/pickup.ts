import type { PickupRequested } from '../domain/inputs.js';
import { foundByCode } from './code-keys.js';
import { atKeypad } from './keypad.js';
import type { Ports } from './ports.js';
import { transact, type Call, type Outcome } from './transact.js';

/** A resident enters a code. The look-up row names a stay and a generation; the door decides whether they still hold. */
export async function pickup(ports: Ports, input: PickupRequested, call: Call): Promise<Outcome> {
  const { bankId, requestId, messageId, code, times } = input;
  return atKeypad(ports, { bankId, messageId, nowMs: times.nowMs }, async (blocked) => {
    const row = await foundByCode(ports.secrets, { scope: bankId, code }, ports.codes.find);
    if (!row) return { events: [], refusal: blocked ?? 'unknown-code' };
    const { stayId, generation } = row;
    return transact(ports, row, { type: 'collect', requestId, messageId, stayId, generation, blocked, times }, call);
  });
}
