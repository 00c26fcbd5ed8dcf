import { clearOpens as clear } from '../../../app/api/clear-guard.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { clearance, guard, guardView } from './guard-schemas.js';

export const clearOpens = operation({
  summary:
    'Lets doors of a bank be opened again after a wrong door opened, doors opened at a start, or too many were told to open: ' +
    'that by another person than those whose opens were too many, who has had their role for a day, and of the whole fleet by an operator. Cleared twice is once.',
  body: clearance,
  answers: { 200: guard },
  async handle(ports, { bank, actor, role, roleSinceMs, times, body }) {
    const who = { actor, isOperator: role === 'operator', roleSinceMs };
    const cleared = await clear(ports, { bankId: bank.id, ...who, ...body, nowMs: times.nowMs });
    return 'refusal' in cleared ? refused(cleared.refusal) : answer(200, guardView(cleared, role));
  },
});
