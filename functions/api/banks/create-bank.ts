import { enrolBank, type EnrolPorts } from '../../../app/api/enrol-bank.js';
import { answer, operation, type BasePorts } from '../operation.js';
import { problem, refused } from '../problems.js';
import { enrolledBank, newBank } from './schemas.js';

export const createBank = operation<typeof newBank._zod.output, undefined, BasePorts & EnrolPorts>({
  summary:
    'Registers a bank: its thing, a certificate from its signing request, its compartments. Answers what the bank keeps. ' +
    'Its id is the natural key: the same request again is once, and is answered the same.',
  body: newBank,
  answers: { 201: enrolledBank, 200: enrolledBank },
  async handle(ports, { site, body, times }) {
    const mistake = await ports.enrolment.checkRequest(body.csr);
    if (mistake !== undefined) return problem('bad-certificate-request', { detail: mistake });
    const enrolled = await enrolBank(ports, { siteId: site.id, request: body, nowMs: times.nowMs });
    if ('refusal' in enrolled) return refused(enrolled.refusal);
    const { isNew, certificatePem, bank } = enrolled;
    return answer(isNew ? 201 : 200, { certificatePem, bank });
  },
});
