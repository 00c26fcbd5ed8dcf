import type { EnrolPorts } from '../../../app/api/enrol-bank.js';
import { replaceController as replace } from '../../../app/api/replace-controller.js';
import { operation, type BasePorts } from '../operation.js';
import { answerEnrolled } from './answer-enrolled.js';
import { enrolledBank, newController } from './schemas.js';

export const replaceController = operation<
  ReturnType<typeof newController>['_zod']['output'],
  undefined,
  BasePorts & EnrolPorts
>({
  summary:
    'Replaces the controller of a bank: a certificate for the new one, its file with the door cycles counted on; the old ' +
    'one’s certificate is revoked, and its messages are refused. The same request again is once, and is answered the same.',
  body: newController,
  heedsIfMatch: true,
  answers: { 201: enrolledBank, 200: enrolledBank },
  handle: (ports, { bank, body, ifMatch }) =>
    answerEnrolled(ports, body.csr, () => replace(ports, { bank, request: body, ifMatch })),
});
