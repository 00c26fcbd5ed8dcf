import type { Counters } from '../../app/ports.js';

export interface MemoryCounters extends Counters {
  /** How often each was counted. */
  counts: Record<string, number>;
  /** What was said of the last of each. */
  details: Record<string, Record<string, string | number> | undefined>;
}

export function memoryCounters(): MemoryCounters {
  const counts: Record<string, number> = {};
  const details: MemoryCounters['details'] = {};
  return {
    counts,
    details,
    count(name, detail) {
      details[name] = detail;
      counts[name] = (counts[name] ?? 0) + 1;
    },
  };
}
