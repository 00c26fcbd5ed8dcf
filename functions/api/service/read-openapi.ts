import * as z from 'zod/mini';
import { unpacked, type DocsPorts, type ReadBeside } from '../docs/beside.js';
import { answer, operation } from '../operation.js';

/** As committed, `docs/openapi.json`: a test keeps it equal to what routes and schemas make (openapi.ts). */
export const readOpenapi = operation<undefined, undefined, DocsPorts>({
  summary: 'This document.',
  answers: { 200: () => z.looseObject({ openapi: z.string() }) },
  handle: async ({ readBeside }) => answer(200, await document(readBeside)),
});

let read: Promise<unknown> | undefined;

/** Unpacked when it is first asked for, and kept. */
function document(readBeside: ReadBeside): Promise<unknown> {
  read ??= readBeside('openapi.json').then(unpacked).then(JSON.parse);
  return read;
}
