import { reassignParcel as reassign } from '../../../app/api/reassign-parcel.js';
import { operation } from '../operation.js';
import { answered } from './answered.js';
import { askedOf } from './asked.js';
import { parcel, reassignment } from './schemas.js';

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
    return answered(decided, call);
  },
});
