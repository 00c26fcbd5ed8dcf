import { eraseResident as erase } from '../../../app/api/erase-resident.js';
import type { ResidentId } from '../../../domain/ids.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';

export const eraseResident = operation({
  summary:
    'Erases a resident: name, unit, phone and email are gone, custody logs keep an id and still verify. Their parcels are fetched or returned first.',
  heedsIfMatch: true,
  answers: { 204: undefined },
  async handle(ports, { site, path, ifMatch }) {
    const erased = await erase(ports, { siteId: site.id, residentId: path['residentId'] as ResidentId, ifMatch });
    return erased ? refused(erased.refusal) : answer(204);
  },
});
