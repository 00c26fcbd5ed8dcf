import type { Cause } from './cause.js';

/**
 * Causes that a visit belongs to by its nature, whatever is tried: an object is fetched, a part replaced, a wire fastened. Why, and by
 * which situation of the market's table (§4, "human must go when"). Apart for the same reason as `remoteActions`.
 */
export const inherentVisits: Readonly<Partial<Record<Cause, string>>> = {
  'wrong-door-opened': 'wiring is verified at the bank: situation 18',
  'door-switch-stuck': 'the switch is replaced: situation 19',
  'magnet-off': 'the magnet is fixed: situation 20',
  'lock-wear': 'the lock is replaced before it fails: situation 22 ("planned visit")',
  'fire-alarm': 'somebody always goes: situation 24',
  'foreign-object': 'it is fetched: situation 30',
  'dangerous-goods': 'somebody always goes: situation 37',
  'sensor-swapped': 'wiring is verified at the bank: situation 57',
  'ups-battery': 'the battery is replaced: situation 71, and 4.8',
};

/**
 * Of other causes it belongs to those cases that were last seen with this in their detail. A lens is cleaned by hand (4.8), and nothing that
 * is sent wipes it; a person goes where an object's owner is unknown: what came through no door; and where a door was opened without a command and
 * its parcel is gone, always (design, exceptions). A wire is fastened and verified at the bank (situation 21, and 4.8): that is a switch which
 * flaps though it is believed only after the longest debounce.
 */
export const inherentVisitsWhere: Readonly<Partial<Record<Cause, Readonly<Record<string, string>>>>> = {
  'opened-without-command': { parcel: 'missing' },
  phantom: { owner: 'unknown' },
  'sensor-blind': { why: 'covered' },
  'door-flapping': { why: 'wiring' },
};

export const isVisitInherent = (cause: Cause): boolean => inherentVisits[cause] !== undefined;
