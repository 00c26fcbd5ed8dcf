import { gramsAtMost } from './content.js';
import { isAfterCollection } from './left-behind.js';
import type { ContentsDetector } from './look.js';

/** The lightest parcel: assumption (no mix of weights is published; one parcel in fifty is taken to be thin or under this). */
const parcelLeastG = 30;

/**
 * After a parcel was collected, something is left that is surely less than any parcel: rubbish, a glove, a slip of paper. Only
 * scales can honestly say so; to a distance sensor what it claims to see is a parcel, and what is less it does not see.
 */
export const foreignObject = {
  cause: 'foreign-object',
  stands: (look) => isAfterCollection(look) && (gramsAtMost(look.sights) ?? Infinity) < parcelLeastG,
} as const satisfies ContentsDetector;
