import { liveStay, type Door } from '../door.js';
import type { HoldForIncident } from '../inputs.js';
import { decided, nothing, type Decision } from './decision.js';

/**
 * An incident keeps its door back, once: a hold that has ended, by the incident's own end or by a person who released the
 * door, is not begun again by the same incident. An end that comes before its beginning is kept, so that nothing begins.
 */
export function decideHoldForIncident(door: Door, { type, by, reason }: HoldForIncident): Decision {
  const known = (door.holds ?? []).find((hold) => hold.by === by);
  if (type === 'hold-door') return known ? nothing : decided({ type: 'door-held', by, reason });
  if (known?.isOver) return nothing;
  return decided({ type: 'door-released', by, reason, ...(isToFree(door, reason) ? { isFreed: true } : {}) });
}

/** It did not open, so nothing was put in; its lock is said to move again. */
const isToFree = (door: Door, reason: HoldForIncident['reason']): boolean =>
  reason === 'wont-open' && door.quarantine === 'wont-open' && !liveStay(door);
