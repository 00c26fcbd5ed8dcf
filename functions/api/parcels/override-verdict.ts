import { decideByPerson } from '../../../app/api/person.js';
import { adoptParcel } from '../../../app/api/adopt-parcel.js';
import { operation } from '../operation.js';
import { problem } from '../problems.js';
import { answered } from './answered.js';
import { askedOf } from './asked.js';
import { override, parcel } from './schemas.js';

const onlyOfPresent = { path: 'compartmentId', message: 'only of a parcel that is present' };

export const overrideVerdict = operation({
  summary:
    "Says what lies in the door where the sensors could not, or said wrongly, also where the stay has ended; or that a parcel whose deposit was called off lies in another door of its bank, which then has it, and its resident is told: under the caller's name, with a reason.",
  body: override,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const { finding, compartmentId, reason } = call.body;
    const asked = { ...askedOf(call), reason };
    if (compartmentId === undefined)
      return answered(await decideByPerson(ports, { ...asked, type: 'override', finding }), call);
    if (finding !== 'present') return problem('invalid-body', { mistakes: [onlyOfPresent] });
    return answered(await adoptParcel(ports, { ...asked, compartmentId }), call);
  },
});
