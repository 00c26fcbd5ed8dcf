import { pageOfPassing } from '../../../app/api/passing.js';
import { unitKey } from '../../../app/unit-key.js';
import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { residents, residentsQuery, residentView, statusOf } from './schemas.js';

export const listResidents = reading({
  summary:
    'Lists the residents of a site; those of one unit or status, if asked. A page may be short: go on by its cursor.',
  query: residentsQuery,
  answers: { 200: residents },
  async handle({ registry, secrets }, { site, query, times: { nowMs } }) {
    const { status } = query;
    const unit = query.unit === undefined ? undefined : unitKey(query.unit);
    const list = `residents:${site.id}:${JSON.stringify([unit, status])}`;
    const page = await pageAsked(secrets, list, query);
    if (page === 'forged') return problem('invalid-cursor');
    const found = await pageOfPassing(
      (asked) => registry.residents.list(site.id, asked),
      (row) =>
        (unit === undefined || unitKey(row.unit) === unit) && (status === undefined || statusOf(row, nowMs) === status),
      page,
    );
    return answer(200, await sealedPage(secrets, list, found, (row) => residentView(row, nowMs)));
  },
});
