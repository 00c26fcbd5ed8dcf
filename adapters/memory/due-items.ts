import type { DueItem, DueItems } from '../../app/ports.js';

/** What is due, by the item's own name: the stand-in for the sparse index, which the stores write to. */
export interface MemoryDueItems extends DueItems {
  mark(name: string, item: DueItem): void;
  clear(name: string): void;
  at(name: string): number | undefined;
  /** `true`: it was due as of that instant, or not at all, and is as of the item's from now on. */
  claim(name: string, dueAtMs: number | undefined, item: DueItem): boolean;
  /** For the simulator: a sweep that finds nothing is not called. */
  isDue(nowMs: number): boolean;
  size(): number;
}

export function memoryDueItems(): MemoryDueItems {
  const marks = new Map<string, DueItem>();
  return {
    async list(nowMs, most) {
      const due = [...marks.values()].filter(({ dueAtMs }) => dueAtMs <= nowMs);
      return due.sort((a, b) => a.dueAtMs - b.dueAtMs).slice(0, most);
    },
    mark: (name, item) => void marks.set(name, item),
    clear: (name) => void marks.delete(name),
    at: (name) => marks.get(name)?.dueAtMs,
    claim(name, dueAtMs, item) {
      if (marks.get(name)?.dueAtMs !== dueAtMs) return false;
      marks.set(name, item);
      return true;
    },
    isDue: (nowMs) => [...marks.values()].some(({ dueAtMs }) => dueAtMs <= nowMs),
    size: () => marks.size,
  };
}
