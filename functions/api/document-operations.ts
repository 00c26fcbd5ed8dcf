import { listExceptions } from './exceptions/list-exceptions.js';
import { readOpenapi } from './service/read-openapi.js';
import type { BasePorts, Operation } from './operation.js';
import type { OperationOf } from './routes.js';

/** What on-document serves. */
export const documentOperations = { readOpenapi, listExceptions } satisfies Record<
  OperationOf<'on-document'>,
  Operation<BasePorts>
>;
