import type { BankCommand, BankLink } from '../../app/ports.js';
import type { BankId } from '../../domain/ids.js';

export interface SentCommand {
  bankId: BankId;
  command: BankCommand;
}

export interface MemoryBankLink extends BankLink {
  sent: SentCommand[];
  /** What was sent since it was last taken. */
  take(): SentCommand[];
}

/** Keeps the commands sent to banks; sending twice is kept twice. */
export function memoryBankLink(): MemoryBankLink {
  const link: MemoryBankLink = {
    sent: [],
    async send(bankId, command) {
      link.sent.push({ bankId, command: structuredClone(command) });
    },
    ready: (bankId, command) => () => link.send(bankId, command),
    take: () => link.sent.splice(0),
  };
  return link;
}
