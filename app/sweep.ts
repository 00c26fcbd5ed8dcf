import { incidentIdOf } from '../domain/ids.js';
import { once } from '../domain/once.js';
import { handleParked } from './parked.js';
import type { DueDoor, DueIncident, DueItem, ParkedQueue, Ports } from './ports.js';
import { graceMs, performUndone } from './transact.js';

/** How many items one sweep takes up; the next minute's sweep goes on. */
const itemsMax = 50;

/** How many batches of ten one sweep takes from a queue. */
const batchesMax = 10;

export interface Swept {
  performed: number;
  failed: number;
}

/** Once a minute: what is parked, then what is due. */
export async function sweep(ports: Ports, queues: ParkedQueue[]): Promise<Swept> {
  const swept: Swept = { performed: 0, failed: 0 };
  for (const queue of queues) await sweepQueue(ports, queue, swept);
  const due = await sweepDue(ports);
  return { performed: swept.performed + due.performed, failed: swept.failed + due.failed };
}

/** A message is removed once it is handled; one that fails stays, and is seen again after its visibility timeout. */
async function sweepQueue(ports: Ports, queue: ParkedQueue, swept: Swept): Promise<void> {
  for (let batch = 0; batch < batchesMax; batch++) {
    const messages = await queue.receive();
    if (messages.length === 0) return;
    for (const message of messages) {
      await attempt(ports, swept, async () => {
        await handleParked(ports, message);
        await queue.remove(message.receipt);
      });
    }
  }
}

/**
 * What no call finished: items that are due. Entries older than any call may run are performed here; an item that owes
 * nothing is due no longer. One failing item does not stop the others: it is due again later, behind them, and is counted.
 */
export async function sweepDue(ports: Ports): Promise<Swept> {
  const due = await ports.due.list(ports.clock.nowMs(), itemsMax);
  const swept: Swept = { performed: 0, failed: 0 };
  for (const item of due) await attempt(ports, swept, () => sweepItem(ports, item), item);
  return swept;
}

const sweepItem = (ports: Ports, item: DueItem): Promise<void> =>
  item.kind === 'door' ? sweepDoor(ports, item) : sweepIncident(ports, item);

async function attempt(ports: Ports, swept: Swept, work: () => Promise<void>, item?: DueItem): Promise<void> {
  try {
    await work();
    swept.performed += 1;
  } catch (error) {
    swept.failed += 1;
    const name = error instanceof Error ? error.name : 'unknown';
    ports.counters.count('sweep-failed', { error: name, ...(item ? nameOf(item) : {}) });
  }
}

const nameOf = (item: DueItem): Record<string, string> =>
  item.kind === 'door'
    ? { bankId: item.bankId, compartmentId: item.compartmentId }
    : { incidentId: incidentIdOf(item) };

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

/** What incidents owe is performed by much code, and hardly ever by a sweep. Kept, as `loadIncidents` is. */
export const loadPerforming = once(() => import('./perform-incident.js'));

/** Claimed first, as a door is. What failed before and is not to be tried again yet is left for its time. */
async function sweepIncident(ports: Ports, due: DueIncident): Promise<void> {
  const nowMs = ports.clock.nowMs();
  if (!(await ports.incidents.claimDue(due, nowMs + graceMs))) return;
  const loaded = await ports.incidents.load(due);
  if (!loaded) return;
  const names = Object.keys(loaded.owed).filter((name) => (loaded.owed[name]?.notBeforeMs ?? 0) <= nowMs);
  const { performOwed } = await loadPerforming();
  const failed = await performOwed(ports, loaded, names);
  if (failed > 0) throw new EffectsFailed(`${failed} effects of an incident failed`);
}

class EffectsFailed extends Error {
  override readonly name = 'EffectsFailed';
}
