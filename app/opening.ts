import { doorOfCommand, findingsOfOpening, isAtBoot, type Opening } from '../domain/guard/opening.js';
import type { StopCause } from '../domain/guard/guard.js';
import type { DoorOpened } from '../domain/inputs.js';
import { isApiCommandId, type CompartmentId } from '../domain/ids.js';
import { openAt } from './incident-at.js';
import { raise } from './raise.js';
import { stopOpens } from './guard.js';
import type { Ports } from './ports.js';
import { sendDisplay } from './screen.js';

/** Is more to be asked about this opening than its own words tell to be well? In an uneventful visit it is not. */
export function isRemarkable(opening: Opening): boolean {
  const { authority, compartmentId } = opening;
  if (authority.kind !== 'command') return authority.kind === 'none';
  if (isApiCommandId(authority.commandId)) return true;
  return (doorOfCommand(authority.commandId) ?? compartmentId) !== compartmentId;
}

/**
 * A door opened that should not have: another than the one that was told to, or one that nobody told, right after a start. It is
 * found, and no door of the bank is opened any more until a person has walked along the doors and cleared it.
 */
export async function watchOpening(ports: Ports, opening: Opening): Promise<void> {
  if (!isRemarkable(opening)) return;
  if (opening.authority.kind === 'none' && !isAtBoot(opening))
    return opening.type === 'door-opened' ? askToShut(ports, opening) : undefined;
  const { bankId, compartmentId, doorCycle } = opening;
  if (!(await ports.doors.load({ bankId, compartmentId }))) return; // Of a door that is not there nothing is wrong.
  if (isAtBoot(opening) && (await isKnownToFlap(ports, opening))) return;
  for (const finding of findingsOfOpening(opening, await commandedFor(ports, opening))) {
    await raise(ports, finding);
    const { cause, occurredAtMs } = finding;
    const key = `${compartmentId}-cycle-${doorCycle}`;
    await stopOpens(ports, bankId, { cause: cause as StopCause, compartmentId, key, occurredAtMs });
  }
}

/** Its switch says open, shut, open, whatever its controller does: a start, which its own playbook orders, is no relay that fired. */
const isKnownToFlap = async (ports: Ports, { bankId, compartmentId }: Opening): Promise<boolean> =>
  (await openAt(ports, { cause: 'door-flapping', place: { bankId, compartmentId } })) !== undefined;

async function commandedFor(ports: Ports, { bankId, authority }: Opening): Promise<CompartmentId | undefined> {
  if (authority.kind !== 'command') return undefined;
  const { commandId } = authority;
  if (!isApiCommandId(commandId)) return doorOfCommand(commandId);
  return (await ports.commands.read({ bankId, commandId }))?.compartmentId;
}

/** Whoever was told that all is well goes within this time, milliseconds. A choice, as of the answer to a request. */
const standsThereMs = 20_000;
/** From when a door is let go to when whoever it was for has gone: longer than most visits. A choice. */
const visitMs = 15 * 60_000;

/**
 * By nobody's right, where somebody was let in a moment ago: as a rule its latch did not catch, and it sprang open behind them. They
 * are told at once, for only they can push it shut again; a minute later, when the bank says that it stands ajar, nobody is there.
 */
async function askToShut(ports: Ports, { bankId, compartmentId, messageId, times }: DoorOpened): Promise<void> {
  const { occurredAtMs, nowMs, ageKnown } = times;
  if (!ageKnown || nowMs - occurredAtMs > standsThereMs) return;
  const door = (await ports.doors.load({ bankId, compartmentId }))?.door;
  if (!door?.stay || occurredAtMs > door.stay.leaseEndsAtMs + visitMs) return;
  const shown = { commandId: `${messageId}-display`, code: 'close-door', dropAfterMs: nowMs + standsThereMs } as const;
  await sendDisplay(ports, { bankId, siteId: door.siteId, compartmentId }, { kind: 'display', ...shown });
}
