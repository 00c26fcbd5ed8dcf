import { aheadBy } from '../domain/bank/clock.js';
import { leaseAfterFirstPulseMs } from '../domain/door-changes.js';
import { isApiCommandId, parseCommandId } from '../domain/ids.js';
import type { CommandResult } from '../domain/inputs.js';
import { once } from '../domain/once.js';
import type { Ports } from './ports.js';

/** Hardly ever needed by whoever hears of results. Kept: see raise.ts. */
const loadBank = once(() => import('./bank.js'));

/** The bank says of a command that it came too late. If it came in time, the bank's clock is ahead, and every open will fare so. */
export async function watchExpiry(ports: Ports, result: CommandResult): Promise<void> {
  if (result.outcome !== 'expired' || result.reason !== undefined) return;
  const { bankId, times } = result;
  const notAfterMs = await lastInstantOf(ports, result);
  const aheadMs = notAfterMs === undefined ? undefined : aheadBy(result, notAfterMs);
  if (aheadMs === undefined) return;
  const { handleBank } = await loadBank();
  await handleBank(ports, { type: 'expired-in-time', bankId, aheadMs, times });
}

/** Of an open that was the last of its door, and of what a person gave; of others nothing is kept. */
async function lastInstantOf(ports: Ports, { bankId, commandId }: CommandResult): Promise<number | undefined> {
  if (isApiCommandId(commandId)) return (await ports.commands.read({ bankId, commandId }))?.notAfterMs;
  const command = parseCommandId(commandId);
  if (command?.verb !== 'open') return undefined;
  const stay = (await ports.doors.load({ bankId, compartmentId: command.compartmentId }))?.door.stay;
  const isLast = stay?.id === command.stayId && stay.leases === command.lease;
  return isLast ? stay.leaseEndsAtMs - leaseAfterFirstPulseMs : undefined;
}
