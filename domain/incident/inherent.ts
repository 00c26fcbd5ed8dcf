import { inherentVisitsWhere, isVisitInherent } from '../exceptions/inherent-visits.js';
import type { Incident } from './incident.js';
import { isSeenWith, lastSeen } from './timeline.js';

/** Does a visit belong to this case by its nature, whatever is tried: to its cause, or to what it was last seen with? */
export function hasInherentVisit({ cause, timeline }: Pick<Incident, 'cause' | 'timeline'>): boolean {
  const { [cause]: where } = inherentVisitsWhere;
  return isVisitInherent(cause) || (where !== undefined && isSeenWith(lastSeen(timeline), where));
}
