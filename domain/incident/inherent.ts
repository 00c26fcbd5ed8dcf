import { inherentVisitsWhere, isVisitInherent } from '../exceptions/inherent-visits.js';
import type { Incident } from './incident.js';
import { isSeenWith, lastSeen } from './timeline.js';

interface OfNature extends Pick<Incident, 'cause' | 'timeline'> {
  /** The case that it was put down to. */
  explanation?: OfNature | undefined;
}

/**
 * Does a visit belong to this case by its nature, whatever is tried: to its cause, to what it was last seen with, or to what it was put down to? A jam
 * that was a stuck switch is one more name of a thing that is replaced at the door: what was closed by finding that out is no mend from afar, nor failed one.
 */
export function hasInherentVisit({ cause, timeline, explanation }: OfNature): boolean {
  const { [cause]: where } = inherentVisitsWhere;
  if (isVisitInherent(cause) || (where !== undefined && isSeenWith(lastSeen(timeline), where))) return true;
  return explanation !== undefined && hasInherentVisit(explanation);
}
