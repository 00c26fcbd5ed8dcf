import { removeMember as remove } from '../../../app/api/members.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';

export const removeMember = operation({
  summary: 'Takes a role away: from the next request on, the site does not exist for them.',
  answers: { 204: undefined },
  async handle({ registry }, { site, path }) {
    const removed = await remove(registry, { siteId: site.id, subject: path['subject'] ?? '' });
    return removed ? refused(removed.refusal) : answer(204);
  },
});
