import { answer, operation } from '../operation.js';
import { bankView, bankWithHealth, healthView } from './schemas.js';

export const readBank = operation({
  summary:
    'Reads a bank: what it is made of, the smallest item that each of its kinds of sensor sees, and how it is as far as it ' +
    'and the broker have said.',
  answers: { 200: bankWithHealth },
  async handle({ banks }, { bank, site, times }) {
    const { state } = await banks.peek(bank.id);
    return answer(200, { ...bankView(bank, site.policy), health: healthView(state, times.nowMs) });
  },
});
