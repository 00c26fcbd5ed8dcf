import type { PendingTimer } from '../adapters/memory/index.js';
import { frozenCopy } from '../adapters/memory/shelf.js';
import type { Mishaps } from './mishaps.js';
import type { Random } from './random.js';
import type { World } from './world.js';

/** One-time schedules fire within a minute after their instant, and are deleted some time after they have fired. */
const precisionMs = 60_000;
const deletedAfterMs = 120_000;

/** EventBridge Scheduler, as far as timers need it: a name is once while it exists, and it exists beyond its firing. */
export class Scheduler {
  private readonly pending = new Map<string, PendingTimer>();
  private readonly world: World;
  private readonly random: Random;
  private readonly mishaps: Mishaps;
  private readonly fire: (timer: PendingTimer, id: string) => void;
  private fired = 0;

  constructor(
    { world, random, mishaps }: { world: World; random: Random; mishaps: Mishaps },
    fire: (timer: PendingTimer, id: string) => void,
  ) {
    this.world = world;
    this.random = random;
    this.mishaps = mishaps;
    this.fire = fire;
  }

  create(timer: PendingTimer): void {
    if (this.pending.has(timer.name)) return;
    const kept = frozenCopy(timer);
    this.pending.set(timer.name, kept);
    this.world.at(timer.atMs + this.random.between(0, precisionMs), () => this.due(kept));
  }

  delete(name: string): void {
    this.pending.delete(name);
  }

  isPending(name: string): boolean {
    return this.pending.has(name);
  }

  /** Timers that will still fire. */
  get size(): number {
    return this.pending.size;
  }

  private due(timer: PendingTimer): void {
    if (this.pending.get(timer.name) !== timer) return;
    if (this.mishaps.strikes('schedule-late')) {
      this.world.after(this.random.between(60_000, 7_200_000), () => this.invoke(timer));
      return;
    }
    this.invoke(timer);
  }

  private invoke(timer: PendingTimer): void {
    if (this.pending.get(timer.name) !== timer) return;
    this.fire(timer, `t${this.fired++}`);
    if (this.mishaps.strikes('schedule-twice')) {
      this.world.after(this.random.between(0, 600_000), () => this.fire(timer, `t${this.fired++}`));
    }
    this.world.after(deletedAfterMs, () => {
      if (this.pending.get(timer.name) === timer) this.pending.delete(timer.name);
    });
  }
}
