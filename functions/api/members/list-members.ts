import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { members, membersQuery, memberView } from './schemas.js';

export const listMembers = reading({
  summary: 'Lists who has which role at a site.',
  query: membersQuery,
  answers: { 200: members },
  async handle({ registry, secrets }, { site, query }) {
    const list = `members:${site.id}`;
    const page = await pageAsked(secrets, list, query);
    if (page === 'forged') return problem('invalid-cursor');
    return answer(200, await sealedPage(secrets, list, await registry.members.list(site.id, page), memberView));
  },
});
