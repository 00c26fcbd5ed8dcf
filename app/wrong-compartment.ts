import type { Door } from '../domain/door.js';
import type { Finding } from '../domain/incident/finding.js';
import type { Ports } from './ports.js';

/** A courier stands at the bank who was given this door, and it closed on nothing. */
const wasFoundEmpty = ({ stay }: Door, atMs: number): boolean =>
  stay?.state === 'deposit-unverified' && stay.finding === 'absent' && atMs <= stay.windowEndsAtMs;

/**
 * Something without a record came into this door, while a courier's own door was found empty: it is most likely theirs, and
 * the case names both doors. `undefined`: it is what it was found to be.
 */
export async function inWrongCompartment(ports: Ports, finding: Finding): Promise<Finding | undefined> {
  const { cause, status, place, occurredAtMs, detail } = finding;
  if (cause !== 'phantom' || status !== 'standing' || detail?.['event'] !== 'content-unexpected') return undefined;
  const doors = await ports.doors.list(place.bankId);
  const empty = doors.find((door) => door.compartmentId !== place.compartmentId && wasFoundEmpty(door, occurredAtMs));
  return empty && { ...finding, cause: 'wrong-compartment', detail: { ...detail, under: empty.compartmentId } };
}

/** The door ends what it found; under the name that it was given here it is over as well. */
export const endOfWrongCompartment = (finding: Finding): Finding | undefined =>
  finding.cause === 'phantom' && finding.status === 'over' ? { ...finding, cause: 'wrong-compartment' } : undefined;
