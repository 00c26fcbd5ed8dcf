import { sitesOf } from '../../../app/api/sites.js';
import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { sites, sitesQuery, siteView } from './schemas.js';

export const listSites = reading({
  summary: 'Lists the sites that the caller is a member of; for an operator, all.',
  query: sitesQuery,
  answers: { 200: sites },
  async handle({ registry, secrets }, { query, actor, role }) {
    const list = role === 'operator' ? 'sites' : `sites:${actor}`;
    const page = await pageAsked(secrets, list, query);
    if (page === 'forged') return problem('invalid-cursor');
    const found = role === 'operator' ? await registry.sites.list(page) : await sitesOf(registry, actor, page);
    return answer(200, await sealedPage(secrets, list, found, siteView));
  },
});
