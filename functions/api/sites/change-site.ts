import { changeSite as change } from '../../../app/api/sites.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { site as schema, siteChange, siteView } from './schemas.js';

export const changeSite = operation({
  summary: 'Changes a site. What is left out stays.',
  body: siteChange,
  answers: { 200: schema },
  async handle({ registry }, { site, body }) {
    const changed = await change(registry, site, (row) => ({ ...row, name: body.name ?? row.name }));
    return 'refusal' in changed ? refused(changed.refusal) : answer(200, siteView(changed));
  },
});
