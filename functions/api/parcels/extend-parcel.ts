import { decideByPerson } from '../../../app/api/person.js';
import { operation } from '../operation.js';
import { answered } from './answered.js';
import { askedOf } from './asked.js';
import { extension, parcel } from './schemas.js';

export const extendParcel = operation({
  summary:
    'Gives a stored or overdue parcel a later deadline: not overdue before then, and reminded on the way to it. A hold is silent until it ends; an extension is not.',
  body: extension,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const { untilMs, reason } = call.body;
    const decided = await decideByPerson(ports, { ...askedOf(call), type: 'extend', untilMs, reason });
    return answered(decided, call);
  },
});
