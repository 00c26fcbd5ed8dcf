import type { ParkedMessage } from '../app/parked.js';
import type { Mishaps } from './mishaps.js';
import type { Random } from './random.js';
import type { World } from './world.js';

/** As deployed: how many a call is given, and how long what it was given is hidden from others (`lib/parked-queue.ts`). */
const batchMax = 10;
const visibilityMs = 180_000;

interface Held extends ParkedMessage {
  visibleAtMs: number;
}

interface ParkedOptions {
  world: World;
  random: Random;
  mishaps: Mishaps;
  name: string;
  /** Calls the function, and says in the end which messages are left; undefined: the call failed, and all are. */
  call(batch: ParkedMessage[], ended: (left: string[] | undefined) => void): void;
}

/** A parked queue and what calls the function with its messages: at once, and what is left when it is seen again. */
export class Parked {
  private readonly held = new Map<string, Held>();
  private count = 0;

  constructor(private readonly options: ParkedOptions) {}

  get length(): number {
    return this.held.size;
  }

  park(body: string): void {
    const { world, random, name } = this.options;
    const id = `${name}-${++this.count}`;
    this.held.set(id, { id, body, sentAtMs: world.nowMs, visibleAtMs: world.nowMs });
    world.after(random.between(10, 2_000), () => this.takeUp());
  }

  private takeUp(): void {
    const { world, random, mishaps } = this.options;
    const batch = [...this.held.values()].filter(({ visibleAtMs }) => visibleAtMs <= world.nowMs).slice(0, batchMax);
    if (batch.length === 0) return;
    for (const message of batch) message.visibleAtMs = world.nowMs + visibilityMs;
    world.after(visibilityMs, () => this.takeUp());
    this.give(batch);
    if (mishaps.strikes('called-twice')) world.after(random.between(0, 2_000), () => this.give(batch));
  }

  private give(batch: Held[]): void {
    this.options.call(batch, (left = batch.map(({ id }) => id)) => {
      for (const { id } of batch) if (!left.includes(id)) this.held.delete(id);
    });
  }
}
