import * as z from 'zod/mini';
import { answer, operation } from '../operation.js';

/** Open to all, so it reads nothing: that it answers says that gateway and function are there. */
export const readHealth = operation({
  summary: 'Says that the service answers.',
  answers: { 200: () => z.strictObject({ status: z.literal('ok'), nowMs: z.number() }) },
  handle: async (_ports, { times }) => answer(200, { status: 'ok', nowMs: times.nowMs }),
});
