import { incidentsOf } from '../../../app/api/find-incidents.js';
import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { incidents, incidentsQuery, incidentView } from './schemas.js';

export const listIncidents = reading({
  summary:
    'Lists the incidents of a site: open ones first, of either the newest first. A page may be short: go on by its cursor.',
  query: incidentsQuery,
  answers: { 200: incidents },
  async handle(ports, { site, query }) {
    const { state, cause, bankId, severity } = query;
    const list = `incidents:${site.id}:${[state, cause, bankId, severity].join(':')}`;
    const page = await pageAsked(ports.secrets, list, query);
    if (page === 'forged') return problem('invalid-cursor');
    const found = await incidentsOf(ports.incidents, site.id, { state, cause, bankId, severity }, page);
    return answer(200, await sealedPage(ports.secrets, list, found, incidentView));
  },
});
