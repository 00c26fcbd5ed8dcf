import { decideByPerson } from '../../../app/api/person.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { askedOf } from './asked.js';
import { parcel, parcelView, personReason } from './schemas.js';

export const cancelParcel = operation({
  summary: 'Withdraws an announced parcel, or calls off a deposit that is not stored yet.',
  body: personReason,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const decided = await decideByPerson(ports, { ...askedOf(call), type: 'cancel', reason: call.body.reason });
    return 'refusal' in decided
      ? refused(decided.refusal)
      : answer(200, parcelView(decided, call.times.nowMs), decided.version);
  },
});
