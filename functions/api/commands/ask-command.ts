import { askCommand as ask } from '../../../app/api/ask-command.js';
import { answer, operation } from '../operation.js';
import { problem } from '../problems.js';
import { command, commandView } from './schemas.js';

export const askCommand = operation({
  summary:
    'Asks the bank what became of a command of unknown outcome. The command is not sent again: a bank that never had it ' +
    'says so, and obeys it no more.',
  answers: { 200: command },
  async handle(ports, { bank, path, times }) {
    const asked = await ask(ports, { bank, commandId: path['commandId'] ?? '', times });
    return asked ? answer(200, commandView(asked, times.nowMs)) : problem('not-found');
  },
});
