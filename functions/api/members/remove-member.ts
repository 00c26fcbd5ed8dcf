import { removeMember as remove } from '../../../app/api/members.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';

export const removeMember = operation({
  summary: 'Takes a role away: from the next request on, the site does not exist for them.',
  heedsIfMatch: true,
  answers: { 204: undefined },
  async handle({ registry }, { site, path, ifMatch }) {
    const removed = await remove(registry, { siteId: site.id, subject: path['subject'] ?? '' }, ifMatch);
    return removed ? refused(removed.refusal) : answer(204);
  },
});
