import type { GuardStore, KeptGuard } from '../../app/ports.js';
import { freshGuard } from '../../domain/guard/guard.js';
import { Shelf } from './shelf.js';

/** Guards in memory, with real version conflicts. */
export function memoryGuardStore(): GuardStore {
  const shelf = new Shelf<KeptGuard>();
  const read = (bankId: string): KeptGuard => shelf.get(bankId) ?? { ...freshGuard, version: 0 };
  return {
    read: async (bankId) => read(bankId),
    async write(bankId, guard) {
      if (read(bankId).version !== guard.version) return false;
      shelf.set(bankId, { ...guard, version: guard.version + 1 });
      return true;
    },
  };
}
