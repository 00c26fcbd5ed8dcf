import { incidentIdOf } from '../domain/ids.js';
import type { DueDoor, DueIncident, DueItem, Ports } from './ports.js';
import { performOwed } from './raise.js';
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
  const due = await ports.due.list(ports.clock.nowMs(), itemsMax);
  const swept: Swept = { performed: 0, failed: 0 };
  for (const item of due) await attempt(ports, swept, item);
  return swept;
}

const sweepItem = (ports: Ports, item: DueItem): Promise<void> =>
  item.kind === 'door' ? sweepDoor(ports, item) : sweepIncident(ports, item);

async function attempt(ports: Ports, swept: Swept, item: DueItem): Promise<void> {
  try {
    await sweepItem(ports, item);
    swept.performed += 1;
  } catch (error) {
    swept.failed += 1;
    const name = error instanceof Error ? error.name : 'unknown';
    ports.counters.count('sweep-failed', { error: name, ...nameOf(item) });
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
  // What was performed only now is looked at once more: its marker may not be seen by everybody yet.
  const performed = await performUndone(ports, key, old);
  if (young.length === 0 && performed === 0) await ports.doors.clearDue(key, loaded.version);
}

/** Claimed first, as a door is. What failed before and is not to be tried again yet is left for its time. */
async function sweepIncident(ports: Ports, due: DueIncident): Promise<void> {
  const nowMs = ports.clock.nowMs();
  if (!(await ports.incidents.claimDue(due, nowMs + graceMs))) return;
  const loaded = await ports.incidents.load(due);
  if (!loaded) return;
  const names = Object.keys(loaded.owed).filter((name) => (loaded.owed[name]?.notBeforeMs ?? 0) <= nowMs);
  const failed = await performOwed(ports, loaded, names);
  if (failed > 0) throw new EffectsFailed(`${failed} effects of an incident failed`);
}

class EffectsFailed extends Error {
  override readonly name = 'EffectsFailed';
}
