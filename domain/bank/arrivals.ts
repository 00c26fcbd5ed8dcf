import type { Mark } from './state.js';

/** What a message is to those of its controller that were heard before it. */
export interface Arrival {
  /**
   * `next`: newer, in the same run of the controller. `restarted`: the first that is heard of a later run. `duplicate`: the
   * last one again. `late`: an older one, which may be a duplicate as well.
   */
  kind: 'first' | 'next' | 'restarted' | 'duplicate' | 'late';
  /** Messages between the last one and a `next` that were not heard. After a restart nobody can tell. */
  missing: number;
  /** Since anything was heard of the controller, a duplicate included. 0 or more, milliseconds. */
  silentForMs: number;
  /** What to compare the following message with. */
  last: Mark;
}

/** Ages come from uptimes, and are off by what the network takes. As in `order.ts`. */
const ageSlackMs = 60_000;

/**
 * Tells what a message is by its numbers: the start of the controller that it is of, and its place in that. The same numbers
 * are the same message, however much later it comes. Numbers that fell are an older message, unless they come well after the
 * last: then the count has begun anew, as it does when a controller's memory of its starts was wiped.
 */
export function arrivalOf(mark: Mark, known: Mark | undefined): Arrival {
  if (!known) return { kind: 'first', missing: 0, silentForMs: 0, last: mark };
  const silentForMs = Math.max(0, mark.atMs - known.atMs);
  const heard = { ...known, atMs: known.atMs + silentForMs };
  if (mark.bootCount > known.bootCount) return { kind: 'restarted', missing: 0, silentForMs, last: mark };
  if (mark.bootCount === known.bootCount) {
    const missing = mark.seq - known.seq - 1;
    if (missing === -1) return { kind: 'duplicate', missing: 0, silentForMs, last: heard };
    if (missing >= 0) return { kind: 'next', missing, silentForMs, last: { ...mark, atMs: heard.atMs } };
  }
  if (silentForMs > ageSlackMs) return { kind: 'restarted', missing: 0, silentForMs, last: mark };
  return { kind: 'late', missing: 0, silentForMs, last: heard };
}
