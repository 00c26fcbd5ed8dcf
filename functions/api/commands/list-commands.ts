import type { CommandRow } from '../../../app/ports.js';
import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { commands, commandsQuery, commandView } from './schemas.js';

export const listCommands = reading({
  summary: 'Lists the commands that people gave a bank, the newest first: who, why, and what became of each.',
  query: commandsQuery,
  answers: { 200: commands },
  async handle(ports, { bank, query, times }) {
    const list = `commands:${bank.id}`;
    const page = await pageAsked(ports.secrets, list, query);
    if (page === 'forged') return problem('invalid-cursor');
    const view = (row: CommandRow) => commandView(row, times.nowMs);
    return answer(200, await sealedPage(ports.secrets, list, await ports.commands.list(bank.id, page), view));
  },
});
