import { decideByPerson } from '../../../app/api/person.js';
import { operation } from '../operation.js';
import { answered } from './answered.js';
import { askedOf } from './asked.js';
import { parcel, personReason } from './schemas.js';

export const reissueCode = operation({
  summary: 'Gives a stored parcel a new code and tells the resident. The code before opens nothing from then on.',
  body: personReason,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const decided = await decideByPerson(ports, { ...askedOf(call), type: 'reissue', reason: call.body.reason });
    return answered(decided, call);
  },
});
