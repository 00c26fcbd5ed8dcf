import { decideByPerson } from '../../../app/api/person.js';
import { operation } from '../operation.js';
import { answered } from './answered.js';
import { askedOf } from './asked.js';
import { parcel, personReason } from './schemas.js';

export const returnParcel = operation({
  summary:
    'Marks a stored parcel for return: a carrier may take it from then on. Until one does, it is overdue and its code opens the door.',
  body: personReason,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const decided = await decideByPerson(ports, { ...askedOf(call), type: 'return', reason: call.body.reason });
    return answered(decided, call);
  },
});
