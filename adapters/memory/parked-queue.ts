import type { Clock, ParkedQueue } from '../../app/ports.js';

export interface MemoryParkedQueue extends ParkedQueue {
  /** What a function's on-failure destination or a rule's error action does. */
  park(body: string): void;
  length(): number;
}

interface Parked {
  receipt: string;
  body: string;
  sentAtMs: number;
  hiddenUntilMs: number;
}

/** A parked queue: what is received is unseen for a while, and comes again unless it is removed. */
export function memoryParkedQueue(
  clock: Clock,
  { name, visibilityMs = 360_000 }: { name: string; visibilityMs?: number },
): MemoryParkedQueue {
  const messages = new Map<string, Parked>();
  let count = 0;
  return {
    name,
    async receive() {
      const seen = [...messages.values()].filter(({ hiddenUntilMs }) => hiddenUntilMs <= clock.nowMs()).slice(0, 10);
      for (const message of seen) message.hiddenUntilMs = clock.nowMs() + visibilityMs;
      return seen.map(({ receipt, body, sentAtMs }) => ({ receipt, body, sentAtMs }));
    },
    async remove(receipt) {
      messages.delete(receipt);
    },
    park(body) {
      const receipt = `${name}-${++count}`;
      messages.set(receipt, { receipt, body, sentAtMs: clock.nowMs(), hiddenUntilMs: 0 });
    },
    length: () => messages.size,
  };
}
