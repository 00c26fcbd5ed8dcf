import { answer, operation } from '../operation.js';
import { compartmentView } from './compartment-schemas.js';
import { smallestItemsView, wall } from './schemas.js';

export const listCompartments = operation({
  summary: 'The wall: every compartment of a bank, its door, and the stay in it; and what the sensors see.',
  answers: { 200: wall },
  async handle({ doors }, { bank, site, role }) {
    const compartments = (await doors.list(bank.id)).map((door) => compartmentView(door, role));
    const smallestItems = smallestItemsView(bank, site.policy);
    return answer(200, { bankId: bank.id, smallestItems, compartments });
  },
});
