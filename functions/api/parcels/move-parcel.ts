import { moveParcel as move } from '../../../app/api/move-parcel.js';
import { operation } from '../operation.js';
import { answered } from './answered.js';
import { askedOf } from './asked.js';
import { movement, parcel } from './schemas.js';

export const moveParcel = operation({
  summary:
    'Moves a parcel to another door of its bank, by the hands of whoever asks and stands there: its door opens, and once it is seen to be empty the other one does. The resident is told, with a new code, once the parcel is seen in it.',
  body: movement,
  needsKey: true,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 202: parcel },
  async handle(ports, call) {
    const moved = await move(ports, { ...askedOf(call), ...call.body, site: call.site });
    return answered(moved, call, 202);
  },
});
