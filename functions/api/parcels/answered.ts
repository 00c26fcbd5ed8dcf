import type { ApiRefusal } from '../../../app/api/refusals.js';
import type { Parcel } from '../../../app/ports.js';
import type { Refusal } from '../../../domain/decide/decision.js';
import { answer, type Answer } from '../operation.js';
import { refused, type Problem } from '../problems.js';
import type { AskedOfParcel } from './asked.js';
import { parcelView } from './schemas.js';

/** What whoever asked something of a parcel is answered: the parcel as it is now, or why not. */
export const answered = (
  decided: Parcel | { refusal: Refusal | ApiRefusal },
  { times: { nowMs } }: Pick<AskedOfParcel, 'times'>,
  status = 200,
): Answer | Problem =>
  'refusal' in decided ? refused(decided.refusal) : answer(status, parcelView(decided, nowMs), decided.version);
