import { handle, handleTimer } from '../app/handle.js';
import type { Ports } from '../app/ports.js';
import { refuse } from '../app/refuse.js';
import type { Call } from '../app/transact.js';
import { parseFired } from '../domain/fired.js';
import { parseTelemetry } from '../domain/telemetry.js';

/** What the deployed functions do with a payload: a fired schedule, or a bank's message as a topic rule hands it over. */
export async function handlePayload(ports: Ports, payload: unknown, call: Call, nowMs: number): Promise<void> {
  const fired = parseFired(payload, nowMs);
  if (fired) return handleTimer(ports, fired.timer, fired.times, call);
  const parsed = parseTelemetry(payload, nowMs);
  if (parsed.kind === 'refused') return refuse(ports, parsed);
  return handle(ports, parsed.input, call);
}
