import type { CourierId } from '../../../domain/ids.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { courier, courierView } from './schemas.js';

export const readCourier = reading({
  summary: 'Reads a courier, without the code.',
  hasTag: true,
  answers: { 200: courier },
  async handle({ registry }, { site, path }) {
    const row = await registry.couriers.read({ siteId: site.id, courierId: path['courierId'] as CourierId });
    return row ? answer(200, courierView(row), row.version) : problem('not-found');
  },
});
