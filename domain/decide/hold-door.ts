import { liveStay, mayHoldContent, type Door } from '../door.js';
import { isSameHolder, type HoldDoor, type ReleaseDoor } from '../from-afar.js';
import { decided, nothing, refuse, type Decision } from './decision.js';

/**
 * A door is kept from use. A visit that is running in it goes on, and a parcel in it can be fetched. A person who finds it held
 * by another says so as well: the custody log has the word, and the request is known again should it come after a release.
 */
export function decideHoldDoor(door: Door, { requestId, by, reason, note, times }: HoldDoor): Decision {
  const isHeld = door.holds?.some((hold) => isSameHolder(hold.by, by)) ?? false;
  if (wasAsked(door, requestId) || (isHeld && 'incident' in by)) return nothing;
  return decided({ type: 'door-quarantined', by, reason, note, requestId, atMs: times.nowMs });
}

/** A door is given back to use. What a stay holds it for is that stay's, and not to be released here. */
export function decideReleaseDoor(door: Door, input: ReleaseDoor): Decision {
  const { requestId, by, note, isEmpty, isServiced, endsJam, times } = input;
  if (wasAsked(door, requestId)) return nothing;
  const said = { by, note, isEmpty, isServiced, endsJam, requestId };
  const released = decided({ type: 'door-released', ...said, atMs: times.nowMs });
  if ('incident' in by) {
    const isOwn = door.holds?.some((hold) => isSameHolder(hold.by, by));
    return isOwn || (endsJam && door.quarantine === 'wont-open') ? released : nothing;
  }
  const isWorn = door.lock !== undefined || door.latch !== undefined;
  const isHeld = (door.holds?.length ?? 0) > 0 || (isServiced === true && isWorn);
  if (liveStay(door)) return isHeld ? released : refuse('not-now');
  if (mayHoldContent(door) && !isEmpty) return refuse('holds-parcel');
  return isHeld || door.compartment === 'quarantined' ? released : refuse('not-now');
}

const wasAsked = ({ requests }: Door, requestId: string | undefined): boolean =>
  requestId !== undefined && requests?.includes(requestId) === true;
