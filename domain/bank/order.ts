import type { FromController } from '../inputs.js';
import type { Mark, Session } from './state.js';

/**
 * What came later? Nothing arrives in its order. Time decides where it differs by more than it may be wrong, and where it does
 * not, the sender's own numbers do. Within one run of a controller they always do: there they cannot be wrong.
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
 * Is this message later than the last that was heard of its controller? In one run of the controller its own numbers tell, and
 * nothing else: what an MQTT library repeats by itself, minutes later, looks as young as it was when it was first sent. A run
 * that began after the last message is another one; numbers that fell are then of a controller whose flash was wiped, and its
 * time tells. So it does of the same numbers with another uptime: they are of one that forgets how often it has started, and
 * whose every start is the first. Of messages whose ages are known.
 */
export function isLaterMessage(
  { origin, times }: Pick<FromController, 'origin' | 'times'>,
  known: (Mark & { uptimeMs?: number | undefined }) | undefined,
): boolean {
  if (!known) return true;
  const { bootCount, seq, uptimeMs } = origin;
  const { occurredAtMs } = times;
  const isSameBoot = bootCount === known.bootCount;
  const isSame = seq === known.seq && uptimeMs === (known.uptimeMs ?? uptimeMs);
  if (isSameBoot && (isSame || occurredAtMs - uptimeMs < known.atMs)) return isLaterNumber(seq, known.seq);
  if (Math.abs(occurredAtMs - known.atMs) > ageSlackMs) return occurredAtMs > known.atMs;
  return isSameBoot ? isLaterNumber(seq, known.seq) : bootCount > known.bootCount;
}

/** Half of what sixteen bits count: no message is repeated after so many others. */
const fallMax = 32_768;

/** Firmware that counts in sixteen bits begins anew within months of one run: a number that fell by most of them is a later one. */
const isLaterNumber = (seq: number, known: number): boolean => seq > known || known - seq > fallMax;
