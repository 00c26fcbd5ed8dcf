import { rowLimit } from './chart.js';
import type { Detector } from './detector.js';

/** A sound sensor fails to answer one look in a hundred: assumption. */
const missingShare = 0.01;

/** Design: no window in three intervals while the bank is alive. */
const intervals = 3;

/**
 * Standing: looks in a row without a window that can be read, three or more, over three intervals. A bank that is away makes
 * no looks, so its silence is not counted; a burst of looks is no three intervals. Of windows that are missing by chance,
 * one in a hundred, N in a row are seen once in 100 to the N looks.
 */
export const silent = {
  name: 'silent',
  cause: 'sensor-silent',
  bit: 2,
  trust: 0,
  limitFor: (runLength: number) => Math.max(intervals, rowLimit(runLength, missingShare)),
  judge(state, { cleaned, elapsedMs, look }, limit) {
    if (cleaned) {
      state.heardAtMs = Math.max(look.atMs, state.heardAtMs);
      state.missed = 0;
      return 'over';
    }
    state.missed = Math.min(state.missed + 1, missedCounted);
    // A scan comes at its time give or take: half an interval is left for that.
    const isLong = elapsedMs >= (intervals - 0.5) * look.scanIntervalMs;
    return state.missed >= limit && isLong ? 'standing' : 'unknown';
  },
} as const satisfies Detector;

const missedCounted = 999;
