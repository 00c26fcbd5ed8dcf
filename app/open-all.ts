import { stopsPersons } from '../domain/guard/guard.js';
import { batchEveryMs, batchOf, type OpenAll } from '../domain/guard/open-all.js';
import type { Times } from '../domain/inputs.js';
import { openAllTimerName, type OpenAllTimer } from '../domain/timers.js';
import { giveCommand } from './api/give-command.js';
import type { Ports } from './ports.js';

/**
 * The next doors of a bank that two people want open, a command each, and the timer of those after them. Which they are
 * follows from n, and so does each command's id: the same batch again gives none a second time. Opens that were
 * stopped meanwhile end it.
 */
export async function openBatch(ports: Ports, { bankId, openAllId, n }: OpenAllTimer, times: Times): Promise<void> {
  const guard = await ports.guards.read(bankId);
  const asked = guard.openAll;
  if (asked?.id !== openAllId || !asked.confirmed) return;
  if (stopsPersons(guard)) return ports.counters.count('open-all-stopped', { bankId });
  const doors = (await ports.doors.list(bankId)).sort((a, b) => (a.compartmentId < b.compartmentId ? -1 : 1));
  const batch = batchOf(doors, n);
  const [first] = batch;
  const site = first && (await ports.directory.site(first.siteId));
  if (!site) return;
  if (batchOf(doors, n + 1).length > 0) await ports.timers.create(timerOf({ bankId, openAllId, n: n + 1 }, asked));
  for (const { compartmentId } of batch) {
    await giveCommand(ports, {
      ...{ bank: { id: bankId, doors }, site, type: 'open', compartmentId, fields: {}, reason: asked.reason },
      ...{ actor: asked.by, confirmedBy: asked.confirmed.by, mayOpenStay: true },
      ...{ key: `open-all|${openAllId}|${compartmentId}`, times, requestId: `open-all-${openAllId}-${n}` },
    });
  }
}

function timerOf(of: Omit<OpenAllTimer, 'kind'>, { confirmed, askedAtMs }: OpenAll) {
  const atMs = (confirmed?.atMs ?? askedAtMs) + of.n * batchEveryMs;
  return { kind: 'create-timer', name: openAllTimerName(of), atMs, timer: { kind: 'open-all', ...of } } as const;
}
