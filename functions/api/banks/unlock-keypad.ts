import { unlockKeypad as unlock } from '../../../app/api/clear-guard.js';
import { answer, operation } from '../operation.js';
import { clearance, guard, guardView } from './guard-schemas.js';

export const unlockKeypad = operation({
  summary:
    'Unlocks a bank’s keypad after twenty wrong codes in a row, and forgets the wrong tries. Unlocked twice is once.',
  body: clearance,
  answers: { 200: guard },
  async handle(ports, { bank, actor, role, times, body }) {
    return answer(200, guardView(await unlock(ports, { bankId: bank.id, actor, ...body, nowMs: times.nowMs }), role));
  },
});
