import { decideAsRead } from '../../../app/api/act-on-incident.js';
import { incidentAt } from '../../../app/api/find-incidents.js';
import { situationAt } from '../../../app/catalogue.js';
import { answer, operation } from '../operation.js';
import { problem, refused } from '../problems.js';
import { dispatch, incidentWithTimeline, wholeView } from './schemas.js';

export const dispatchIncident = operation({
  summary: 'Sends somebody, whatever is still to be tried from afar: technicians are told what to bring. Once.',
  body: dispatch,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: incidentWithTimeline },
  async handle(ports, { site, path, actor, ifMatch, times, body }) {
    const found = await incidentAt(ports.incidents, site.id, path['incidentId'] ?? '');
    if (!found) return problem('not-found');
    const input = { type: 'dispatch', actor, note: body.note, nowMs: times.nowMs } as const;
    const decided = await decideAsRead(ports, found, input, ifMatch);
    if ('refusal' in decided) return refused(decided.refusal);
    return answer(200, wholeView(decided.incident, await situationAt(decided.incident.cause)), decided.version);
  },
});
