import { changeResident as change } from '../../../app/api/change-resident.js';
import type { ResidentId } from '../../../domain/ids.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { resident, residentChange, residentView } from './schemas.js';

export const changeResident = operation({
  summary: 'Changes a resident, or puts them on hold until an instant. What is left out stays, and null takes away.',
  body: residentChange,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: resident },
  async handle(ports, { site, path, body, ifMatch, times }) {
    const residentId = path['residentId'] as ResidentId;
    const changed = await change(ports, { siteId: site.id, residentId, request: body, ifMatch, nowMs: times.nowMs });
    return 'refusal' in changed
      ? refused(changed.refusal)
      : answer(200, residentView(changed, times.nowMs), changed.version);
  },
});
