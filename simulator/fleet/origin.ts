import type { Cause } from '../../domain/exceptions/cause.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { FaultCase } from '../bank-hardware.js';
import type { InVain } from '../virtual-bank.js';
import type { FaultName } from '../faults/index.js';
import type { Seeded } from './befall.js';
import { maySeed, mayBringAbout } from './brings-about.js';
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

/** A lock that pulsed in vain until this instant. */
export interface Vain extends InVain {
  atMs: number;
}

interface AtDoor {
  compartmentId: string;
  atMs: number;
}

/** A courier put a parcel into this door, and another one had been opened for it. */
export type Strayed = AtDoor;

/** What a parcel that strayed into a door may show as there, as long as it lies in it; and that the door stood open then. */
const ofStrayed: readonly Cause[] = ['wrong-compartment', 'phantom', 'left-behind', 'foreign-object'];

/** Whoever looks after the bank opened this door with the key and took out what lay in it: handed back, on their round. */
export type Taken = AtDoor;

/** Somebody put something into this door, or emptied it. */
export interface Changed extends AtDoor {
  isThere: boolean;
}

/** What tells of a thing that people have put there, or of whether they have: until the next change it is the same case. */
const ofThings: readonly Cause[] = ['phantom', 'left-behind', 'wrong-compartment', 'thin-item'];

export interface Happenings {
  history: readonly FaultCase[];
  seeded: readonly Seeded[];
  vain: readonly Vain[];
  strayed: readonly Strayed[];
  taken: readonly Taken[];
  changed: readonly Changed[];
}

/** What brought an incident about: a rate that the fleet assumes and, of hardware, of a seed, of a lock at which nobody pulled or of a round, the one case of it. */
export interface Origin {
  name?: RateName | undefined;
  /** The same again is the same case. */
  of?: object | undefined;
  /** When that case began. */
  sinceMs?: number | undefined;
}

/** As far as the simulation can tell: what brings just this about, before what else was wrong with the door, and with the bank. */
export function originOf(incident: Incident, { history, seeded, vain, strayed, taken, changed }: Happenings): Origin {
  // Nothing is at fault, and nobody did anything amiss.
  const byStaff = incident.cause === 'ghost' && taken.findLast((one) => isJustBefore(incident, one));
  if (byStaff) return { of: byStaff, sinceMs: byStaff.atMs };
  const isOfBank = incident.place.compartmentId === undefined;
  const able = history.filter(({ name }) => mayBringAbout(name, incident.cause));
  const cases = able.filter((one) => mayExplain(incident, one, isOfBank ? bankAfterwardsMs : afterwardsMs));
  const standing = cases.filter((one) => mayExplain(incident, one, 0));
  const bringsAbout = (one: FaultCase) => isBehind(one, incident.cause);
  const named = standing.findLast(bringsAbout);
  if (named) return ofCase(named);
  const unpulled = unpulledAt(incident, vain);
  const ofBank = able.findLast((one) => mayExplain(incident, one, bankAfterwardsMs));
  if (unpulled) return ofBank && !isOfDoor(ofBank) ? ofCase(ofBank) : { of: unpulled, sinceMs: unpulled.atMs };
  const before = cases.findLast(bringsAbout);
  if (before) return ofCase(before);
  const seed = seeded.findLast((one) => maySeed(one.name, incident.cause) && isRecentAt(incident, one));
  if (seed) return { name: seed.name, of: seed, sinceMs: seed.atMs };
  const stray = strayed.findLast((one) => hasStrayed(incident, one));
  if (stray) return { name: 'wrong-compartment', of: stray, sinceMs: stray.atMs };
  const mishap = ofMishaps[incident.cause];
  const atDoor = (mishap ? standing : cases).findLast(isOfDoor);
  if (atDoor) return ofCase(atDoor);
  if (mishap) return ofPeople(incident, mishap, changed);
  if (ofBank) return ofCase(ofBank);
  // Of a sound bank only what was lost while its controller began anew: seen by playing that alone.
  return incident.cause === 'command-unknown' ? { name: 'bank-reboot' } : {};
}

function ofPeople({ cause, place, raisedAtMs }: Incident, name: RateName, changed: readonly Changed[]): Origin {
  if (!ofThings.includes(cause)) return { name };
  const last = changed.findLast(
    ({ compartmentId, atMs }) => compartmentId === place.compartmentId && atMs <= raisedAtMs,
  );
  // Of a thin item it was in doubt whether it is there; of the others, where nothing is, nothing is at fault.
  if (cause !== 'thin-item' && !last?.isThere) return {};
  return { name, of: last, sinceMs: last?.atMs };
}

export const isFaultCase = (of: Origin['of']): of is FaultCase => of !== undefined && 'course' in of;

const ofCase = (one: FaultCase): Origin => ({ name: one.name, of: one, sinceMs: one.sinceMs });

/** Nobody pulled at the door that did not open, so that no lock had a part in it, whatever ailed it before. */
function unpulledAt({ cause, place, raisedAtMs }: Incident, vain: readonly Vain[]): Vain | undefined {
  if (cause !== 'wont-open') return undefined;
  const last = vain.findLast(({ compartmentId, atMs }) => compartmentId === place.compartmentId && atMs <= raisedAtMs);
  return last && !last.isPulled && raisedAtMs - last.atMs <= bankAfterwardsMs ? last : undefined;
}

/**
 * Of what was seen again. What people do is another case each time, and so is a door at which once more nobody pulled; of what nobody can
 * explain nobody knows, but what began after it was raised had no part in it.
 */
export function isAnother(one: Origin | undefined, other: Origin, raisedAtMs: number): boolean {
  if (!one || !isKnown(other)) return false;
  if (!isKnown(one)) return other.sinceMs !== undefined && other.sinceMs > raisedAtMs;
  return one.of === undefined || one.of !== other.of;
}

const isKnown = ({ name, of }: Origin): boolean => name !== undefined || of !== undefined;

const isRecentAt = ({ place, raisedAtMs }: Incident, { compartmentId, atMs }: AtDoor): boolean =>
  compartmentId === place.compartmentId && raisedAtMs >= atMs && raisedAtMs - atMs < afterwardsMs;

const isJustBefore = ({ place, raisedAtMs }: Incident, { compartmentId, atMs }: AtDoor): boolean =>
  compartmentId === place.compartmentId && raisedAtMs >= atMs && raisedAtMs - atMs <= bankAfterwardsMs;

function hasStrayed(incident: Incident, one: Strayed): boolean {
  if (incident.cause === 'door-ajar') return isJustBefore(incident, one);
  return ofStrayed.includes(incident.cause) && isRecentAt(incident, one);
}

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
