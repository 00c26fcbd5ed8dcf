import type { enrolBank, EnrolPorts } from '../../../app/api/enrol-bank.js';
import { answer, type Answer } from '../operation.js';
import { problem, refused, type Problem } from '../problems.js';

/** A signing request that can be read is certified, for a new bank or a new controller; the answer is what the bank keeps. */
export async function answerEnrolled(
  { enrolment }: EnrolPorts,
  csr: string,
  enrol: () => ReturnType<typeof enrolBank>,
): Promise<Answer | Problem> {
  const mistake = await enrolment.checkRequest(csr);
  if (mistake !== undefined) return problem('bad-certificate-request', { detail: mistake });
  const enrolled = await enrol();
  if ('refusal' in enrolled) return refused(enrolled.refusal);
  const { isNew, certificatePem, bank } = enrolled;
  return answer(isNew ? 201 : 200, { certificatePem, bank });
}
