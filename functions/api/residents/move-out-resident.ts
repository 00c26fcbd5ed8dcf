import { moveOut } from '../../../app/api/move-out.js';
import type { ResidentId } from '../../../domain/ids.js';
import { answer, operation } from '../operation.js';
import { problem, refused } from '../problems.js';
import { moveOutAsked, resident, residentView } from './schemas.js';

const graceDaysDefault = 14;
const aheadMaxMs = 366 * 24 * 3_600_000;

export const moveOutResident = operation({
  summary:
    'A resident leaves. What lies there is fetched as before; when the grace is over, no more parcels are taken for them.',
  body: moveOutAsked,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: resident },
  async handle({ registry }, { site, path, body, ifMatch, times: { nowMs } }) {
    const { atMs = nowMs, graceDays = graceDaysDefault } = body;
    if (atMs > nowMs + aheadMaxMs) return problem('invalid-body', { detail: 'atMs is at most a year ahead' });
    const residentId = path['residentId'] as ResidentId;
    const moved = await moveOut(registry, { siteId: site.id, residentId, atMs, graceDays, ifMatch });
    return 'refusal' in moved ? refused(moved.refusal) : answer(200, residentView(moved, nowMs), moved.version);
  },
});
