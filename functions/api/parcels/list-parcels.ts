import { parcelsOf } from '../../../app/api/find-parcels.js';
import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { parcels, parcelsQuery, parcelView } from './schemas.js';

export const listParcels = reading({
  summary:
    'Lists the parcels of a site, newest first; those of one state, if asked. A page may be short: go on by its cursor.',
  query: parcelsQuery,
  answers: { 200: parcels },
  async handle({ parcels: store, secrets }, { site, query, times }) {
    const list = `parcels:${site.id}:${query.state ?? 'all'}`;
    const page = await pageAsked(secrets, list, query);
    if (page === 'forged') return problem('invalid-cursor');
    const { nowMs } = times;
    const found = await parcelsOf(store, site.id, { state: query.state, nowMs }, page);
    return answer(200, await sealedPage(secrets, list, found, (row) => parcelView(row, nowMs)));
  },
});
