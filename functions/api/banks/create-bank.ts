import { enrolBank } from '../../../app/api/enrol-bank.js';
import { enrolling } from '../operation.js';
import { answerEnrolled } from './answer-enrolled.js';
import { enrolledBank, newBank } from './schemas.js';

export const createBank = enrolling({
  summary:
    'Registers a bank: its thing, a certificate from its signing request, its compartments. Answers what the bank keeps. ' +
    'Its id is the natural key: the same request again is once, and is answered the same.',
  body: newBank,
  answers: { 201: enrolledBank, 200: enrolledBank },
  handle: (ports, { site, body, times }) =>
    answerEnrolled(ports, body.csr, () => enrolBank(ports, { siteId: site.id, request: body, nowMs: times.nowMs })),
});
