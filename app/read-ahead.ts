import type { DoorOpened } from '../domain/inputs.js';
import type { Ports } from './ports.js';

/**
 * The door that opens under a lease is shut soon, and whoever shuts it waits: what that is decided on is read now. Where that fails,
 * it is read then: nothing is told again for it.
 */
export async function readAhead(
  { doors, counters }: Ports,
  { bankId, compartmentId, authority }: DoorOpened,
): Promise<void> {
  if (authority.kind !== 'command') return;
  await doors.load({ bankId, compartmentId }).catch(() => counters.count('not-read-ahead'));
}

/** Whether that was of use when the door was shut; `none`: another process hears of it, or did of the opening. */
export const countReadAhead = (
  { counters }: Pick<Ports, 'counters'>,
  was: 'used' | 'none' | 'old' | 'nothing-decided' | 'refused',
): undefined => void counters.count('read-ahead', { was });
