import { createBank } from './banks/create-bank.js';
import { reinstateBank } from './banks/reinstate-bank.js';
import { replaceController } from './banks/replace-controller.js';
import { retireBank } from './banks/retire-bank.js';
import type { EnrollingPorts, Operation } from './operation.js';
import type { OperationOf } from './routes.js';

/** What on-enroll serves. */
export const enrolOperations = { createBank, replaceController, retireBank, reinstateBank } satisfies Record<
  OperationOf<'on-enroll'>,
  Operation<EnrollingPorts>
>;
