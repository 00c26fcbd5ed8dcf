import { listExceptions } from './exceptions/list-exceptions.js';
import type { BasePorts, Operation } from './operation.js';
import type { OperationOf } from './routes.js';

/** What on-document serves. */
export const documentOperations = { listExceptions } satisfies Record<OperationOf<'on-document'>, Operation<BasePorts>>;
