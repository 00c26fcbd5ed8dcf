import type { Effect } from '../../domain/effects.js';
import { react } from '../../domain/reactions.js';
import { readBy } from '../claim.js';
import type { Parcel, ParcelClaim, Ports } from '../ports.js';
import { isStale, type IfMatch } from './if-match.js';

/**
 * The version of its door that shows a parcel as the caller has read it, so that what they decide is decided on no later one.
 * The door is read before the parcel: what came between the two shows in the one or the other. A commit that has not been
 * performed yet, as after a crash, is seen in neither row nor version of the parcel: it stands in the door's outbox.
 */
export async function doorAsRead(
  { doors, parcels }: Pick<Ports, 'doors' | 'parcels'>,
  { parcel, claim, requestId }: { parcel: Pick<Parcel, 'id'>; claim: ParcelClaim; requestId: string },
  ifMatch: IfMatch,
): Promise<{ asRead?: number | undefined } | 'stale'> {
  if (ifMatch === undefined || ifMatch === '*') return {};
  const door = await doors.load(claim);
  const row = await parcels.read(parcel.id);
  if (!row || isStale(ifMatch, readBy(row, requestId))) return 'stale';
  const isOwed = (effect: Effect) =>
    effect.kind === 'parcel-row' && effect.stayId === claim.stayId && effect.n > row.rowN;
  const isBehind = door?.outbox.some((entry) => react(entry).some(isOwed));
  return isBehind ? 'stale' : { asRead: door?.version };
}
