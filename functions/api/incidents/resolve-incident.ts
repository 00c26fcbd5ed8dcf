import { decideByPerson } from '../../../app/api/act-on-incident.js';
import { incidentAt } from '../../../app/api/find-incidents.js';
import { situationAt } from '../../../app/raise.js';
import { answer, operation } from '../operation.js';
import { problem, refused } from '../problems.js';
import { incidentWithTimeline, resolve, wholeView } from './schemas.js';

export const resolveIncident = operation({
  summary:
    'Says that it is mended, from afar or on site. If it is not, the next sighting raises it again, and this one counts as ' +
    'repeated. Once.',
  body: resolve,
  answers: { 200: incidentWithTimeline },
  async handle(ports, { site, path, actor, times, body }) {
    const incident = await incidentAt(ports.incidents, site.id, path['incidentId'] ?? '');
    if (!incident) return problem('not-found');
    const input = { type: 'resolve', actor, how: body.how, note: body.note, nowMs: times.nowMs } as const;
    const decided = await decideByPerson(ports, incident, input);
    if ('refusal' in decided) return refused(decided.refusal);
    return answer(200, wholeView(decided, await situationAt(decided.cause)));
  },
});
