import type { Timers } from '../../app/ports.js';
import type { TimerEffect } from '../../domain/effects.js';

export type PendingTimer = Extract<TimerEffect, { kind: 'create-timer' }>;

export interface MemoryTimers extends Timers {
  pending(): PendingTimer[];
  /** The instant of the next one, or undefined. */
  nextAtMs(): number | undefined;
  /** Takes out those whose instant has come, the earliest first. */
  due(nowMs: number): PendingTimer[];
}

/** Timers in a map, by name. They fire when somebody asks for those that are due. */
export function memoryTimers(): MemoryTimers {
  const timers = new Map<string, PendingTimer>();
  const byInstant = (untilMs = Infinity) =>
    [...timers.values()]
      .filter(({ atMs }) => atMs <= untilMs)
      .sort((a, b) => a.atMs - b.atMs || (a.name < b.name ? -1 : 1));
  return {
    async create(timer) {
      if (!timers.has(timer.name)) timers.set(timer.name, structuredClone(timer));
    },
    async delete(name) {
      timers.delete(name);
    },
    pending: () => structuredClone(byInstant()),
    nextAtMs() {
      let next: number | undefined;
      for (const { atMs } of timers.values()) next = Math.min(next ?? atMs, atMs);
      return next;
    },
    due(nowMs) {
      const due = byInstant(nowMs);
      for (const { name } of due) timers.delete(name);
      return due;
    },
  };
}
