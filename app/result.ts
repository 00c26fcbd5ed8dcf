import {
  doorOfAudit,
  isApiCommandId,
  isResendCommandId,
  parseBesideCommandId,
  parseCommandId,
  parseIncidentCommandId,
} from '../domain/ids.js';
import type { CommandOfIncident, DoorKey } from '../domain/ids.js';
import type { CommandResult } from '../domain/inputs.js';
import { answerIncident } from './answer-incident.js';
import { takeAnswer } from './command-answer.js';
import { countRefusal, decideOnWindows } from './decide-on-windows.js';
import type { Ports } from './ports.js';
import type { SensorAnswer } from './sensor-answer.js';
import { transact, type Call } from './transact.js';

/** What an answer shows of a door's sensors. Handed in: it is much code, and nothing that a door waits for. */
export type HearSensors = (ports: Ports, door: DoorKey, answer: SensorAnswer) => Promise<void>;

/** A command's id says whose it is: a lease's, a person's, an incident's, a scan's, or a heartbeat's. */
export async function handleResult(
  ports: Ports,
  input: CommandResult,
  call: Call,
  hearSensors: HearSensors,
): Promise<void> {
  const { bankId, commandId, outcome } = input;
  if (isApiCommandId(commandId)) return answerPerson(ports, input, hearSensors);
  const ofIncident = parseIncidentCommandId(commandId);
  if (ofIncident) return answerOfIncident(ports, ofIncident, input, hearSensors);
  if (isResendCommandId(commandId)) return; // The door events are its answer.
  const audited = doorOfAudit(commandId);
  if (audited) return hearSensors(ports, { bankId, compartmentId: audited }, { ...input, command: 'sample' });
  const looked = parseBesideCommandId(commandId);
  if (looked) {
    const { compartmentId, beside } = looked;
    return hearSensors(ports, { bankId, compartmentId }, { ...input, command: 'sample', beside });
  }
  const command = parseCommandId(commandId);
  if (!command) return ports.counters.count('result-of-no-command');
  const key = { bankId, compartmentId: command.compartmentId };
  if (command.verb === 'open' && outcome === 'done') return; // The door event is the proof.
  if (command.verb !== 'sample') return countRefusal(ports, await transact(ports, key, input, call));
  const evidence = { key: { ...key, id: commandId }, windows: { before: [], after: input.windows } };
  await decideOnWindows(ports, key, input, call, evidence);
}

/** A person gave the command: its row says what became of it, and what it shows of a door's sensors is heard. */
async function answerPerson(ports: Ports, input: CommandResult, hearSensors: HearSensors): Promise<void> {
  const given = await takeAnswer(ports, input);
  if (given?.compartmentId === undefined) return;
  const { bankId, compartmentId, type } = given;
  await hearSensors(ports, { bankId, compartmentId }, { ...input, command: type });
}

/** Likewise where an incident gave it. */
async function answerOfIncident(
  ports: Ports,
  command: CommandOfIncident,
  input: CommandResult,
  hearSensors: HearSensors,
): Promise<void> {
  const answered = await answerIncident(ports, command, input);
  if (answered)
    await hearSensors(ports, answered.door, { ...input, command: answered.command, stands: answered.stands });
}
