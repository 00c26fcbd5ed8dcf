import { changePolicy as change } from '../../../app/api/sites.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { policy, policyChange } from './schemas.js';

export const changePolicy = operation({
  summary: 'Changes what a site tunes, within bounds. What is left out stays. Banks follow within a minute.',
  body: policyChange,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: policy },
  async handle({ registry }, { site, body, ifMatch }) {
    const changed = await change(registry, site, body, ifMatch);
    return 'refusal' in changed ? refused(changed.refusal) : answer(200, changed.policy, changed.version);
  },
});
