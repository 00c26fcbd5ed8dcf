import type { GuardStore, KeptGuard } from '../../app/ports.js';
import { freshGuard } from '../../domain/guard/guard.js';
import type { TableAccess } from './access.js';
import { isAbsent, isAtVersion } from './expression.js';
import { rowFrom } from './registry.js';
import { keys } from './table.js';

/** Guards, one small item a bank. */
export function dynamoGuardStore(table: TableAccess): GuardStore {
  return {
    async read(bankId) {
      const item = await table.get(keys.guard(bankId), { isConsistent: true });
      return item ? rowFrom<KeptGuard>(item) : { ...freshGuard, version: 0 };
    },
    write: (bankId, guard) =>
      table.putIf(
        { ...keys.guard(bankId), ...guard, version: guard.version + 1 },
        guard.version === 0 ? isAbsent : isAtVersion(guard.version),
      ),
  };
}
