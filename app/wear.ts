import type { Door } from '../domain/door.js';
import { findingOfWear } from '../domain/faults/lock-wear.js';
import type { OutboxEntry } from '../domain/outbox.js';
import { found } from './found.js';
import type { Ports } from './ports.js';
import type { Call } from './transact.js';

/** The lock is worn since this commit, or is so no more: rare, and known to the door from then on. */
export async function findWear(
  ports: Ports,
  { lock: before }: Door,
  { door, entry }: { door: Door; entry: OutboxEntry },
  call: Call,
): Promise<void> {
  const key = `${entry.custody.chain}-${entry.custody.n}`;
  const finding = findingOfWear(door, [before, door.lock], { key, atMs: entry.committedAtMs });
  if (finding) await found(ports, finding, call);
}
