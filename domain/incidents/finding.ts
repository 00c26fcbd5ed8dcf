import type { Cause } from '../exceptions/causes.js';
import type { BankId, CompartmentId } from '../ids.js';

/**
 * What something looked at says of one cause at one place. `standing` raises an incident or is one more sighting of it,
 * `over` ends it. What cannot be seen is no finding: a blind sensor neither raises nor clears.
 */
export interface Finding {
  cause: Cause;
  is: 'standing' | 'over';
  bankId: BankId;
  /** Undefined for the bank as a whole. */
  compartmentId?: CompartmentId | undefined;
  /** Where the cause is one sensor's. */
  sensor?: string | undefined;
  /** A natural key of what showed it: the same happening, however often it is handed over, has the same key. */
  key: string;
  /** Unix milliseconds: when it was so, not when it was heard. */
  seenAtMs: number;
  /** Numbers and words for the timeline: no name, no number of a phone, no code. */
  detail?: Readonly<Record<string, string | number>> | undefined;
}
