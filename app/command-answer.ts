import { answerIn, type GivenCommand } from '../domain/command/command.js';
import { parseIncidentId } from '../domain/ids.js';
import type { CommandResult } from '../domain/inputs.js';
import { attemptsMax } from './attempts.js';
import { evidenceOf } from './command-evidence.js';
import type { Ports } from './ports.js';
import { decideAt } from './raise.js';

/**
 * A bank answers a command that a person gave: its row says so from now on, however late. The first answer counts; its
 * windows are kept after it, and again by whoever retries the message. Answers with the command that was answered.
 */
export async function takeAnswer(ports: Ports, result: CommandResult): Promise<GivenCommand | undefined> {
  const { bankId, commandId, messageId } = result;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const row = await ports.commands.read({ bankId, commandId });
    if (!row || row.refusal) {
      ports.counters.count('result-of-no-command', { bankId });
      return undefined;
    }
    const answer = answerIn(row, result);
    if (!answer && row.answer?.messageId !== messageId) return undefined; // Said before, by another message.
    if (!answer || (await ports.commands.replace({ ...row, answer }))) {
      if (answer) ports.counters.count('command-answered', { bankId, type: row.type, outcome: answer.outcome });
      await keepWindows(ports, row, result);
      await tellIncident(ports, row, result);
      return row;
    }
    await ports.pause(attempt);
  }
  throw new Error(`command ${commandId} of ${bankId} changed ${attemptsMax} times while its answer was taken`);
}

/** A command that a person gave for an incident is told of in its timeline; twice is once there. */
async function tellIncident(
  ports: Ports,
  { incidentId, bankId, commandId }: GivenCommand,
  { outcome, reason, windows, times: { nowMs } }: CommandResult,
): Promise<void> {
  const key = incidentId && parseIncidentId(incidentId);
  if (!key) return;
  const answer = { bankId, commandId, outcome, reason, hasWindows: windows.length > 0 };
  await decideAt(ports, key, { type: 'command-result', ...answer, nowMs });
}

async function keepWindows(ports: Ports, command: GivenCommand, { windows, times }: CommandResult): Promise<void> {
  if (windows.length === 0) return;
  await ports.evidence.put(evidenceOf(command), { before: [], after: windows }, times.receivedAtMs);
}
