import { decideByPerson } from '../../../app/api/person.js';
import { operation } from '../operation.js';
import { answered } from './answered.js';
import { askedOf } from './asked.js';
import { override, parcel } from './schemas.js';

export const overrideVerdict = operation({
  summary:
    "Says what lies in the door where the sensors could not, or said wrongly, also where the stay has ended: under the caller's name, with a reason.",
  body: override,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const { finding, reason } = call.body;
    const decided = await decideByPerson(ports, { ...askedOf(call), type: 'override', finding, reason });
    return answered(decided, call);
  },
});
