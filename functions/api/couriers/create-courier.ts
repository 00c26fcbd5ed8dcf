import { createCourier as create } from '../../../app/api/couriers.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { courierView, courierWithCode, newCourier } from './schemas.js';

export const createCourier = operation({
  summary: 'Creates a courier with a code that is good for a time. The code is told here and nowhere else.',
  body: newCourier,
  needsKey: true,
  answers: { 201: courierWithCode, 200: courierWithCode },
  async handle(ports, { site, body, key, times }) {
    const made = await create(ports, { siteId: site.id, key, request: body, nowMs: times.nowMs });
    if ('refusal' in made) return refused(made.refusal);
    return answer(made.isNew ? 201 : 200, { ...courierView(made.row), code: made.code });
  },
});
