import type { DueDoor, Ports } from './ports.js';
import { graceMs, performUndone } from './transact.js';

/** How many items one sweep takes up; the next minute's sweep goes on. */
const itemsMax = 50;

export interface Swept {
  performed: number;
  failed: number;
}

/**
 * Once a minute, what no call finished: items that are due. Entries older than any call may run are performed here; an item that owes
 * nothing is due no longer. One failing item does not stop the others: it is due again later, behind them, and is counted.
 */
export async function sweep(ports: Ports): Promise<Swept> {
  const doors = await ports.doors.due(ports.clock.nowMs(), itemsMax);
  const swept: Swept = { performed: 0, failed: 0 };
  for (const door of doors) await attempt(ports, swept, door);
  return swept;
}

async function attempt(ports: Ports, swept: Swept, door: DueDoor): Promise<void> {
  try {
    await sweepDoor(ports, door);
    swept.performed += 1;
  } catch (error) {
    swept.failed += 1;
    const { bankId, compartmentId } = door;
    const name = error instanceof Error ? error.name : 'unknown';
    ports.counters.count('sweep-failed', { error: name, bankId, compartmentId });
  }
}

/** Claimed first: a sweep that is called twice at once must not tell twice, and a door that fails goes behind the others. */
async function sweepDoor(ports: Ports, due: DueDoor): Promise<void> {
  const { bankId, compartmentId } = due;
  const key = { bankId, compartmentId };
  if (!(await ports.doors.claimDue(due, ports.clock.nowMs() + graceMs))) return;
  const loaded = await ports.doors.load(key);
  if (!loaded) return;
  const olderThanMs = ports.clock.nowMs() - graceMs;
  const [old, young] = [
    loaded.outbox.filter(({ committedAtMs }) => committedAtMs <= olderThanMs),
    loaded.outbox.filter(({ committedAtMs }) => committedAtMs > olderThanMs),
  ];
  await performUndone(ports, key, old);
  if (young.length === 0) await ports.doors.clearDue(key, loaded.version);
}
