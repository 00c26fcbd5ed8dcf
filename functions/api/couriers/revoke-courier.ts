import { revokeCourier as revoke } from '../../../app/api/couriers.js';
import type { CourierId } from '../../../domain/ids.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { courier, courierView } from './schemas.js';

export const revokeCourier = operation({
  summary: "Takes a courier's right away: their code opens nothing from now on.",
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: courier },
  async handle({ registry }, { site, path, ifMatch }) {
    const revoked = await revoke(registry, { siteId: site.id, courierId: path['courierId'] as CourierId }, ifMatch);
    return 'refusal' in revoked ? refused(revoked.refusal) : answer(200, courierView(revoked), revoked.version);
  },
});
