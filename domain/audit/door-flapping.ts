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
  if (!before || atMs <= before.mark.atMs) return undefined;
  const counted = doorCycleOf(look) - before.doorCycle;
  if (counted < 0) return undefined; // A controller that counts anew.
  const cycles = counted - toldSince(look, before);
  const most = Math.max(cyclesLeast, (cyclesPerHour * (atMs - before.mark.atMs)) / hourMs);
  if (cycles >= most) return true;
  return cycles * 2 < most && atMs - before.mark.atMs >= quietForMs ? false : undefined;
}

/** So often at most it was told to open since the last look: nobody counts leases by the hour, so all of its stay's count. */
function toldSince({ record: { door } }: AuditLook, { mark }: DoorSensors): number {
  const { leases = 0, leaseEndsAtMs = 0 } = door.stay ?? {};
  return leaseEndsAtMs > mark.atMs ? leases : 0;
}
