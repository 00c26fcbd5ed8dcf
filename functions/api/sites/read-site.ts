import { answer, reading } from '../operation.js';
import { site as schema, siteView } from './schemas.js';

export const readSite = reading({
  summary: 'Reads a site.',
  hasTag: true,
  answers: { 200: schema },
  handle: async (_ports, { site }) => answer(200, siteView(site), site.version),
});
