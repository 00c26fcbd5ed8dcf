import * as z from 'zod/mini';
import { answer, operation, type BasePorts } from '../operation.js';

/** The document is made from the schemas when it is first asked for, and its code is loaded only then. */
export const readOpenapi = operation<undefined, undefined, BasePorts>({
  summary: 'This document.',
  answers: { 200: () => z.looseObject({ openapi: z.string() }) },
  handle: async () => answer(200, await document()),
});

let made: Promise<unknown> | undefined;

function document(): Promise<unknown> {
  made ??= import('../openapi.js').then(({ openapiDocument }) => openapiDocument());
  return made;
}
