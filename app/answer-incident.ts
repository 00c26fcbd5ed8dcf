import { incidentCommandIdOf, incidentIdOf, type CommandOfIncident } from '../domain/ids.js';
import type { CommandResult } from '../domain/inputs.js';
import { decideAt } from './raise.js';
import type { Ports } from './ports.js';

/** A bank answers a command of an incident. What its sensors showed is kept as evidence of its door, once. */
export async function answerIncident(ports: Ports, command: CommandOfIncident, input: CommandResult): Promise<void> {
  const { bankId, outcome, reason, windows, times } = input;
  const { slot, n, step, tries } = command;
  const commandId = incidentCommandIdOf(incidentIdOf({ slot, n }), step, tries);
  const hasWindows = windows.length > 0;
  const result = {
    type: 'command-result',
    bankId,
    commandId,
    outcome,
    reason,
    hasWindows,
    nowMs: times.nowMs,
  } as const;
  const { incident } = await decideAt(ports, { slot, n }, result);
  if (!incident) return ports.counters.count('result-of-no-command');
  const { compartmentId } = incident.place;
  if (!hasWindows || compartmentId === undefined || !incident.evidence.includes(commandId)) return;
  const key = { bankId: incident.place.bankId, compartmentId, id: commandId };
  await ports.evidence.put(key, { before: [], after: windows }, times.receivedAtMs);
}
