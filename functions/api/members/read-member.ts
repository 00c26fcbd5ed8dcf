import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { member, memberView } from './schemas.js';

export const readMember = reading({
  summary: "Reads what role a token's subject has at a site.",
  hasTag: true,
  answers: { 200: member },
  async handle({ registry }, { site, path }) {
    const row = await registry.members.read({ siteId: site.id, subject: path['subject'] ?? '' });
    return row ? answer(200, memberView(row), row.version) : problem('not-found');
  },
});
