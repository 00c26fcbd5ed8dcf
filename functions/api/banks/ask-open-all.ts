import { askOpenAll as ask } from '../../../app/api/open-all.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { openAll, openAllView, opening } from './open-all-schemas.js';

export const askOpenAll = operation({
  summary:
    'Asks that every door of a bank be opened. None is until another person confirms it, within ten minutes; both have had their role for a day.',
  body: opening,
  needsKey: true,
  answers: { 202: openAll },
  async handle(ports, { bank, site, actor, roleSinceMs, key, times, body }) {
    const asked = await ask(ports, { bankId: bank.id, site, actor, roleSinceMs, key, times, ...body });
    return 'refusal' in asked ? refused(asked.refusal) : answer(202, openAllView(asked, times.nowMs));
  },
});
