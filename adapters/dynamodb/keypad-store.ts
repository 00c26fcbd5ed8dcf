import type { Keypad, KeypadStore } from '../../app/ports.js';
import type { TableAccess } from './access.js';
import { isAbsent, isAtVersion } from './expression.js';
import { keys } from './table.js';

/** Wrong tries, one item a bank. Read consistently: whoever guesses fast must not find an old count. */
export function dynamoKeypadStore(table: TableAccess): KeypadStore {
  return {
    async read(bankId) {
      const item = await table.get(keys.keypad(bankId), { isConsistent: true });
      if (!item) return { wrongTries: 0, lastAtMs: 0, version: 0 };
      const { wrongTries, lastAtMs, version } = item as unknown as Keypad;
      return { wrongTries, lastAtMs, version };
    },
    write: (bankId, { wrongTries, lastAtMs, version }) =>
      table.update(keys.keypad(bankId), {
        set: Object.entries({ wrongTries, lastAtMs, version: version + 1 }),
        condition: version === 0 ? isAbsent : isAtVersion(version),
      }),
  };
}
