import type { DoorKey } from '../domain/ids.js';
import type { CommandResult, DoorClosed } from '../domain/inputs.js';
import type { Window } from '../domain/sensing/window.js';
import type { Ports } from './ports.js';
import { transact, type Call, type Outcome } from './transact.js';

interface Evidence {
  key: DoorKey & { id: string };
  windows: { before: Window[]; after: Window[] };
}

/**
 * The windows are kept after the verdict is on the screen: the message carries them, and whoever retries it or takes it up
 * from the parked queue puts them again. What is refused is no evidence, and takes nobody's place. See ADR 11.
 */
export async function decideOnWindows(
  ports: Ports,
  door: DoorKey,
  input: DoorClosed | CommandResult,
  call: Call,
  { key, windows }: Evidence,
): Promise<void> {
  const outcome = await transact(ports, door, input, call);
  countRefusal(ports, outcome);
  if (!outcome.refusal) await ports.evidence.put(key, windows, input.times.receivedAtMs);
}

export function countRefusal(ports: Ports, { refusal }: Outcome): void {
  if (refusal) ports.counters.count('refused', { refusal });
}
