import { reportIncident as report } from '../../../app/api/act-on-incident.js';
import { situationAt } from '../../../app/catalogue.js';
import { answer, operation } from '../operation.js';
import { problem, refused } from '../problems.js';
import { incidentWithTimeline, newIncident, wholeView } from './schemas.js';

export const reportIncident = operation({
  summary:
    'Reports what a person has seen: a cause of the catalogue, at a bank or one of its compartments. While an incident of ' +
    'that cause is open there, it is one more sighting of it.',
  body: newIncident,
  needsKey: true,
  answers: { 201: incidentWithTimeline, 200: incidentWithTimeline },
  async handle(ports, { site, actor, key, times, body }) {
    const { cause, bankId, compartmentId } = body;
    const bank = await ports.registry.banks.read({ bankId });
    if (bank?.siteId !== site.id) return problem('not-found');
    const reported = await report(ports, { cause, bank, compartmentId, actor, key, nowMs: times.nowMs });
    if ('refusal' in reported) return refused(reported.refusal);
    return answer(reported.isNew ? 201 : 200, wholeView(reported.incident, await situationAt(cause)));
  },
});
