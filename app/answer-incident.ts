import { incidentCommandIdOf, incidentIdOf, type CommandOfIncident, type DoorKey } from '../domain/ids.js';
import type { Incident } from '../domain/incident/incident.js';
import { wasGiven } from '../domain/incident/steps.js';
import type { CommandResult } from '../domain/inputs.js';
import type { RemoteCommandType } from '../domain/remote-command.js';
import { situationAt } from './catalogue.js';
import { decideAt } from './raise.js';
import type { Ports } from './ports.js';

/** What was answered, where it was a command at a door. */
export interface Answered {
  door: DoorKey;
  command: RemoteCommandType;
  /** What the incident says to stand, and of which sensor. */
  stands: Pick<Incident, 'cause'> & Pick<Incident['place'], 'sensor'>;
}

/**
 * A bank answers a command of an incident. What its sensors showed is kept as evidence of its door, once. An answer may be to
 * a try, or a step, that is past, or come when the case is over: it is as true.
 */
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
  const situation = incident && (await situationAt(incident.cause));
  if (!incident || !situation || !wasGiven(incident, result, situation)) {
    ports.counters.count('result-of-no-command', { bankId });
    return undefined;
  }
  const { cause, place } = incident;
  const action = situation.playbook?.steps[step]?.action;
  if (place.compartmentId === undefined || action?.do !== 'command') return undefined;
  const door = { bankId, compartmentId: place.compartmentId };
  if (hasWindows && incident.evidence.includes(commandId))
    await ports.evidence.put({ ...door, id: commandId }, { before: [], after: windows }, times.receivedAtMs);
  return { door, command: action.command, stands: { cause, sensor: place.sensor } };
}
