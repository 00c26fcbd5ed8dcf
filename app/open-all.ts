import { batchAtMs, batchOf, isBatchTooLate } from '../domain/guard/open-all.js';
import type { BankId } from '../domain/ids.js';
import type { Times } from '../domain/inputs.js';
import { openAllTimerName, type OpenAllTimer } from '../domain/timers.js';
import { giveCommand } from './api/give-command.js';
import { standingStop } from './mass-open.js';
import type { Ports, Site } from './ports.js';

/**
 * The next doors of a bank that two people want open, a command each, and the timer of those after them. Which they are
 * follows from n, and so does each command's id: the same batch again gives none a second time. Opens that were
 * stopped meanwhile end it, at this bank or in whatever scope they are counted; so does a batch that comes too late.
 */
export async function openBatch(ports: Ports, { bankId, openAllId, n }: OpenAllTimer, times: Times): Promise<void> {
  const { openAll: asked } = await ports.guards.read(bankId);
  if (asked?.id !== openAllId || !asked.confirmed) return;
  const { by, reason, confirmed } = asked;
  if (isBatchTooLate(confirmed, n, times.nowMs)) return ports.counters.count('open-all-late', { bankId });
  const doors = (await ports.doors.list(bankId)).sort((a, b) => (a.compartmentId < b.compartmentId ? -1 : 1));
  const batch = batchOf(doors, n);
  const [first] = batch;
  const site = first && (await ports.directory.site(first.siteId));
  if (!site) return;
  const people = [by, confirmed.by];
  if (await isStoppedFor(ports, { bankId, site, people })) return ports.counters.count('open-all-stopped', { bankId });
  if (batchOf(doors, n + 1).length > 0)
    await ports.timers.create(timerOf({ bankId, openAllId, n: n + 1 }, batchAtMs(confirmed, n + 1)));
  for (const { compartmentId } of batch) {
    await giveCommand(ports, {
      ...{ bank: { id: bankId, doors }, site, type: 'open', compartmentId, fields: {}, reason },
      ...{ actor: by, confirmedBy: confirmed.by, mayOpenStay: true },
      ...{ key: `open-all|${openAllId}|${compartmentId}`, times, requestId: `open-all-${openAllId}-${n}` },
    });
  }
}

/** Each of the two as if they opened these doors alone. */
async function isStoppedFor(
  ports: Ports,
  { people, ...at }: { bankId: BankId; site: Site; people: readonly string[] },
): Promise<boolean> {
  const standing = await Promise.all(people.map((by) => standingStop(ports, { ...at, by })));
  return standing.some(({ stopped }) => stopped !== undefined);
}

const timerOf = (of: Omit<OpenAllTimer, 'kind'>, atMs: number) =>
  ({ kind: 'create-timer', name: openAllTimerName(of), atMs, timer: { kind: 'open-all', ...of } }) as const;
