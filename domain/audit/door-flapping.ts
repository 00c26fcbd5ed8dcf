import { doorCycleOf, type AuditLook } from './look.js';

/** A busy door is opened six times an hour; twice as often, hour by hour, is no people's doing. A choice. */
const cyclesPerHour = 12;
/** So many at least, however short the time between two looks is. */
const cyclesLeast = 12;

/** So long it must have been quiet before it counts as mended. A choice. */
const quietForMs = 30 * 60_000;

const hourMs = 3_600_000;

/** The door opens and closes, and opens and closes: a loose wire at its switch. Undefined: nobody can tell. */
export function isFlapping(look: AuditLook): boolean | undefined {
  const { before, atMs } = look;
  if (!before || atMs <= before.mark.atMs) return undefined;
  const cycles = doorCycleOf(look) - before.doorCycle;
  if (cycles < 0) return undefined; // A controller that counts anew.
  const most = Math.max(cyclesLeast, (cyclesPerHour * (atMs - before.mark.atMs)) / hourMs);
  if (cycles >= most) return true;
  return cycles * 2 < most && atMs - before.mark.atMs >= quietForMs ? false : undefined;
}
