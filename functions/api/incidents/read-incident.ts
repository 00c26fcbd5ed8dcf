import { incidentAt } from '../../../app/api/find-incidents.js';
import { situationAt } from '../../../app/catalogue.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { incidentWithTimeline, wholeView } from './schemas.js';

export const readIncident = reading({
  summary: 'Reads an incident: what was seen and done, in order, where its playbook stands, and what it rests on.',
  hasTag: true,
  answers: { 200: incidentWithTimeline },
  async handle({ incidents }, { site, path }) {
    const found = await incidentAt(incidents, site.id, path['incidentId'] ?? '');
    if (!found) return problem('not-found');
    const { incident, version } = found;
    return answer(200, wholeView(incident, await situationAt(incident.cause)), version);
  },
});
