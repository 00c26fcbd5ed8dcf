import { answer, operation } from '../operation.js';
import { bank as schema, bankView } from './schemas.js';

export const readBank = operation({
  summary: 'Reads a bank.',
  answers: { 200: schema },
  handle: async (_ports, { bank }) => answer(200, bankView(bank)),
});
