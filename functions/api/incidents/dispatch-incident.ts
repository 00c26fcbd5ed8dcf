import { decideByPerson } from '../../../app/api/act-on-incident.js';
import { incidentAt } from '../../../app/api/find-incidents.js';
import { situationAt } from '../../../app/raise.js';
import { answer, operation } from '../operation.js';
import { problem, refused } from '../problems.js';
import { dispatch, incidentWithTimeline, wholeView } from './schemas.js';

export const dispatchIncident = operation({
  summary: 'Sends somebody, whatever is still to be tried from afar: technicians are told what to bring. Once.',
  body: dispatch,
  answers: { 200: incidentWithTimeline },
  async handle(ports, { site, path, actor, times, body }) {
    const incident = await incidentAt(ports.incidents, site.id, path['incidentId'] ?? '');
    if (!incident) return problem('not-found');
    const input = { type: 'dispatch', actor, note: body.note, nowMs: times.nowMs } as const;
    const decided = await decideByPerson(ports, incident, input);
    if ('refusal' in decided) return refused(decided.refusal);
    return answer(200, wholeView(decided, await situationAt(decided.cause)));
  },
});
