import { parcelAt } from '../../../app/api/find-parcels.js';
import { parcelMessages } from '../../../app/api/message-log.js';
import type { ParcelId } from '../../../domain/ids.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { messagesOfParcel } from './message-schemas.js';

export const listMessages = reading({
  summary:
    'What the people of a parcel were told of it, by which channel, when, and how that went; what waits, and what was dropped: of every door that it lay in. No content, no address.',
  answers: { 200: messagesOfParcel },
  async handle(ports, { site, path }) {
    const row = await parcelAt(ports.parcels, site.id, path['parcelId'] as ParcelId);
    if (!row) return problem('not-found');
    return answer(200, { parcelId: row.id, items: await parcelMessages(ports, row) });
  },
});
