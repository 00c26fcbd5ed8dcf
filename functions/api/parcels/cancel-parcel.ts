import { decideByPerson } from '../../../app/api/person.js';
import { operation } from '../operation.js';
import { answered } from './answered.js';
import { askedOf } from './asked.js';
import { parcel, personReason } from './schemas.js';

export const cancelParcel = operation({
  summary: 'Withdraws an announced parcel, or calls off a deposit that is not stored yet.',
  body: personReason,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const decided = await decideByPerson(ports, { ...askedOf(call), type: 'cancel', reason: call.body.reason });
    return answered(decided, call);
  },
});
