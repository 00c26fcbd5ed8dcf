import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { residents, residentsQuery, residentView } from './schemas.js';

export const listResidents = reading({
  summary: 'Lists the residents of a site.',
  query: residentsQuery,
  answers: { 200: residents },
  async handle({ registry, secrets }, { site, query, times }) {
    const list = `residents:${site.id}`;
    const page = await pageAsked(secrets, list, query);
    if (page === 'forged') return problem('invalid-cursor');
    const found = await registry.residents.list(site.id, page);
    return answer(200, await sealedPage(secrets, list, found, (row) => residentView(row, times.nowMs)));
  },
});
