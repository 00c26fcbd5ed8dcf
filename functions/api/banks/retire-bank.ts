import { retireBank as retire } from '../../../app/api/retire-bank.js';
import { answer, enrolling } from '../operation.js';
import { refused } from '../problems.js';
import { bank, bankView, retirement } from './schemas.js';

export const retireBank = enrolling({
  summary:
    'Takes a bank out of service: no deposits from now on (202); the same again two minutes later, with nothing in its doors, revokes its certificate (200).',
  body: retirement,
  answers: { 200: bank, 202: bank },
  async handle(ports, { bank: row, site, actor, times, body }) {
    const retired = await retire(ports, { bank: row, actor, reason: body.reason, nowMs: times.nowMs });
    if ('refusal' in retired) return refused(retired.refusal);
    return answer(retired.retirement?.doneAtMs === undefined ? 202 : 200, bankView(retired, site.policy));
  },
});
