import type { Clock } from '../app/ports.js';

/** The design's limit for what a warm function may believe of a site or a bank. */
const keptMs = 60_000;
const entriesMax = 1_000;

/** Remembers what was found for a minute. What was not found is asked for again: a new bank works at once. */
export function kept<Id extends string, Row>(clock: Clock, read: (id: Id) => Promise<Row | undefined>) {
  const found = new Map<Id, { row: Row; untilMs: number }>();
  return async (id: Id): Promise<Row | undefined> => {
    const nowMs = clock.nowMs();
    const entry = found.get(id);
    if (entry && nowMs < entry.untilMs) return entry.row;
    const row = await read(id);
    if (found.size >= entriesMax) found.clear();
    if (row === undefined) found.delete(id);
    else found.set(id, { row, untilMs: nowMs + keptMs });
    return row;
  };
}
