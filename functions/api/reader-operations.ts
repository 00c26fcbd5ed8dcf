import { readDocs } from './docs/read-docs.js';
import { readDocsPart, type DocsPorts } from './docs/read-docs-part.js';
import type { Operation } from './operation.js';
import type { OperationOf } from './routes.js';

/** What on-reader serves. */
export const readerOperations = { readDocs, readDocsPart } satisfies Record<
  OperationOf<'on-reader'>,
  Operation<DocsPorts>
>;
