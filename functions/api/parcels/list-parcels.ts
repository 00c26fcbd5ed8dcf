import { parcelsOf } from '../../../app/api/find-parcels.js';
import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { parcels, parcelsQuery, parcelView } from './schemas.js';

export const listParcels = reading({
  summary:
    'Lists the parcels of a site, newest first; those of one state, resident, bank or tracking number, if asked. A page may be ' +
    'short: go on by its cursor.',
  query: parcelsQuery,
  answers: { 200: parcels },
  async handle(ports, { site, query, times: { nowMs } }) {
    const { state, residentId, bankId, trackingNumber } = query;
    const list = `parcels:${site.id}:${[state, residentId, bankId, trackingNumber].join(':')}`;
    const page = await pageAsked(ports.secrets, list, query);
    if (page === 'forged') return problem('invalid-cursor');
    const found = await parcelsOf(ports, site.id, { state, residentId, bankId, trackingNumber, nowMs }, page);
    return answer(200, await sealedPage(ports.secrets, list, found, (row) => parcelView(row, nowMs)));
  },
});
