import { reassignParcel as reassign } from '../../../app/api/reassign-parcel.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { askedOf } from './asked.js';
import { parcel, parcelView, reassignment } from './schemas.js';

export const reassignParcel = operation({
  summary:
    'Gives an announced, stored or overdue parcel to another resident of the site, who is told with a new code and reminded anew. The one before is told that it is not theirs, if they had been told of it.',
  body: reassignment,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const decided = await reassign(ports, { ...askedOf(call), ...call.body });
    return 'refusal' in decided
      ? refused(decided.refusal)
      : answer(200, parcelView(decided, call.times.nowMs), decided.version);
  },
});
