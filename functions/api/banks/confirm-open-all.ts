import { confirmOpenAll as confirm } from '../../../app/api/open-all.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { openAll, openAllView, opening } from './open-all-schemas.js';

export const confirmOpenAll = operation({
  summary:
    'Confirms, as another person than the one who asked, that every door of a bank be opened: six at once, and six more every two minutes. Confirmed twice is once.',
  body: opening,
  answers: { 202: openAll },
  async handle(ports, { bank, site, actor, roleSinceMs, path, times, body }) {
    const asked = { bankId: bank.id, site, actor, roleSinceMs, openAllId: path['openAllId'] ?? '', times, ...body };
    const confirmed = await confirm(ports, asked);
    return 'refusal' in confirmed ? refused(confirmed.refusal) : answer(202, openAllView(confirmed, times.nowMs));
  },
});
