import { situationOf } from '../exceptions/index.js';
import { incidentIdOf, type IncidentId } from '../ids.js';
import type { Incident } from '../incident/incident.js';
import { lastSeen, type TimelineRow } from '../incident/timeline.js';

export type Logged = Pick<
  Incident,
  'slot' | 'n' | 'cause' | 'place' | 'raisedAtMs' | 'resolution' | 'repeatedBy' | 'timeline'
>;

/** Whose visit it was, by an id that is the same for the same person; undefined where that is not known. */
export type PersonOf = (visit: { stay: string; visit: string }) => string | undefined;

/**
 * Of doors that were left open and then left open again within 7 days: the cases whose repeat was another person's act, at a door that worked
 * in between. That is shown where it is known whose visit either was, they are two people's, and from the one to the other the
 * door was opened and shut in time at least once, with no incident about its lock, latch or switch. Of what is not known nothing is shown.
 */
export function repeatsByOthers(incidents: readonly Logged[], personOf: PersonOf): Set<IncidentId> {
  const byId = new Map(incidents.map((one) => [incidentIdOf(one), one]));
  const ofDoors = incidents.filter(isOfDoor);
  const shown = incidents.filter((first) => {
    const again = first.repeatedBy && byId.get(first.repeatedBy);
    if (first.cause !== 'door-ajar' || !again) return false;
    const [left, leftAgain] = [leftIn(lastSeen(first.timeline)), leftIn(again.timeline.rows[0]?.detail)];
    if (!left || !leftAgain || leftAgain.doorCycle - left.doorCycle < 2) return false;
    const [one, other] = [personOf(left), personOf(leftAgain)];
    return one !== undefined && other !== undefined && one !== other && worked(first, again, ofDoors);
  });
  return new Set(shown.map(incidentIdOf));
}

/** In which cycle a door was left open, and at which visit. */
function leftIn({ doorCycle, stay, visit }: NonNullable<TimelineRow['detail']> = {}) {
  if (typeof doorCycle !== 'number' || typeof stay !== 'string' || typeof visit !== 'string') return undefined;
  return { doorCycle, stay, visit };
}

const worked = (first: Logged, again: Logged, ofDoors: readonly Logged[]): boolean =>
  !ofDoors.some(
    (one) =>
      one.place.bankId === first.place.bankId &&
      one.place.compartmentId === first.place.compartmentId &&
      one.raisedAtMs <= again.raisedAtMs &&
      (one.resolution?.atMs ?? Infinity) >= first.raisedAtMs,
  );

const isOfDoor = ({ cause }: Logged): boolean =>
  cause === 'latch-bounce' || situationOf(cause).section === 'doors-and-locks';
