import type { Cause } from '../exceptions/cause.js';
import type { BankId, CompartmentId } from '../ids.js';

/** Where something is wrong: a bank, a door of it, a sensor of that door. */
export interface Place {
  bankId: BankId;
  compartmentId?: CompartmentId | undefined;
  sensor?: string | undefined;
}

/**
 * What a detector says of one cause at one place. `standing` raises an incident, or is one more sighting of it; `over` ends
 * it. A detector that cannot say makes no finding: so a blind sensor neither raises nor clears.
 */
export interface Finding {
  cause: Cause;
  place: Place;
  status: 'standing' | 'over';
  /** The natural key of the sighting (`cycle-412`, `scan-3-17`): the same again is once. At most 60 characters. */
  key: string;
  /** Unix milliseconds, in the cloud's time. */
  occurredAtMs: number;
  /** Figures for the timeline: numbers and short words. No names, phone numbers or codes. */
  detail?: Readonly<Record<string, string | number>> | undefined;
  /** Ids of evidence rows of that door. */
  evidence?: readonly string[] | undefined;
}

/** A parcel went with it: that is news, however soon after another sighting, and explained by nothing. */
export const saysParcelGone = ({ detail }: Pick<Finding, 'detail'>): boolean => detail?.['parcel'] === 'missing';

/** One cause at one place, as text: the id of its incidents follows from it. Ids have no `|`, and a sensor's name comes last. */
export const slotTextOf = ({
  cause,
  place: { bankId, compartmentId, sensor },
}: Pick<Finding, 'cause' | 'place'>): string => `incident|${cause}|${bankId}|${compartmentId ?? ''}|${sensor ?? ''}`;
