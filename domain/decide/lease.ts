import type { Granted } from '../events.js';
import { firstWatchAfterMs } from '../timers.js';

/** An open is good for this long, and the bank refuses what is later. Design README §5. */
export const openWithinMs = 20_000;

/** A right to open from now on, in a visit whose window is so long. */
export function grant(nowMs: number, windowMinutes: number): Granted {
  return {
    openNotAfterMs: nowMs + openWithinMs,
    windowEndsAtMs: nowMs + windowMinutes * 60_000,
    watchAtMs: nowMs + firstWatchAfterMs,
  };
}

/** A watch for a window's end, unless one is pending that will see it. */
export function watchFor(windowEndsAtMs: number, pendingAtMs: number, nowMs: number): { watchAtMs?: number } {
  const isSeen = pendingAtMs > nowMs && pendingAtMs <= windowEndsAtMs;
  return isSeen ? {} : { watchAtMs: windowEndsAtMs };
}
