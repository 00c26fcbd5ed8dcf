import { handleTimer } from '../app/handle.js';
import type { Ports } from '../app/ports.js';
import { receive } from '../app/receive.js';
import type { Call } from '../app/transact.js';
import { parseFired } from '../domain/fired.js';

/** What the deployed functions do with a payload: a fired schedule, or a message as a topic rule hands it over. */
export async function handlePayload(ports: Ports, payload: unknown, call: Call, nowMs: number): Promise<void> {
  const fired = parseFired(payload, nowMs);
  if (fired) return handleTimer(ports, fired.timer, fired.times, call);
  return receive(ports, payload, call, { nowMs, isAnswered: true });
}
