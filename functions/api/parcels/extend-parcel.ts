import { decideByPerson } from '../../../app/api/person.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { askedOf } from './asked.js';
import { extension, parcel, parcelView } from './schemas.js';

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
    return 'refusal' in decided
      ? refused(decided.refusal)
      : answer(200, parcelView(decided, call.times.nowMs), decided.version);
  },
});
