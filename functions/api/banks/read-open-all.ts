import { readOpenAll as read } from '../../../app/api/open-all.js';
import { answer, operation } from '../operation.js';
import { problem } from '../problems.js';
import { openAll, openAllView } from './open-all-schemas.js';

export const readOpenAll = operation({
  summary:
    'Where an opening of all doors stands: who asked and why, and who confirmed it. Only the last one of a bank is kept.',
  answers: { 200: openAll },
  async handle(ports, { bank, path, times }) {
    const asked = await read(ports, bank.id, path['openAllId'] ?? '');
    return asked ? answer(200, openAllView(asked, times.nowMs)) : problem('not-found');
  },
});
