import { createHash, type Hash } from 'node:crypto';

/** Every story begins on the same Monday, 2026-01-05 00:00 UTC. */
export const startAtMs = Date.UTC(2026, 0, 5);

/** One call of `runUntil`. */
interface Run {
  endMs: number;
  isOver(): boolean;
  resolve(): void;
  reject(error: unknown): void;
}

interface Event {
  atMs: number;
  seq: number;
  run: () => void;
}

/**
 * Virtual time and what happens next. Events run in the order of their instants, equal ones in the order in which they
 * were made; between two events everything that was set going settles. The wall clock is never read.
 */
export class World {
  nowMs = startAtMs;
  private readonly events = new Heap();
  private readonly story: Hash = createHash('sha256');
  private readonly tell: ((line: string) => void) | undefined;
  private seq = 0;
  private isStirred = false;
  private lines = 0;

  constructor(tell?: (line: string) => void) {
    this.tell = tell;
  }

  after(ms: number, run: () => void): void {
    this.at(this.nowMs + ms, run);
  }

  /** Instants are whole milliseconds. */
  at(atMs: number, run: () => void): void {
    this.events.push({ atMs: Math.max(Math.round(atMs), this.nowMs), seq: this.seq++, run });
  }

  /** A promise that is kept after this long. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, () => {
        this.stir();
        resolve();
      });
    });
  }

  /** Says that a promise was kept or a call begun in this event: it must settle before the next event. */
  stir(): void {
    this.isStirred = true;
  }

  /** Runs until nothing is left to happen before this instant, or until it is told to stop. */
  async runUntil(endMs: number, isOver: () => boolean = () => false): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)); // Whoever else lives in this process has a turn.
    return new Promise((resolve, reject) => this.goOn({ endMs, isOver, resolve, reject }));
  }

  /**
   * Event after event, until one stirs something: the rest comes after the end of this tick, when whatever hangs on kept
   * promises has run, however long the chain. A microtask would not do; a turn of the event loop would, but there are two
   * hundred of these in the life of a parcel, and it costs more; so does a promise for each.
   */
  private goOn(run: Run): void {
    try {
      this.isStirred = false;
      while (!this.isStirred) {
        if (run.isOver()) return run.resolve();
        const next = this.events.peek();
        if (!next || next.atMs > run.endMs) {
          this.nowMs = run.endMs;
          return run.resolve();
        }
        this.events.pop();
        this.nowMs = next.atMs;
        next.run();
      }
      queueMicrotask(() => process.nextTick(() => this.goOn(run))); // Ticks alone would leave no turn to microtasks.
    } catch (error) {
      run.reject(error);
    }
  }

  get isEmpty(): boolean {
    return this.events.peek() === undefined;
  }

  /** One line of the story. Two runs of a seed must tell the same one. */
  log(what: string): void {
    const line = `${this.nowMs - startAtMs} ${what}`;
    this.lines += 1;
    this.story.update(`${line}\n`);
    this.tell?.(line);
  }

  /** Of the story so far. */
  hash(): { lines: number; sha256: string } {
    return { lines: this.lines, sha256: this.story.copy().digest('hex') };
  }
}

/** A binary heap by (instant, order of making). */
class Heap {
  private readonly items: Event[] = [];

  peek(): Event | undefined {
    return this.items[0];
  }

  push(event: Event): void {
    const { items } = this;
    let at = items.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(event, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = event;
  }

  pop(): Event | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length > 0 && last) this.sink(last);
    return top;
  }

  private sink(event: Event): void {
    const { items } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && isBefore(items[child + 1]!, items[child]!)) child += 1;
      if (!isBefore(items[child]!, event)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = event;
  }
}

const isBefore = (a: Event, b: Event): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.seq < b.seq);
