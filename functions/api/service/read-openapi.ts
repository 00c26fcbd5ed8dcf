import * as z from 'zod/mini';
import { unpacked, type DocsPorts } from '../docs/beside.js';
import { answer, operation } from '../operation.js';

/** As committed, `docs/openapi.json`: a test keeps it equal to what routes and schemas make (openapi.ts). */
export const readOpenapi = operation<undefined, undefined, DocsPorts>({
  summary: 'This document.',
  answers: { 200: () => z.looseObject({ openapi: z.string() }) },
  handle: async ({ readBeside }) => answer(200, JSON.parse(await unpacked(await readBeside('openapi.json')))),
});
