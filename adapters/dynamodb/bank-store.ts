import type { BankStore, LoadedBank } from '../../app/ports.js';
import { newBankState, type BankState } from '../../domain/bank/state.js';
import type { BankId } from '../../domain/ids.js';
import type { TableAccess } from './access.js';
import { isAbsent, isAtVersion } from './expression.js';
import { keys } from './table.js';

/** A bank's state, one small item beside its doors: under a kilobyte for 32 of them, so a write is one unit. */
export function dynamoBankStore(table: TableAccess): BankStore {
  const read = async (bankId: BankId, isConsistent: boolean): Promise<LoadedBank> => {
    const item = await table.get(keys.bankState(bankId), { isConsistent });
    if (!item) return { state: newBankState(bankId), version: 0 };
    const { pk: _pk, sk: _sk, version, ...fields } = item;
    return { state: { ...newBankState(bankId), ...(fields as Partial<BankState>) }, version: Number(version) };
  };
  return {
    load: (bankId) => read(bankId, true),
    peek: (bankId) => read(bankId, false),
    commit({ state: { bankId, ...fields }, version }) {
      const item = { ...keys.bankState(bankId), ...fields, version: version + 1 };
      return table.putIf(item, version === 0 ? isAbsent : isAtVersion(version));
    },
  };
}
