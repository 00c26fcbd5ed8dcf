import { incidentCommandIdOf, incidentIdOf, type CommandOfIncident, type DoorKey } from '../domain/ids.js';
import type { Incident } from '../domain/incident/incident.js';
import type { CommandResult } from '../domain/inputs.js';
import type { RemoteCommandType } from '../domain/remote-command.js';
import { decideAt, situationAt } from './raise.js';
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
  const given = await commandIn(incident, command, commandId);
  return given && { door, command: given };
}

/** Which command this was: a person's act, or the playbook's. An answer may be to a try, or a step, that is past: it is as true. */
async function commandIn(
  { cause, acts }: Incident,
  { step }: CommandOfIncident,
  commandId: string,
): Promise<RemoteCommandType | undefined> {
  const act = acts.find((one) => one.commandId === commandId);
  if (act) return act.command;
  const action = (await situationAt(cause)).playbook?.steps[step]?.action;
  return action?.do === 'command' ? action.command : undefined;
}
