import { holdOrRelease } from '../../../app/api/hold-door.js';
import type { CompartmentId } from '../../../domain/ids.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { compartment, compartmentView, release } from './compartment-schemas.js';

export const releaseCompartment = operation({
  summary:
    'Gives a compartment back to use: every hold ends, and any quarantine. One that may hold something is released only if ' +
    'the caller says that it is empty; that stands until something new is seen. What a parcel in it needs is said of the parcel. ' +
    'A lock that was serviced counts as new.',
  body: release,
  needsKey: true,
  answers: { 200: compartment },
  async handle(ports, { bank, path, actor, role, key, times, requestId, body }) {
    const door = { bankId: bank.id, compartmentId: path['compartmentId'] as CompartmentId };
    const who = { actor, key, times, requestId };
    const released = await holdOrRelease(ports, { type: 'release-door', door, ...who, ...body });
    return 'refusal' in released ? refused(released.refusal) : answer(200, compartmentView(released, role));
  },
});
