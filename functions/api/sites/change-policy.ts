import { changeSite } from '../../../app/api/sites.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { policy, policyChange } from './schemas.js';

export const changePolicy = operation({
  summary: 'Changes what a site tunes, within bounds. What is left out stays. Banks follow within a minute.',
  body: policyChange,
  answers: { 200: policy },
  async handle({ registry }, { site, body }) {
    const changed = await changeSite(registry, site, (row) => ({ ...row, policy: { ...row.policy, ...body } }));
    return 'refusal' in changed ? refused(changed.refusal) : answer(200, changed.policy);
  },
});
