import type { BankStore, LoadedBank } from '../../app/ports.js';
import { newBankState } from '../../domain/bank/state.js';
import type { BankId } from '../../domain/ids.js';
import { Shelf, type IsStale } from './shelf.js';

/** Banks in memory, with real version conflicts. */
export function memoryBankStore(isStale?: IsStale): BankStore {
  const shelf = new Shelf<LoadedBank>(isStale);
  const unheard = (bankId: BankId): LoadedBank => ({ state: newBankState(bankId), version: 0 });
  return {
    load: async (bankId) => shelf.get(bankId) ?? unheard(bankId),
    peek: async (bankId) => shelf.peek(bankId) ?? unheard(bankId),
    async commit({ state, version }) {
      if ((shelf.get(state.bankId)?.version ?? 0) !== version) return false;
      shelf.set(state.bankId, { state, version: version + 1 });
      return true;
    },
  };
}
