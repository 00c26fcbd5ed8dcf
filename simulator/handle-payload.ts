import { everyLane } from '../app/every-lane.js';
import { doorLane, handleTimer } from '../app/handle.js';
import { healthLane } from '../app/health.js';
import type { Ports } from '../app/ports.js';
import { receive } from '../app/receive.js';
import { hearSensors } from '../app/sensor-answer.js';
import type { Call } from '../app/transact.js';
import { parseFired } from '../domain/fired.js';
import type { Asynchronous } from './call.js';

const atDoors = doorLane(hearSensors);

/** What the deployed functions do with a payload, or this one of them: a fired schedule, or a message as a topic rule hands it over. */
export async function handlePayload(
  ports: Ports,
  payload: unknown,
  call: Call,
  nowMs: number,
  name?: Asynchronous,
): Promise<void> {
  const fired = parseFired(payload, nowMs);
  if (fired) return handleTimer(ports, fired.timer, fired.times, call);
  const reading = { nowMs, isAnswered: true };
  if (name === 'access' || name === 'rest') return receive(ports, payload, call, { ...reading, lane: atDoors });
  if (name === 'health') return receive(ports, payload, call, { ...reading, lane: healthLane });
  return receive(ports, payload, call, { ...reading, lane: everyLane });
}
