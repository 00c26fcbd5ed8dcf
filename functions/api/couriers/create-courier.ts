import { createCourier as create } from '../../../app/api/couriers.js';
import { answer, operation } from '../operation.js';
import { problem, refused } from '../problems.js';
import { courierView, courierWithCode, newCourier } from './schemas.js';

/** With the 31 days that it is good for, within the 120 for which an older key of the code secret is kept. */
const aheadMaxMs = 60 * 24 * 3_600_000;

export const createCourier = operation({
  summary: 'Creates a courier with a code that is good for a time. The code is told here and nowhere else.',
  body: newCourier,
  needsKey: true,
  answers: { 201: courierWithCode, 200: courierWithCode },
  async handle(ports, { site, body, key, times }) {
    if ((body.validFromMs ?? 0) > times.nowMs + aheadMaxMs)
      return problem('invalid-body', { detail: 'validFromMs is at most 60 days ahead' });
    const made = await create(ports, { siteId: site.id, key, request: body, nowMs: times.nowMs });
    if ('refusal' in made) return refused(made.refusal);
    return answer(made.isNew ? 201 : 200, { ...courierView(made.row), code: made.code });
  },
});
