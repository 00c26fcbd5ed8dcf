import type { BankId } from '../domain/ids.js';
import type { Reply } from '../domain/telemetry.js';
import type { Ports } from './ports.js';
import { sendDisplay } from './screen.js';

interface Refused {
  code: string;
  bankId?: BankId | string | undefined;
  /** Enough of it to answer whoever stands at the screen. */
  reply?: Reply | undefined;
}

/** As long as the answer to any request: who asked stands there no longer. */
const answerWithinMs = 20_000;

/**
 * A message that could not be read: counted, by code and bank, and gone. Somebody at the screen is told to start again,
 * where it can be said to what that is the answer; it never fails the call, because no retry makes the message readable.
 */
export async function refuse(ports: Ports, { code, bankId, reply }: Refused): Promise<void> {
  ports.counters.count('message-refused', { code, ...(bankId ? { bankId } : {}) });
  if (!bankId || !reply) return;
  const { messageId } = reply;
  const at = { bankId: bankId as BankId, inReplyTo: messageId };
  const dropAfterMs = ports.clock.nowMs() + answerWithinMs;
  const commandId = `${messageId}-display`;
  await sendDisplay(ports, at, {
    kind: 'display',
    commandId,
    code: 'not-understood',
    inReplyTo: messageId,
    dropAfterMs,
  }).catch(() => ports.counters.count('refusal-not-shown', { code }));
}
