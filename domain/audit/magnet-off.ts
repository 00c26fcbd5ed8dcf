import { isBinary, profileOf } from '../sensing/profiles/index.js';
import { doorCycleOf, type AuditLook } from './look.js';

/** A door that somebody left open is told of by its bank after a minute: hours without that are not a person's. Market, situation 20: "for hours". */
const openForMs = 2 * 3_600_000;

/**
 * Since when scans have found the door open, in one cycle, while nothing moved before its sensors; undefined where it is
 * not so. A door that a person opened and left ajar is that, and not this; one that nobody opened, and that stands open for hours
 * with all that is in it, is shut.
 */
export function openSinceMs(look: AuditLook): number | undefined {
  const { before, said, record, atMs } = look;
  if (said.door !== 'open' || record.door.faults?.['door-ajar'] !== undefined) return undefined;
  const goesOn = before?.openSinceMs !== undefined && before.doorCycle === doorCycleOf(look) && isSteady(look);
  return goesOn ? before.openSinceMs : atMs;
}

export const isMagnetOff = (sinceMs: number | undefined, { atMs }: AuditLook): boolean =>
  sinceMs !== undefined && atMs - sinceMs >= openForMs;

/** The switch says closed again: it has its magnet. That it says nothing is no such word. */
export const isMagnetBack = ({ said }: AuditLook): boolean => said.door === 'closed';

/** Of what the sensors say, nothing is another than at the last look by half of what they may claim; and one says something. */
function isSteady({ sights }: AuditLook): boolean {
  const speaking = sights.filter(({ seen, known }) => seen.n > 0 && known?.level !== undefined);
  const steady = speaking.filter(({ kind, seen, known }) => {
    const profile = profileOf(kind);
    if (!profile) return false;
    const off = Math.abs(seen.mean - (known?.level ?? 0));
    return isBinary(profile) ? off < 0.5 : off < profile.changeMin / 2;
  });
  return speaking.length > 0 && steady.length === speaking.length;
}
