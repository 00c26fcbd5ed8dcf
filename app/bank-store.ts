import type { BankState } from '../domain/bank/state.js';
import type { BankId } from '../domain/ids.js';

/** A bank as it is: its connection, controller, power and clock. One that was not heard of yet is at version 0. */
export interface BankStore {
  /** Consistent. */
  load(bankId: BankId): Promise<LoadedBank>;
  /** Eventually consistent, for what the next commit would find out, and for people. */
  peek(bankId: BankId): Promise<LoadedBank>;
  /** Writes the state whole, as version + 1, if its version is the one that was read. `false`: it is not. */
  commit(loaded: LoadedBank): Promise<boolean>;
}
export interface LoadedBank {
  state: BankState;
  version: number;
}
