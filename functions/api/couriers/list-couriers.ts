import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { couriers, couriersQuery, courierView } from './schemas.js';

export const listCouriers = reading({
  summary: 'Lists the couriers of a site, without their codes.',
  query: couriersQuery,
  answers: { 200: couriers },
  async handle({ registry, secrets }, { site, query }) {
    const list = `couriers:${site.id}`;
    const page = await pageAsked(secrets, list, query);
    if (page === 'forged') return problem('invalid-cursor');
    return answer(200, await sealedPage(secrets, list, await registry.couriers.list(site.id, page), courierView));
  },
});
