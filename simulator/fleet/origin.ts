import type { Cause } from '../../domain/exceptions/cause.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { FaultCase } from '../bank-hardware.js';
import type { FaultName } from '../faults/index.js';
import type { Seeded } from './befall.js';
import type { RateName } from './rates.js';

const hourMs = 3_600_000;
/** What was mended may still be found for so long: charts of sensors look back, and news comes late. A choice. */
const afterwardsMs = 72 * hourMs;

/** What was wrong with a bank, and is over, is behind its own troubles, and those of its doors, for so long. A choice. */
const bankAfterwardsMs = hourMs;

/** What else a fault brings about than the cause that it is a case of. */
const consequences: Partial<Record<FaultName, readonly Cause[]>> = {
  'power-cut': ['bank-offline'], // When its battery is empty.
};

/** What people do, or a controller that starts anew, and that no hardware explains. */
const ofMishaps: Partial<Record<Cause, RateName>> = {
  'bank-offline': 'bank-reboot',
  'door-ajar': 'ajar',
  'left-behind': 'left-behind',
  'opened-without-command': 'forced-door',
  ghost: 'forced-door',
  'thin-item': 'thin-parcel',
  // Called off while the courier stands at the open door, who puts it in all the same.
  phantom: 'withdrawal',
  'wrong-compartment': 'withdrawal',
};

/** A courier put a parcel into this door, and another one had been opened for it. */
export interface Strayed {
  compartmentId: string;
  atMs: number;
}

/** What a parcel that strayed into a door may show as there. */
const ofStrayed: readonly Cause[] = ['wrong-compartment', 'phantom', 'left-behind', 'foreign-object', 'door-ajar'];

export interface Happenings {
  history: readonly FaultCase[];
  seeded: readonly Seeded[];
  strayed: readonly Strayed[];
}

/** What brought an incident about: a rate that the fleet assumes and, of hardware or a seed, the one case of it. */
export interface Origin {
  name?: RateName | undefined;
  /** The same again is the same case. */
  of?: object | undefined;
}

/** As far as the simulation can tell: what brings just this about, before what else was wrong with the door, and with the bank. */
export function originOf(incident: Incident, { history, seeded, strayed }: Happenings): Origin {
  const isOfBank = incident.place.compartmentId === undefined;
  const cases = history.filter((one) => mayExplain(incident, one, isOfBank ? bankAfterwardsMs : afterwardsMs));
  const standing = cases.filter((one) => mayExplain(incident, one, 0));
  const bringsAbout = (one: FaultCase) => isBehind(one, incident.cause);
  const named = standing.findLast(bringsAbout) ?? cases.findLast(bringsAbout);
  if (named) return { name: named.name, of: named };
  const seed = seeded.findLast((one) => isRecentAt(incident, one));
  if (seed) return { name: seed.name, of: seed };
  const stray = ofStrayed.includes(incident.cause) && strayed.findLast((one) => isRecentAt(incident, one));
  if (stray) return { name: 'wrong-compartment', of: stray };
  const mishap = ofMishaps[incident.cause];
  const atDoor = (mishap ? standing : cases).findLast(isOfDoor);
  if (atDoor) return { name: atDoor.name, of: atDoor };
  if (mishap) return { name: mishap };
  const ofBank = history.findLast((one) => mayExplain(incident, one, bankAfterwardsMs));
  return { name: ofBank?.name, of: ofBank };
}

/** Of what was seen again. What people do is another case each time; of what nobody can explain, nobody knows. */
export const isAnother = (one: Origin | undefined, other: Origin): boolean =>
  one?.name !== undefined && other.name !== undefined && (one.of === undefined || one.of !== other.of);

const isRecentAt = ({ place, raisedAtMs }: Incident, { compartmentId, atMs }: Strayed): boolean =>
  compartmentId === place.compartmentId && raisedAtMs >= atMs && raisedAtMs - atMs < afterwardsMs;

const isBehind = ({ name, fault }: FaultCase, cause: Cause): boolean =>
  fault.cause === cause || (consequences[name]?.includes(cause) ?? false);

const isOfDoor = ({ compartmentId }: FaultCase): boolean => compartmentId !== undefined;

/** It stood at the incident's place when that was raised, or no longer before than this. */
function mayExplain(
  { place, raisedAtMs }: Incident,
  { name, compartmentId, other, sinceMs, course, endsAtMs }: FaultCase,
  agoMs: number,
) {
  // What a firmware has moved stays moved, until a new zero makes up for it.
  const endMs = name === 'firmware-shifts' ? Infinity : (course.end?.atMs ?? endsAtMs);
  if (sinceMs > raisedAtMs || endMs + agoMs < raisedAtMs) return false;
  return compartmentId === undefined || compartmentId === place.compartmentId || other === place.compartmentId;
}
