import type { ContentsDetector } from './look.js';
import { phantom } from './phantom.js';

/**
 * Something lies in a free door whose last stay was taken to have been collected, or to have gone back, and no cycle since
 * brought anything: it is that parcel's, or a part of it, and its resident is known.
 */
export const leftBehind = {
  cause: 'left-behind',
  stands(look) {
    const { stay, sums } = look.record.door;
    const isCollected = stay?.state === 'collected' || stay?.state === 'returned' || stay?.state === 'moved';
    return isCollected && Object.keys(sums).length === 0 && phantom.stands(look);
  },
} as const satisfies ContentsDetector;
