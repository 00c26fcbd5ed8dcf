import { createResident as create } from '../../../app/api/residents.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { newResident, resident, residentView } from './schemas.js';

export const createResident = operation({
  summary: 'Creates a resident. An email address is asked by email to confirm, and hears nothing else until it does.',
  body: newResident,
  needsKey: true,
  answers: { 201: resident, 200: resident },
  async handle(ports, { site, body, key, times }) {
    const made = await create(ports, { siteId: site.id, key, request: body, nowMs: times.nowMs });
    return 'refusal' in made
      ? refused(made.refusal)
      : answer(made.isNew ? 201 : 200, residentView(made.row, times.nowMs));
  },
});
