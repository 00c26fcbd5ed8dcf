import { putMember as put } from '../../../app/api/members.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { member, memberChange, memberView } from './schemas.js';

export const putMember = operation({
  summary: "Gives a token's subject, or an integration's client id, a role at a site, in place of any it had.",
  body: memberChange,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: member },
  async handle({ registry }, { site, path, body, ifMatch, times }) {
    const given = { siteId: site.id, subject: path['subject'] ?? '', role: body.role };
    const kept = await put(registry, given, { nowMs: times.nowMs, ifMatch });
    return 'refusal' in kept ? refused(kept.refusal) : answer(200, memberView(kept), kept.version);
  },
});
