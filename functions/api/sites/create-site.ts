import { createSite as create } from '../../../app/api/sites.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { newSite, site, siteView } from './schemas.js';

export const createSite = operation({
  summary:
    "Creates a site. Its id is the natural key: the same request again is once. A manager's email address is asked to confirm.",
  body: newSite,
  answers: { 201: site, 200: site },
  async handle(ports, { body, times }) {
    const made = await create(ports, body, times.nowMs);
    return 'refusal' in made ? refused(made.refusal) : answer(made.isNew ? 201 : 200, siteView(made.row));
  },
});
