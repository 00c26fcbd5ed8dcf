import type { Door, Stay } from '../domain/door.js';
import type { DoorKey } from '../domain/ids.js';
import type { CommandResult, DoorClosed } from '../domain/inputs.js';
import type { Window } from '../domain/sensing/window.js';
import { lookBeside } from './look-beside.js';
import type { Ports } from './ports.js';
import { transact, type Call, type Outcome } from './transact.js';
import { doorsAt, settleWrongCompartment } from './wrong-compartment.js';

interface Evidence {
  key: DoorKey & { id: string };
  windows: { before: Window[]; after: Window[] };
}

/**
 * The windows are kept after the verdict is on the screen: the message carries them, and whoever retries it or takes it up
 * from the parked queue puts them again. What is refused is no evidence, and takes nobody's place. See ADR 11. The same holds
 * for the look at the other doors where a deposit's own door closed on nothing.
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
  if (outcome.refusal) return;
  await ports.evidence.put(key, windows, input.times.receivedAtMs);
  if (!wasFoundEmpty(outcome)) return;
  const doors = await doorsAt(ports, door.bankId);
  await lookBeside(ports, outcome.door, doors);
  // A call of its own name, of which this one's retry is none: what it leaves undone is the sweep's.
  const elsewhere = { by: `${call.by}/elsewhere`, isRetried: false };
  await settleWrongCompartment(ports, doors, (at, decided) => transact(ports, at, decided, elsewhere));
}

/** A deposit's: just now, or by the call of which this is the retry. */
const wasFoundEmpty = (outcome: Outcome): outcome is Outcome & { door: Door & { stay: Stay } } =>
  outcome.door?.stay !== undefined &&
  (outcome.events.some(({ type }) => type === 'deposit-found-empty') || isFoundEmpty(outcome.door.stay));
const isFoundEmpty = ({ state, finding }: Stay): boolean => state === 'deposit-unverified' && finding === 'absent';

export function countRefusal(ports: Ports, { refusal }: Outcome): void {
  if (refusal) ports.counters.count('refused', { refusal });
}
