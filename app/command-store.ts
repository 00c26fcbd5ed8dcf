import type { GivenCommand } from '../domain/command/command.js';
import type { BankId } from '../domain/ids.js';
import type { Page, PageOf } from './ports.js';
import type { Kept, Rows } from './registry-ports.js';

/** Commands that persons gave through the API: an item each, kept as a record of who had what done. */
export type CommandRow = GivenCommand & Kept;

export interface CommandStore extends Rows<CommandRow, { bankId: BankId; commandId: string }> {
  /** Of a bank, the newest first; eventually consistent. */
  list(bankId: BankId, page: PageOf): Promise<Page<CommandRow>>;
}
