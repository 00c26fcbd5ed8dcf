import { evidenceOf } from '../../../app/command-evidence.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { commandView, commandWithWindows, withWindows } from './schemas.js';

export const readCommand = reading({
  summary: 'Reads a command: what became of it, and the windows of a sample or a self-test.',
  answers: { 200: commandWithWindows },
  async handle({ commands, evidence }, { bank, path, times }) {
    const row = await commands.read({ bankId: bank.id, commandId: path['commandId'] ?? '' });
    if (!row) return problem('not-found');
    const kept = row.answer?.hasWindows ? await evidence.read(evidenceOf(row)) : undefined;
    return answer(200, withWindows(commandView(row, times.nowMs), kept?.after));
  },
});
