import { reinstateBank as reinstate } from '../../../app/api/retire-bank.js';
import { answer, enrolling } from '../operation.js';
import { refused } from '../problems.js';
import { bank, bankView, retirement } from './schemas.js';

export const reinstateBank = enrolling({
  summary:
    'Takes back that a bank is retired: it takes deposits again (200). Where its certificate is revoked already, which nobody undoes, ' +
    'it may be given a controller again (202; POST …/controller, under another id), and is back with that.',
  body: retirement,
  answers: { 200: bank, 202: bank },
  async handle(ports, { bank: row, site, actor, times, body }) {
    const back = await reinstate(ports, { bank: row, actor, reason: body.reason, nowMs: times.nowMs });
    if ('refusal' in back) return refused(back.refusal);
    return answer(back.retirement ? 202 : 200, bankView(back, site.policy));
  },
});
