import type { Finding } from '../incident/finding.js';
import { grantedAtMs } from '../decide/deposit.js';
import type { Door } from '../door.js';
import { parseCommandId, type CompartmentId } from '../ids.js';
import type { DoorClosed, DoorOpened } from '../inputs.js';

/** A door opened, as either of its messages says. */
export type Opening = DoorOpened | DoorClosed;

/** A door that opens by itself within this of its controller's start was opened by the start: a relay that fired. Assumption. */
const bootOpensWithinMs = 10_000;

/** By nobody's right, right after a start. One that opened before it says 0, and may have been forced. */
export function isAtBoot({ authority, openedUptimeMs = 0 }: Opening): boolean {
  return authority.kind === 'none' && openedUptimeMs > 0 && openedUptimeMs <= bootOpensWithinMs;
}

/** The door that a command was for, where its id says so; a command that a person gave is looked up. */
export const doorOfCommand = (commandId: string): CompartmentId | undefined => parseCommandId(commandId)?.compartmentId;

/**
 * What is wrong with an opening. `under`: the door that its command was for, if that is known. The door decides all the
 * same what came to it; that a command opened another door is a matter of its wiring, and that one opened at a start is one
 * of the whole bank.
 */
export function findingsOfOpening(opening: Opening, under: CompartmentId | undefined): Finding[] {
  const { bankId, compartmentId, doorCycle, times } = opening;
  const { occurredAtMs } = times;
  const cycle = `cycle-${doorCycle}`;
  const isWrong = under !== undefined && under !== compartmentId;
  const wrongDoor: Finding = {
    cause: 'wrong-door-opened',
    place: { bankId, compartmentId },
    status: 'standing',
    key: cycle,
    occurredAtMs,
    detail: { doorCycle, under: under ?? '' },
    evidence: [cycle],
  };
  const atBoot: Finding = {
    cause: 'opens-at-boot',
    place: { bankId },
    status: 'standing',
    key: `${compartmentId}-${cycle}`,
    occurredAtMs,
    detail: { doorCycle, compartmentId },
  };
  return [...(isWrong ? [wrongDoor] : []), ...(isAtBoot(opening) ? [atBoot] : [])];
}

/** Was this door told to open at that instant, and found not to have opened at any pulse of that lease? */
export function wasToldInVain({ stay, faults }: Door, atMs: number): boolean {
  const jammedAtMs = faults?.['wont-open'];
  if (!stay || jammedAtMs === undefined) return false;
  const sinceMs = grantedAtMs(stay);
  return jammedAtMs >= sinceMs && atMs >= sinceMs && atMs <= stay.leaseEndsAtMs;
}
