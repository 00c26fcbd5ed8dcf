import type { BankId } from '../domain/ids.js';
import type { Ports } from './ports.js';

/** A message that could not be read: counted, by code and bank, and gone. */
export function refuse(
  { counters }: Pick<Ports, 'counters'>,
  refused: { code: string; bankId?: BankId | string | undefined },
): void {
  counters.count('message-refused', { code: refused.code, ...(refused.bankId ? { bankId: refused.bankId } : {}) });
}
