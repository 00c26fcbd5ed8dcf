import { decideAsRead } from '../../../app/api/act-on-incident.js';
import { incidentAt } from '../../../app/api/find-incidents.js';
import { situationAt } from '../../../app/catalogue.js';
import { answer, operation } from '../operation.js';
import { problem, refused } from '../problems.js';
import { incidentWithTimeline, resolve, wholeView } from './schemas.js';

export const resolveIncident = operation({
  summary:
    'Says that it is mended, from afar or on site. If it is not, the next sighting raises it again, and this one counts as ' +
    'repeated. Once.',
  body: resolve,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: incidentWithTimeline },
  async handle(ports, { site, path, actor, ifMatch, times, body }) {
    const found = await incidentAt(ports.incidents, site.id, path['incidentId'] ?? '');
    if (!found) return problem('not-found');
    const input = { type: 'resolve', actor, how: body.how, note: body.note, nowMs: times.nowMs } as const;
    const decided = await decideAsRead(ports, found, input, ifMatch);
    if ('refusal' in decided) return refused(decided.refusal);
    return answer(200, wholeView(decided.incident, await situationAt(decided.incident.cause)), decided.version);
  },
});
