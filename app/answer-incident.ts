import { incidentCommandIdOf, incidentIdOf, type CommandOfIncident, type DoorKey } from '../domain/ids.js';
import type { Incident } from '../domain/incident/incident.js';
import type { CommandResult } from '../domain/inputs.js';
import type { RemoteCommandType } from '../domain/remote-command.js';
import { decideAt } from './raise.js';
import type { Ports } from './ports.js';

/** What was answered, where it was a command at a door. */
export interface Answered {
  door: DoorKey;
  command: RemoteCommandType;
}

/** A bank answers a command of an incident. What its sensors showed is kept as evidence of its door, once. */
export async function answerIncident(
  ports: Ports,
  command: CommandOfIncident,
  input: CommandResult,
): Promise<Answered | undefined> {
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
  if (!incident) {
    ports.counters.count('result-of-no-command');
    return undefined;
  }
  const { compartmentId } = incident.place;
  if (compartmentId === undefined) return undefined;
  const door = { bankId: incident.place.bankId, compartmentId };
  if (hasWindows && incident.evidence.includes(commandId))
    await ports.evidence.put({ ...door, id: commandId }, { before: [], after: windows }, times.receivedAtMs);
  const given = commandIn(incident, commandId);
  return given && { door, command: given };
}

/** Which command this was: of the playbook's present try, or of a person's act. */
const commandIn = ({ position, acts }: Incident, commandId: string): RemoteCommandType | undefined =>
  position.commandId === commandId ? position.command : acts.find((act) => act.commandId === commandId)?.command;
