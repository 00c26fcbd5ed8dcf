import { debounceMsRange } from '../remote-command.js';
import type { DoorSensors } from './door-sensors.js';
import { doorCycleOf, type AuditLook } from './look.js';

/** A busy door is opened six times an hour; twice as often, hour by hour, is no people's doing. A choice. */
const cyclesPerHour = 12;
/** So many at least, however short the time between two looks is. */
const cyclesLeast = 12;

/** So long it must have been quiet before it counts as mended. A choice. */
const quietForMs = 30 * 60_000;

const hourMs = 3_600_000;

/** The door opens and closes, and opens and closes, and nobody told it to: a loose wire at its switch. Undefined: nobody can tell. */
export function isFlapping(look: AuditLook): boolean | undefined {
  const { before, atMs } = look;
  const cycles = untoldCycles(look);
  if (!before || cycles === undefined) return undefined;
  const most = Math.max(cyclesLeast, (cyclesPerHour * (atMs - before.mark.atMs)) / hourMs);
  if (cycles >= most) return true;
  return cycles * 2 < most && atMs - before.mark.atMs >= quietForMs ? false : undefined;
}

/** How often it opened since the last look without being told to. Undefined: nobody can tell. */
function untoldCycles(look: AuditLook): number | undefined {
  const { before, atMs } = look;
  if (!before || atMs <= before.mark.atMs) return undefined;
  const counted = doorCycleOf(look) - before.doorCycle;
  if (counted < 0) return undefined; // A controller that counts anew.
  return counted - toldSince(look, before);
}

/** So often at most it was told to open since the last look: nobody counts leases by the hour, so all of a stay's count, and of those before it. */
function toldSince({ record: { door } }: AuditLook, { mark }: DoorSensors): number {
  const { leases = 0, leaseEndsAtMs = 0, leasedBefore } = door.stay ?? {};
  const before = leasedBefore && leasedBefore.untilMs > mark.atMs ? leasedBefore.leases : 0;
  return before + (leaseEndsAtMs > mark.atMs ? leases : 0);
}

const isLongest = ({ said }: Pick<AuditLook, 'said'>): boolean => (said.debounceMs ?? 0) >= debounceMsRange.longest;

/** Since when scans have found its switch with the longest debounce; undefined where it has a shorter one. */
export const debouncedSinceMs = (look: Pick<AuditLook, 'said' | 'before' | 'atMs'>): number | undefined =>
  isLongest(look) ? (look.before?.debouncedSinceMs ?? look.atMs) : undefined;

/**
 * Of a door that flaps: it did so under the longest debounce ever since the last look. Each of these openings lasted longer than contacts
 * bounce and vibration shakes them, and nothing that is sent holds a wire fast. Undefined: no evidence of that.
 */
export function wiringIn(look: AuditLook) {
  const { said, before } = look;
  if (before?.debouncedSinceMs === undefined || !isLongest(look)) return undefined;
  return {
    why: 'wiring',
    cycles: untoldCycles(look) ?? 0,
    debounceMs: said.debounceMs ?? 0,
    debouncedSinceMs: before.debouncedSinceMs,
  };
}
