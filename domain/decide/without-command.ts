import type { Door } from '../door.js';
import type { DoorEvent } from '../events.js';
import { isBounce } from '../faults/latch-bounce.js';
import type { DoorAjar, DoorClosed } from '../inputs.js';
import type { Context } from './decision.js';

/**
 * Nobody may open a door without a command or a key: that it was is told, whatever it changed. One that springs open as soon as
 * it was shut was opened by nobody at all, which its latch has to answer for.
 */
export function withoutCommand(door: Door, told: DoorClosed | DoorAjar, { lastShut }: Context): DoorEvent[] {
  const { authority, doorCycle, openForMs, times } = told;
  if (authority.kind !== 'none') return [];
  const isClosed = told.type === 'door-closed';
  const openedAtMs = times.occurredAtMs - openForMs;
  const isKnown = door.latch?.cycle === doorCycle; // Told when it stood ajar.
  const isSprung = times.ageKnown && isBounce(lastShut, { doorCycle, atMs: openedAtMs });
  return [{ type: isKnown || isSprung ? 'sprang-open' : 'opened-without-command', doorCycle, openedAtMs, isClosed }];
}
