import type { FreeDoor } from '../app/ports.js';
import type { Mishaps } from './mishaps.js';
import type { World } from './world.js';

/** An index or an eventually consistent read lags by less than this; DynamoDB says "usually within a second". */
const lagMs = 5_000;

/** What an eventually consistent read may answer: what was so a few seconds ago, and never what was so long ago. */
export class Staleness {
  private readonly world: World;
  private readonly mishaps: Mishaps;
  private readonly writtenAtMs = new Map<string, number>();
  private readonly lists = new Map<string, { atMs: number; free: FreeDoor[] }>();

  constructor(world: World, mishaps: Mishaps) {
    this.world = world;
    this.mishaps = mishaps;
  }

  /** A custody row was written. */
  wrote(row: string): void {
    this.writtenAtMs.set(row, this.world.nowMs);
    if (this.writtenAtMs.size > 1_000) this.forgetOld();
  }

  present(rows: { chain: string; n: number }[], found: boolean[]): boolean[] {
    return rows.map(({ chain, n }, i) => {
      const isFresh = this.world.nowMs - (this.writtenAtMs.get(`${chain}#${n}`) ?? -Infinity) < lagMs;
      return found[i] === true && !(isFresh && this.mishaps.strikes('stale-read'));
    });
  }

  free(bankId: string, free: FreeDoor[]): FreeDoor[] {
    const before = this.lists.get(bankId);
    this.lists.set(bankId, { atMs: this.world.nowMs, free });
    const isRecent = before !== undefined && this.world.nowMs - before.atMs < lagMs;
    return isRecent && this.mishaps.strikes('stale-read') ? before.free : free;
  }

  private forgetOld(): void {
    for (const [row, atMs] of this.writtenAtMs) if (this.world.nowMs - atMs > lagMs) this.writtenAtMs.delete(row);
  }
}
