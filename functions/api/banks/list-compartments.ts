import { answer, operation } from '../operation.js';
import { compartmentView, wall } from './schemas.js';

export const listCompartments = operation({
  summary: 'The wall: every compartment of a bank, its door, and the stay in it.',
  answers: { 200: wall },
  async handle({ doors }, { bank, role }) {
    const compartments = (await doors.list(bank.id)).map((door) => compartmentView(door, role));
    return answer(200, { bankId: bank.id, compartments });
  },
});
