import { announceParcel as announce } from '../../../app/api/announce-parcel.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { newParcel, parcel, parcelView } from './schemas.js';

export const announceParcel = operation({
  summary: 'Announces a parcel. Its tracking number is the natural key within the site: one number is one parcel.',
  body: newParcel,
  answers: { 201: parcel, 200: parcel },
  async handle(ports, { site, body, times }) {
    const made = await announce(ports, { siteId: site.id, ...body, nowMs: times.nowMs });
    return 'refusal' in made
      ? refused(made.refusal)
      : answer(made.isNew ? 201 : 200, parcelView(made.row, times.nowMs));
  },
});
