import { decideByPerson } from '../../../app/api/person.js';
import { operation } from '../operation.js';
import { answered } from './answered.js';
import { askedOf } from './asked.js';
import { hold, parcel } from './schemas.js';

export const holdParcel = operation({
  summary:
    'Holds a stored or overdue parcel: no reminders until then, and not overdue; after that as if it was stored anew. An instant in the past ends the hold.',
  body: hold,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: parcel },
  async handle(ports, call) {
    const { untilMs, reason } = call.body;
    const decided = await decideByPerson(ports, { ...askedOf(call), type: 'hold', untilMs, reason });
    return answered(decided, call);
  },
});
