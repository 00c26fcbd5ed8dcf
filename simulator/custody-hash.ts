import { hash } from 'node:crypto';
import type { CustodyRow } from '../app/ports.js';

/**
 * What a custody row's hash must be: SHA-256(previous ‖ canonical JSON of chain, n, instants and events). Written a
 * second time here on purpose, so that the product's own sealing is checked against something other than itself.
 */
export function hashOfRow({ chain, n, occurredAtMs, committedAtMs, events, previous }: CustodyRow): string {
  const text = JSON.stringify(sorted({ chain, n, occurredAtMs, committedAtMs, events }));
  return hash('sha256', previous + text, 'hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) copy[name] = sorted((value as Record<string, unknown>)[name]);
  return copy;
}
