import type { DueItem, DueItems } from '../../app/ports.js';

/** What is due, by the item's own name: the stand-in for the sparse index, which the stores write to. */
export interface MemoryDueItems extends DueItems {
  mark(name: string, item: DueItem): void;
  clear(name: string): void;
  /** `true`: it is due as of that instant, and as of `untilMs` from now on. */
  claim(name: string, dueAtMs: number, untilMs: number): boolean;
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
    claim(name, dueAtMs, untilMs) {
      const item = marks.get(name);
      if (item?.dueAtMs !== dueAtMs) return false;
      marks.set(name, { ...item, dueAtMs: untilMs });
      return true;
    },
    isDue: (nowMs) => [...marks.values()].some(({ dueAtMs }) => dueAtMs <= nowMs),
    size: () => marks.size,
  };
}
