import { isBinary } from '../profiles/index.js';
import { ewma, ratioLimit } from './chart.js';
import type { Detector } from './detector.js';
import { kept } from './state.js';

/** How fast the largest share of equal samples is forgotten, a look: half of it in a day and a half of hourly scans. A choice. */
const forgetting = 0.02;

/**
 * Standing: every value and every auxiliary has been the same for so many samples in a row, over as many looks as that takes,
 * that a living sensor as quiet as this one would do it once in the run length. A sensor whose samples are equal in a share
 * p repeats one N times in a chance of p to the N; the largest share that its living windows have lately had is taken for p,
 * because how often a quiet sensor repeats depends on where between two of its steps it stands. One whose windows are all
 * equal says nothing anyway, and is accused as well. Of a binary channel only auxiliaries can tell.
 */
export const stuck = {
  name: 'stuck',
  cause: 'sensor-stuck',
  bit: 1,
  trust: 0,
  limitFor: ratioLimit,
  judge(state, { cleaned, level, profile }, limit) {
    if (!cleaned || level === undefined) return 'unknown';
    if (cleaned.isFrozen) {
      const n = cleaned.believable.length;
      state.frozen = Math.min(samplesCounted, level === state.level ? state.frozen + n : n);
      return state.frozen * -Math.log(state.sameShare) >= limit ? 'standing' : 'unknown';
    }
    state.frozen = 0;
    if (isBinary(profile)) return 'over';
    const share = sameShareOf(cleaned.sorted);
    state.sameShare = kept(Math.max(share, ewma(state.sameShare, share, forgetting)));
    return 'over';
  },
} as const satisfies Detector;

/** More than any limit asks for; counted no further. */
const samplesCounted = 9_999;

/** The share of samples that have the most common value. */
function sameShareOf(sorted: readonly number[]): number {
  let [most, run] = [0, 0];
  for (let i = 0; i < sorted.length; i += 1) {
    run = i > 0 && sorted[i] === sorted[i - 1] ? run + 1 : 1;
    if (run > most) most = run;
  }
  return most / sorted.length;
}
