import type { OutboxEntry } from '../outbox.js';

/** What is known of a latch that did not catch: kept with its door from the first time on. */
export interface LatchBounces {
  /** The cycle that began when the door last sprang open: told when it stands ajar, and again when it closes, it is one. */
  cycle: number;
  lastAtMs: number;
  /** How often: each within a day of the one before, or, once that is a fault, before it was seen to catch. */
  times: number;
  /** Cycles since then that ended in a shut door, where there were any. */
  caught?: number | undefined;
}

/** A door that was shut: which cycle ended then, and when, Unix milliseconds in the cloud's time. */
export interface Shut {
  doorCycle: number;
  atMs: number;
}

/** A door that is pushed shut and does not catch is open again in less than a second: market, situation 13. */
const springsWithinMs = 1_000;
/** Two messages of one bank, each told by its age, lie so far apart by the network alone. Assumption. */
const apartByTellingMs = 1_000;
const bouncesWithinMs = 24 * 3_600_000;
/** Of a latch that misses one closing in five, ten in a row that hold would be chance in one case of nine. Assumption. */
const catchesAgainFrom = 10;
/** Once is a door that was pushed too softly; twice within a day is its latch. A choice; market, situation 13: "repeated". */
const bouncesFrom = 2;

/** Nobody had a right to open it, and nobody did: it sprang open as soon as the cycle before had been shut. */
export function isBounce(shut: Shut | undefined, opened: Shut): boolean {
  if (!shut || opened.doorCycle !== shut.doorCycle + 1) return false;
  const afterMs = opened.atMs - shut.atMs;
  return afterMs >= -apartByTellingMs && afterMs <= springsWithinMs + apartByTellingMs;
}

/** Where the last cycle that its outbox knows of ended. The first commit of a cycle tells that; later ones add looks to it. */
export function lastShutIn(outbox: readonly OutboxEntry[]): Shut | undefined {
  const cycles = outbox.flatMap(({ events, occurredAtMs, isOfUnknownAge }) =>
    isOfUnknownAge
      ? []
      : events.flatMap((event) =>
          'seen' in event && event.seen ? [{ doorCycle: event.seen.doorCycle, atMs: occurredAtMs }] : [],
        ),
  );
  const last = Math.max(...cycles.map(({ doorCycle }) => doorCycle));
  return cycles.find(({ doorCycle }) => doorCycle === last);
}

export function afterBounce(before: LatchBounces | undefined, { doorCycle, atMs }: Shut): LatchBounces {
  if (before?.cycle === doorCycle) return before;
  const goesOn = before !== undefined && (before.times >= bouncesFrom || atMs - before.lastAtMs <= bouncesWithinMs);
  return { cycle: doorCycle, lastAtMs: atMs, times: goesOn ? before.times + 1 : 1 };
}

/** It has bounced once more, and too often. */
export const isNewBounce = (before: LatchBounces | undefined, after: LatchBounces | undefined): boolean =>
  after !== undefined && after.times >= bouncesFrom && after.cycle !== before?.cycle;

/** The door was shut once more, and what is still to be known of its latch: should it spring open, that comes next. */
export function afterCatch({ caught = 0, ...latch }: LatchBounces): LatchBounces | undefined {
  return caught + 1 < catchesAgainFrom ? { ...latch, caught: caught + 1 } : undefined;
}
