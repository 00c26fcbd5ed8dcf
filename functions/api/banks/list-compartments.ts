import { openAt } from '../../../app/api/find-incidents.js';
import { answer, reading } from '../operation.js';
import { compartmentFields, compartmentView } from './compartment-schemas.js';
import { withIncidents } from './open-incidents.js';
import { smallestItemsView, wall } from './schemas.js';

export const listCompartments = reading({
  summary:
    'The wall: every compartment of a bank, its door, the stay in it, and what is wrong; and what the sensors see.',
  answers: { 200: wall },
  async handle({ doors, incidents }, { bank, site, role }) {
    const [all, open] = await Promise.all([
      doors.list(bank.id, compartmentFields),
      role === 'integration' ? [] : openAt(incidents, site.id, bank.id),
    ]);
    const compartments = all.map((door) => withIncidents(compartmentView(door, role), open));
    const smallestItems = smallestItemsView(bank, site.policy);
    return answer(200, { bankId: bank.id, smallestItems, compartments });
  },
});
