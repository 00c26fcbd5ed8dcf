import { endedStates } from '../stay.js';
import { isBinary, profileOf } from '../sensing/profiles/index.js';
import { cameBy, isSound, judgeRemains, type Sight } from './content.js';
import { levelsOf } from './door-switch-stuck.js';
import { doorCycleOf, type AuditLook, type ContentsDetector } from './look.js';
import { holdsOnRecord } from './record.js';

/** A parcel is in the record, and nothing of it is seen any more, though the door was not opened since. */
export const ghost = {
  cause: 'ghost',
  stands(look) {
    const { record, sights, rates } = look;
    if (!holdsOnRecord(record.door)) return false;
    const { verdict } = judgeRemains(sights, record.door.sums, rates);
    return verdict === 'absent' || (verdict === 'undecided' && hasLeft(look));
  },
} as const satisfies ContentsDetector;

/**
 * Since it was said that nothing is seen of it, whose parcel it is has opened the door with their code, and it has shut: should the
 * sensors be wrong, they have seen it for themselves. Their visit left it there and the stay was stored anew, which no jam of the lock
 * does, and no cycle of anybody else.
 */
export function lookedIntoAtMs({ before, record }: AuditLook): number | undefined {
  const { stay } = record.door;
  const saidAtMs = before?.said?.ghost;
  if (saidAtMs === undefined || !stay) return undefined;
  const { storedAtMs, assignedAtMs = 0 } = stay;
  return before?.lookedIntoAtMs ?? (storedAtMs > Math.max(saidAtMs, assignedAtMs) ? storedAtMs : undefined);
}

/** The stay of which it was said has ended, or another one has begun: what became of its parcel is known, and is no ghost any more. */
export function isGhostPast({ before, record }: AuditLook): boolean {
  const { stay } = record.door;
  if (before?.said?.ghost === undefined) return false;
  return stay === undefined || endedStates.includes(stay.state) || stay.fromCycle >= before.doorCycle;
}

/** What falls over still shows a third of its height: only what goes by more of it has left. A choice, with some room for noise. */
const leftShare = 0.75;

/**
 * A parcel that is hardly more than temperature and wander may feign in days is still seen to go: within the hour between two
 * looks, with no cycle between them, neither moves a level by three quarters of a parcel. A second look must find it there.
 */
function hasLeft(look: AuditLook): boolean {
  const stood = stoodBefore(look);
  return look.sights.some((sight) => {
    const stoodAt = Object.hasOwn(stood, sight.sensor) ? stood[sight.sensor] : undefined;
    return stoodAt !== undefined && leftBy(sight, stoodAt, look);
  });
}

/** Where the sensors stood before what is suspected came up; else at the last look, if that was of the same cycle. */
function stoodBefore(look: AuditLook): Readonly<Record<string, number>> {
  const { before } = look;
  if (!before || before.door !== 'closed' || before.doorCycle !== doorCycleOf(look)) return {};
  const { suspicion } = before;
  return suspicion?.cause === 'ghost' ? (suspicion.from ?? {}) : levelsOf(look);
}

function leftBy(sight: Sight, stoodAt: number, { record }: AuditLook): boolean {
  const { sensor, kind, seen } = sight;
  const profile = profileOf(kind);
  if (!profile || isBinary(profile) || seen.n <= 0 || !isSound(sight)) return false;
  const came = profile.direction * cameBy(record.door.sums, sensor);
  const least = leftShare * Math.max(came, profile.changeMin);
  return came >= least && profile.direction * (stoodAt - seen.mean) >= least;
}
