import type { Door } from '../domain/door.js';
import type { DoorEvent } from '../domain/events.js';
import type { OutboxEntry } from '../domain/outbox.js';
import type { Digest } from './ports.js';

/** What a custody row vouches for. */
export interface Sealed {
  occurredAtMs: number;
  committedAtMs: number;
  events: DoorEvent[];
}

/**
 * The next row of a custody log: its hash is SHA-256(head ‖ canonical JSON), so a row changed, dropped or put between
 * breaks every later one. The head goes with the state, so rows may be written in any order and never fork.
 */
export function seal(digest: Digest, chain: Door['chain'], content: Sealed): OutboxEntry['custody'] {
  const n = chain.n + 1;
  const hash = digest.hash(chain.head + canonicalJson({ chain: chain.id, n, ...content }));
  return { chain: chain.id, n, previous: chain.head, hash };
}

/** JSON with sorted keys and without undefined: the same value is always the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[name];
    if (field !== undefined) fields.push(`${JSON.stringify(name)}:${canonicalJson(field)}`);
  }
  return `{${fields.join(',')}}`;
}
