import type { EnrolPorts } from '../../../app/api/enrol-bank.js';
import { replaceController as replace } from '../../../app/api/replace-controller.js';
import { answer, operation, type BasePorts } from '../operation.js';
import { problem, refused } from '../problems.js';
import { enrolledBank, newController } from './schemas.js';

export const replaceController = operation<typeof newController._zod.output, undefined, BasePorts & EnrolPorts>({
  summary:
    'Replaces the controller of a bank: a certificate for the new one, its file with the door cycles counted on; the old ' +
    'one’s certificate is revoked, and its messages are refused. The same request again is once, and is answered the same.',
  body: newController,
  answers: { 201: enrolledBank, 200: enrolledBank },
  async handle(ports, { bank, body }) {
    const mistake = await ports.enrolment.checkRequest(body.csr);
    if (mistake !== undefined) return problem('bad-certificate-request', { detail: mistake });
    const replaced = await replace(ports, { bank, request: body });
    if ('refusal' in replaced) return refused(replaced.refusal);
    const { isNew, certificatePem, bank: file } = replaced;
    return answer(isNew ? 201 : 200, { certificatePem, bank: file });
  },
});
