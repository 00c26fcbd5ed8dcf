import { answer, reading } from '../operation.js';
import { policy } from './schemas.js';

export const readPolicy = reading({
  summary: 'Reads what a site tunes: every threshold with its unit in its name.',
  hasTag: true,
  answers: { 200: policy },
  handle: async (_ports, { site }) => answer(200, site.policy, site.version),
});
