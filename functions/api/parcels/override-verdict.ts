import { decideByPerson } from '../../../app/api/person.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { askedOf } from './asked.js';
import { override, parcel, parcelView } from './schemas.js';

export const overrideVerdict = operation({
  summary:
    "Says what lies in the door where the sensors could not, or said wrongly: under the caller's name, with a reason.",
  body: override,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const { finding, reason } = call.body;
    const decided = await decideByPerson(ports, { ...askedOf(call), type: 'override', finding, reason });
    return 'refusal' in decided
      ? refused(decided.refusal)
      : answer(200, parcelView(decided, call.times.nowMs), decided.version);
  },
});
