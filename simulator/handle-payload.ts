import { handleTimer } from '../app/handle.js';
import type { Ports } from '../app/ports.js';
import { receive } from '../app/receive.js';
import type { Call } from '../app/transact.js';
import { assert } from '../domain/assert.js';
import { parseFired } from '../domain/fired.js';

/** What the deployed functions do with a payload: of a schedule that fired, or of a message as a topic rule hands it over. */
export async function handlePayload(
  ports: Ports,
  { name, payload }: { name: 'access' | 'rest' | 'schedule'; payload: unknown },
  call: Call,
  nowMs: number,
): Promise<void> {
  if (name !== 'schedule') return receive(ports, payload, call, { nowMs, isAnswered: true });
  const fired = parseFired(payload, nowMs);
  assert(fired, 'a schedule hands over what it was made with');
  return handleTimer(ports, fired.timer, fired.times, call);
}
