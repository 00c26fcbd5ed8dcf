import { doorLane, handleTimer } from '../app/handle.js';
import { healthLane } from '../app/health.js';
import type { Ports } from '../app/ports.js';
import { receive } from '../app/receive.js';
import { hearSensors } from '../app/sensor-answer.js';
import type { Call } from '../app/transact.js';
import { assert } from '../domain/assert.js';
import { parseFired } from '../domain/fired.js';
import type { Asynchronous } from './call.js';

const atDoors = doorLane(hearSensors);

/** What the deployed functions do with a payload: of a schedule that fired, or of a message as a topic rule hands it over. */
export async function handlePayload(
  ports: Ports,
  { name, payload }: { name: Asynchronous; payload: unknown },
  call: Call,
  nowMs: number,
): Promise<void> {
  if (name === 'health') return receive(ports, payload, call, { nowMs, isAnswered: false, lane: healthLane });
  if (name !== 'schedule') return receive(ports, payload, call, { nowMs, isAnswered: true, lane: atDoors });
  const fired = parseFired(payload, nowMs);
  assert(fired, 'a schedule hands over what it was made with');
  return handleTimer(ports, fired.timer, fired.times, call);
}
