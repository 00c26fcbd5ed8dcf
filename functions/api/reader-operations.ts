import type { DocsPorts } from './docs/beside.js';
import { readDocs } from './docs/read-docs.js';
import { readDocsPart } from './docs/read-docs-part.js';
import type { Operation } from './operation.js';
import type { OperationOf } from './routes.js';
import { readOpenapi } from './service/read-openapi.js';

/** What on-reader serves. */
export const readerOperations = { readOpenapi, readDocs, readDocsPart } satisfies Record<
  OperationOf<'on-reader'>,
  Operation<DocsPorts>
>;
