import { replaceController as replace } from '../../../app/api/replace-controller.js';
import { enrolling } from '../operation.js';
import { answerEnrolled } from './answer-enrolled.js';
import { enrolledBank, newController } from './schemas.js';

export const replaceController = enrolling({
  summary:
    'Replaces the controller of a bank: a certificate for the new one, its file with the door cycles counted on; the old ' +
    'one’s certificate is revoked, and its messages are refused. The same request again is once, and is answered the same.',
  body: newController,
  heedsIfMatch: true,
  answers: { 201: enrolledBank, 200: enrolledBank },
  handle: (ports, { bank, actor, times: { nowMs }, body, ifMatch }) =>
    answerEnrolled(ports, body.csr, () => replace(ports, { bank, actor, nowMs, request: body, ifMatch })),
});
