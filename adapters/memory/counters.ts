import type { Counters } from '../../app/ports.js';

export interface MemoryCounters extends Counters {
  /** How often each was counted. */
  counts: Record<string, number>;
}

export function memoryCounters(): MemoryCounters {
  const counts: Record<string, number> = {};
  return {
    counts,
    count(name) {
      counts[name] = (counts[name] ?? 0) + 1;
    },
  };
}
