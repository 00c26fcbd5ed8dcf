import type { Keypad, KeypadStore } from '../../app/ports.js';
import { Shelf } from './shelf.js';

/** Wrong tries in memory. */
export function memoryKeypadStore(): KeypadStore {
  const shelf = new Shelf<Keypad>();
  const read = (bankId: string): Keypad => shelf.get(bankId) ?? { wrongTries: 0, lastAtMs: 0, version: 0 };
  return {
    read: async (bankId) => read(bankId),
    async write(bankId, keypad) {
      if (read(bankId).version !== keypad.version) return false;
      shelf.set(bankId, { ...keypad, version: keypad.version + 1 });
      return true;
    },
  };
}
