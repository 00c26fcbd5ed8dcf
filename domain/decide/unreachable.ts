import { liveStay, type Door } from '../door.js';
import type { NobodyReached } from '../inputs.js';
import { decided, nothing, type Decision } from './decision.js';

/** No channel reached the resident: the manager is told, as a last resort and once a parcel; of one that is gone, or another's since, no more. */
export function decideUnreachable(door: Door, { stayId, residentId, message }: NobodyReached): Decision {
  const stay = liveStay(door);
  if (stay?.id !== stayId || stay.residentId !== residentId || stay.isUnreachable) return nothing;
  return decided({ type: 'resident-unreachable', message });
}
