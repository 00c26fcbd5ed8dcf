import { parcelAt } from '../../../app/api/find-parcels.js';
import { asOfStay, custodyWhole, looksOf } from '../../../app/api/evidence.js';
import { messageLog } from '../../../app/api/message-log.js';
import type { ParcelId } from '../../../domain/ids.js';
import { prefersHtml } from '../accept.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { evidence, evidenceQuery, evidenceView } from './custody-schemas.js';

/** The page is loaded when somebody asks for it. */
export const readEvidence = reading({
  summary:
    'All that is known of a parcel, for a dispute: what happened at its door and when, what the sensors saw, who was told, and whether the log holds. As JSON, or as a page to show and print (format=html, or an Accept header that prefers text/html), in the language of the site unless another is asked for.',
  query: evidenceQuery,
  answers: { 200: evidence },
  alsoAs: ['text/html'],
  async handle(ports, { site, path, query, accept, times: { nowMs } }) {
    const parcel = await parcelAt(ports.parcels, site.id, path['parcelId'] as ParcelId);
    const row = parcel && asOfStay(parcel, query.stayId);
    const log = row && (await custodyWhole(ports, row, nowMs));
    if (!row?.claim || !log) return problem(row ? 'no-such-stay' : 'not-found');
    const looks = await looksOf(ports, row.claim, log.rows);
    const isPage = query.format === undefined ? prefersHtml(accept) : query.format === 'html';
    if (!isPage) return answer(200, evidenceView(row, log, looks, nowMs));
    const messages = messageLog(log, await ports.tellings.read(row.claim.stayId));
    const [{ evidencePage }, { evidenceWords }] = await Promise.all([
      import('./evidence-page.js'),
      import('./evidence-words/index.js'),
    ]);
    const words = await evidenceWords[query.language ?? site.language]();
    const text = evidencePage({ site, parcel: row, claim: row.claim, log, looks, messages, nowMs }, words);
    return { status: 200, content: { type: 'text/html', text } };
  },
});
