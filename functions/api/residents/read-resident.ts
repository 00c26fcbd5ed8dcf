import type { ResidentId } from '../../../domain/ids.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { resident, residentView } from './schemas.js';

export const readResident = reading({
  summary: 'Reads a resident.',
  hasTag: true,
  answers: { 200: resident },
  async handle({ registry }, { site, path, times }) {
    const row = await registry.residents.read({ siteId: site.id, residentId: path['residentId'] as ResidentId });
    return row ? answer(200, residentView(row, times.nowMs), row.version) : problem('not-found');
  },
});
