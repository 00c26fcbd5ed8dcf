import type { Mark, Session } from './state.js';

/**
 * What came later? Nothing arrives in its order. The rule is the same for both kinds: time decides where it differs by
 * more than it may be wrong, and where it does not, the sender's own numbers do.
 */

/** Two presence events, each stamped up to two minutes off (AWS IoT developer guide, lifecycle events). */
const stampSlackMs = 4 * 60_000;

/**
 * The version grows with every connection of a client, and begins at 0 again after about an hour without one, or after
 * its persistent session has ended: then only the instants tell, and they are far apart.
 */
export function isLaterSession(event: Session, known: Session | undefined): boolean {
  if (!known) return true;
  if (Math.abs(event.atMs - known.atMs) > stampSlackMs) return event.atMs > known.atMs;
  if (event.versionNumber !== known.versionNumber) return event.versionNumber > known.versionNumber;
  return known.isConnected && !event.isConnected; // Of one connection, its end is the later.
}

/** Did the bank still speak after this presence event, beyond what its stamp may be off? */
export const outlives = (atMs: number, session: Pick<Session, 'atMs'>): boolean => atMs > session.atMs + stampSlackMs;

/** Ages come from uptimes, and are off by what the network takes. */
const ageSlackMs = 60_000;

/**
 * Of two messages of one controller whose ages are known. Numbers that fell, an hour later, are of a controller whose
 * flash was wiped, and no old message.
 */
export function isLaterMessage(mark: Mark, known: Mark | undefined): boolean {
  if (!known) return true;
  if (Math.abs(mark.atMs - known.atMs) > ageSlackMs) return mark.atMs > known.atMs;
  return mark.bootCount === known.bootCount ? mark.seq > known.seq : mark.bootCount > known.bootCount;
}
