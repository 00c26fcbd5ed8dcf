import { situationOf } from '../exceptions/index.js';
import type { Incident } from './incident.js';
import { isSeenWith, lastSeen } from './timeline.js';

/** Does a visit belong to this case by its nature, whatever is tried: to its cause, or to what it was last seen with? */
export function hasInherentVisit({ cause, timeline }: Pick<Incident, 'cause' | 'timeline'>): boolean {
  const { visitIsInherent, visitIsInherentWhere: where } = situationOf(cause);
  return visitIsInherent || (where !== undefined && isSeenWith(lastSeen(timeline), where));
}
