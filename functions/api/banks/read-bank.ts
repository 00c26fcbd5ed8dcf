import { answer, reading } from '../operation.js';
import { guardView, seesWho } from './guard-schemas.js';
import { bankView, bankWithHealth, healthView } from './schemas.js';

export const readBank = reading({
  summary:
    'Reads a bank: what it is made of, the smallest item that each of its kinds of sensor sees, how it is as far as it ' +
    'and the broker have said, and what keeps its doors shut; and what people did to it.',
  hasTag: true,
  answers: { 200: bankWithHealth },
  async handle({ banks, guards }, { bank, site, role, times }) {
    const [{ state }, guard] = await Promise.all([banks.peek(bank.id), guards.read(bank.id)]);
    const health = healthView(state, times.nowMs);
    const history = seesWho(role) ? bank.deeds : undefined;
    const view = { ...bankView(bank, site.policy), health, guard: guardView(guard, role), history };
    return answer(200, view, bank.version);
  },
});
