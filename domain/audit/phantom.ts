import type { ContentsDetector } from './look.js';
import { isFreeOnRecord } from './record.js';

/** Something lies in a door that is free. A door that is found occupied when it is to be offered is the same. */
export const phantom = {
  cause: 'phantom',
  stands: ({ record, content }) => isFreeOnRecord(record.door) && content.verdict === 'present',
} as const satisfies ContentsDetector;
