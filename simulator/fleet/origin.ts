import type { Cause } from '../../domain/exceptions/cause.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { FaultCase } from '../bank-hardware.js';
import type { Seeded } from './befall.js';
import type { RateName } from './rates.js';

const hourMs = 3_600_000;
/** What was mended may still be found for so long: charts of sensors look back, and news comes late. A choice. */
const afterwardsMs = 72 * hourMs;

/** What people do that no hardware explains. */
const ofPeople: Partial<Record<Cause, RateName>> = {
  'door-ajar': 'ajar',
  'left-behind': 'left-behind',
  'opened-without-command': 'forced-door',
  ghost: 'forced-door',
  'thin-item': 'thin-parcel',
  // Called off while the courier stands at the open door, who puts it in all the same.
  phantom: 'withdrawal',
  'wrong-compartment': 'withdrawal',
};

export interface Happenings {
  history: readonly FaultCase[];
  seeded: readonly Seeded[];
}

/** What brought an incident about: a rate that the fleet assumes and, of hardware or a seed, the one case of it. */
export interface Origin {
  name?: RateName | undefined;
  /** The same again is the same case. */
  of?: object | undefined;
}

/** As far as the simulation can tell. */
export function originOf(incident: Incident, { history, seeded }: Happenings): Origin {
  const cases = history.filter((one) => mayExplain(incident, one));
  const named = cases.findLast(({ fault }) => fault.cause === incident.cause);
  if (named) return { name: named.name, of: named };
  const { place, raisedAtMs } = incident;
  const seed = seeded.findLast(({ compartmentId, atMs }) => {
    const isRecent = raisedAtMs >= atMs && raisedAtMs - atMs < afterwardsMs;
    return isRecent && compartmentId === place.compartmentId;
  });
  if (seed) return { name: seed.name, of: seed };
  const atDoor = cases.findLast(isOfDoor);
  if (atDoor) return { name: atDoor.name, of: atDoor };
  const people = ofPeople[incident.cause];
  const last = people ? undefined : cases.at(-1);
  return { name: people ?? last?.name, of: last };
}

const isOfDoor = ({ compartmentId }: FaultCase): boolean => compartmentId !== undefined;

/** It stood at the incident's place when that was raised, or not long before. */
function mayExplain(
  { place, raisedAtMs }: Incident,
  { name, compartmentId, other, sinceMs, course, endsAtMs }: FaultCase,
) {
  // What a firmware has moved stays moved, until a new zero makes up for it.
  const endMs = name === 'firmware-shifts' ? Infinity : (course.end?.atMs ?? endsAtMs);
  if (sinceMs > raisedAtMs || endMs + afterwardsMs < raisedAtMs) return false;
  return compartmentId === undefined || compartmentId === place.compartmentId || other === place.compartmentId;
}
