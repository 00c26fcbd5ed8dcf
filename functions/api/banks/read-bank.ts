import { answer, operation } from '../operation.js';
import { bank as schema, bankView } from './schemas.js';

export const readBank = operation({
  summary: 'Reads a bank, and what the smallest item is that each of its kinds of sensor sees.',
  answers: { 200: schema },
  handle: async (_ports, { bank, site }) => answer(200, bankView(bank, site.policy)),
});
