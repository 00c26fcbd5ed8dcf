import { decideByPerson } from '../../../app/api/person.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { askedOf } from './asked.js';
import { parcel, parcelView, personReason } from './schemas.js';

export const reissueCode = operation({
  summary: 'Gives a stored parcel a new code and tells the resident. The code before opens nothing from then on.',
  body: personReason,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const decided = await decideByPerson(ports, { ...askedOf(call), type: 'reissue', reason: call.body.reason });
    return 'refusal' in decided
      ? refused(decided.refusal)
      : answer(200, parcelView(decided, call.times.nowMs), decided.version);
  },
});
