import { judgeRemains } from './content.js';
import type { ContentsDetector } from './look.js';
import { holdsOnRecord } from './record.js';

/** A parcel is in the record, and nothing of it is seen any more, though the door was not opened since. */
export const ghost = {
  cause: 'ghost',
  stands: ({ record: { door }, sights, rates }) =>
    holdsOnRecord(door) && judgeRemains(sights, door.sums, rates).verdict === 'absent',
} as const satisfies ContentsDetector;
