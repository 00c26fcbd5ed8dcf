import { profileOf, isBinary } from '../sensing/profiles/index.js';
import { isSound } from './content.js';
import type { AuditLook, ContentsDetector } from './look.js';

/**
 * The door was to be opened, no cycle came of it, and yet what its sensors see is another: somebody was at it, and the
 * switch did not notice. Without such a visit a change is the contents' own matter (phantom, ghost) or a parcel that fell
 * over. Only of banks that say how far their doors have counted: news of a cycle may otherwise be on its way.
 */
export const doorSwitchStuck = {
  cause: 'door-switch-stuck',
  stands(look) {
    const { before, said } = look;
    const suspicion = before?.suspicion;
    if (suspicion?.cause === 'door-switch-stuck') return isStillElsewhere(look, suspicion.from ?? {});
    if (!before || said.doorCycle === undefined) return false;
    const isSameCycle = said.doorCycle === before.doorCycle && before.door === 'closed';
    return isSameCycle && wasToBeOpened(look) && movedFrom(look, levelsOf(look)) > 0;
  },
} as const satisfies ContentsDetector;

/** Where the sensors stood at the last look, by name; what one that was silent then saw before is of another cycle, perhaps. */
export const levelsOf = ({ before }: AuditLook): Record<string, number> =>
  Object.fromEntries(
    Object.entries(before?.sensors ?? {}).flatMap(([sensor, { level, missed }]) =>
      level === undefined || missed > 0 ? [] : [[sensor, level]],
    ),
  );

function wasToBeOpened({ record: { door }, before, atMs }: AuditLook): boolean {
  const leaseEndsAtMs = door.stay?.leaseEndsAtMs ?? 0;
  return before !== undefined && leaseEndsAtMs > before.mark.atMs && leaseEndsAtMs <= atMs;
}

/** A second look counts only if it finds them where the first one did: away from where they stood before. */
const isStillElsewhere = (look: AuditLook, from: Readonly<Record<string, number>>): boolean =>
  movedFrom(look, from) > 0;

/** How many sound sensors stand a parcel's worth away from there. */
function movedFrom({ sights }: AuditLook, from: Readonly<Record<string, number>>): number {
  return sights.filter((sight) => {
    const { sensor, kind, seen } = sight;
    const [profile, level] = [profileOf(kind), Object.hasOwn(from, sensor) ? from[sensor] : undefined];
    if (!profile || level === undefined || seen.n <= 0 || !isSound(sight)) return false;
    return isBinary(profile) ? seen.mean > 0.5 !== level > 0.5 : Math.abs(seen.mean - level) >= profile.changeMin;
  }).length;
}
