import type { Finding } from '../incident/finding.js';
import type { Tamper } from '../inputs.js';

/** Enough of the bank's own words to tell a panel from a tilt. */
const whatMax = 60;

/** Somebody meddles with the cabinet: of no door in particular, and without an end that a bank could tell. */
export const tampered = ({ bankId, origin: { bootCount, seq }, times, what }: Tamper): Finding => ({
  cause: 'opened-without-command',
  place: { bankId },
  status: 'standing',
  key: `tamper-${bootCount}-${seq}`,
  occurredAtMs: times.occurredAtMs,
  detail: { what: what.slice(0, whatMax) },
});
