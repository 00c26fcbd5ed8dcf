import type { DoorEvent } from '../../domain/events.js';
import type { Ports } from '../ports.js';

/**
 * So many rows are looked through, the newest: of a door that nobody mends and that swings for days there are more, and its parcel
 * is to be dealt with all the same. A key that comes again after so many is the door's to know.
 */
export const lookedThrough = { newest: 5_000 } as const;

/**
 * The event that this request led to before, if it did: told by the custody log, which outlives the stay at its door. One
 * that was committed a moment ago and has no row yet is known to the door, which decides nothing twice.
 */
export async function decidedBefore(
  { custody }: Pick<Ports, 'custody'>,
  chain: string,
  requestId: string,
): Promise<DoorEvent | undefined> {
  const rows = await custody.read(chain, lookedThrough);
  const events = rows.flatMap((row) => row.events);
  return eventOf(events, requestId);
}

export const eventOf = (events: readonly DoorEvent[], requestId: string): DoorEvent | undefined =>
  events.find((event) => 'requestId' in event && event.requestId === requestId);
