import type { BankId } from '../ids.js';
import type { Finding } from '../incident/finding.js';

/** A day's cap kept back what somebody needs to have: once a day at each bank that it was about. */
export const messagesCapped = (bankId: BankId, day: number, occurredAtMs: number): Finding => ({
  cause: 'messages-capped',
  place: { bankId },
  status: 'standing',
  key: `day-${day}`,
  occurredAtMs,
});
