import type { BankRow } from '../../../app/registry-ports.js';
import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { banks, banksQuery, bankView } from './schemas.js';

export const listBanks = reading({
  summary: 'Lists the banks of a site.',
  query: banksQuery,
  answers: { 200: banks },
  async handle({ registry, secrets }, { site, query }) {
    const list = `banks:${site.id}`;
    const page = await pageAsked(secrets, list, query);
    if (page === 'forged') return problem('invalid-cursor');
    const view = (row: BankRow) => bankView(row, site.policy);
    return answer(200, await sealedPage(secrets, list, await registry.banks.list(site.id, page), view));
  },
});
