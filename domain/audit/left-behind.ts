import { wasSeenEmpty, type AuditLook, type ContentsDetector } from './look.js';
import { phantom } from './phantom.js';

/**
 * Something lies in a free door whose last stay was taken to have been collected, or to have gone back, and it was not seen to be
 * empty since: it is that parcel's, or a part of it, and its resident is known.
 */
export const leftBehind = {
  cause: 'left-behind',
  stands: (look) => isAfterCollection(look) && !wasSeenEmpty(look),
} as const satisfies ContentsDetector;

/** Something lies there, and no cycle since has brought anything. */
export function isAfterCollection(look: AuditLook): boolean {
  const { stay, sums } = look.record.door;
  const isCollected = stay?.state === 'collected' || stay?.state === 'returned' || stay?.state === 'moved';
  return isCollected && Object.keys(sums).length === 0 && phantom.stands(look);
}
