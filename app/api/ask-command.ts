import { goodForMs, stateAt } from '../../domain/command/command.js';
import { lastDecided } from '../../domain/cycles.js';
import type { Times } from '../../domain/inputs.js';
import type { CommandRow, Ports } from '../ports.js';
import type { BankRow } from '../registry-ports.js';

/**
 * Asks the bank what became of a command, and never sends it again. A bank that never had it answers so, and obeys it no
 * more should it come after all. Asking twice does no harm; a display is never answered, and so not asked about.
 */
export async function askCommand(
  ports: Ports,
  { bank, commandId, times }: { bank: BankRow; commandId: string; times: Times },
): Promise<CommandRow | undefined> {
  const row = await ports.commands.read({ bankId: bank.id, commandId });
  if (!row) return undefined;
  const state = stateAt(row, times.nowMs);
  const compartmentId = row.compartmentId ?? bank.doors[0]?.compartmentId;
  const isOpen = state === 'given' || state === 'unknown';
  if (!isOpen || row.type === 'display' || !compartmentId) return row;
  const door = (await ports.doors.load({ bankId: bank.id, compartmentId }))?.door;
  await ports.bankLink.send(bank.id, {
    commandId,
    type: 'resend',
    compartmentId,
    issuedAtMs: times.nowMs,
    notAfterMs: times.nowMs + goodForMs('resend'),
    fields: { fromDoorCycle: door ? lastDecided(door.cycles) + 1 : 0 },
  });
  return row;
}
