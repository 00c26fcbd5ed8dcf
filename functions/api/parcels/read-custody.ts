import { parcelAt } from '../../../app/api/find-parcels.js';
import { asOfStay, custodyOf } from '../../../app/api/evidence.js';
import type { ParcelId } from '../../../domain/ids.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { custody, custodyQuery, custodyView } from './custody-schemas.js';

export const readCustody = reading({
  summary:
    'The custody log of where a parcel lies, or lay last: every commit, each sealed with the one before it, a thousand at a time. Anybody can verify it: npm run verify-custody.',
  query: custodyQuery,
  answers: { 200: custody },
  async handle(ports, { site, path, query, times }) {
    const parcel = await parcelAt(ports.parcels, site.id, path['parcelId'] as ParcelId);
    const row = parcel && asOfStay(parcel, query.stayId);
    const log = row && (await custodyOf(ports, row, { nowMs: times.nowMs, afterN: query.afterN }));
    return row && log ? answer(200, custodyView(row, log)) : problem(row ? 'no-such-stay' : 'not-found');
  },
});
