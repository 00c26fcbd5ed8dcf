import { doorOfCommand, findingsOfOpening, isAtBoot, type Opening } from '../domain/guard/opening.js';
import type { StopCause } from '../domain/guard/guard.js';
import { isApiCommandId, type CompartmentId } from '../domain/ids.js';
import { raise } from './raise.js';
import { stopOpens } from './guard.js';
import type { Ports } from './ports.js';

/** Is more to be asked about this opening than its own words tell to be well? In an uneventful visit it is not. */
export function isRemarkable(opening: Opening): boolean {
  const { authority, compartmentId } = opening;
  if (authority.kind !== 'command') return isAtBoot(opening);
  if (isApiCommandId(authority.commandId)) return true;
  return (doorOfCommand(authority.commandId) ?? compartmentId) !== compartmentId;
}

/**
 * A door opened that should not have: another than the one that was told to, or one that nobody told, right after a start. It is
 * found, and no door of the bank is opened any more until a person has walked along the doors and cleared it.
 */
export async function watchOpening(ports: Ports, opening: Opening): Promise<void> {
  if (!isRemarkable(opening)) return;
  const { bankId, compartmentId, doorCycle } = opening;
  if (!(await ports.doors.load({ bankId, compartmentId }))) return; // Of a door that is not there nothing is wrong.
  for (const finding of findingsOfOpening(opening, await commandedFor(ports, opening))) {
    await raise(ports, finding);
    const { cause, occurredAtMs } = finding;
    const key = `${compartmentId}-cycle-${doorCycle}`;
    await stopOpens(ports, bankId, { cause: cause as StopCause, compartmentId, key, occurredAtMs });
  }
}

async function commandedFor(ports: Ports, { bankId, authority }: Opening): Promise<CompartmentId | undefined> {
  if (authority.kind !== 'command') return undefined;
  const { commandId } = authority;
  if (!isApiCommandId(commandId)) return doorOfCommand(commandId);
  return (await ports.commands.read({ bankId, commandId }))?.compartmentId;
}
