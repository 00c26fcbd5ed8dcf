import { changeSite } from '../../../app/api/sites.js';
import type { SiteRow } from '../../../app/registry-ports.js';
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
    const change = (row: SiteRow) => ({ ...row, policy: { ...row.policy, ...body } });
    const changed = await changeSite(registry, site, change, ifMatch);
    return 'refusal' in changed ? refused(changed.refusal) : answer(200, changed.policy, changed.version);
  },
});
