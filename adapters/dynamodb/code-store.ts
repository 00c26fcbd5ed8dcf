import type { Clock, CodeRow, CodeStore } from '../../app/ports.js';
import type { TableAccess } from './access.js';
import { equals, isAbsent } from './expression.js';
import { keys } from './table.js';

/**
 * Look-up rows of pickup codes: they name a stay and a generation, never digits. What has run out counts as gone, for the
 * table's own deletion comes days later.
 */
export function dynamoCodeStore(table: TableAccess, clock: Clock): CodeStore {
  return {
    claim(lookupKey, { bankId, compartmentId, stayId, generation }, expiresAtMs) {
      const ttl = Math.ceil(expiresAtMs / 1000);
      const row = { bankId, compartmentId, stayId, generation, ttl };
      return table.putIf({ ...keys.code(lookupKey), ...row }, (x) => {
        // A late double of an earlier claim must not take the row back to its own generation.
        const isOwn = `(${equals(x, 'stayId', stayId)} AND ${x.name('generation')} <= ${x.value(generation)})`;
        const isPast = `${x.name('ttl')} <= ${x.value(Math.floor(clock.nowMs() / 1000))}`;
        return `${isAbsent(x)} OR ${isOwn} OR ${isPast}`;
      });
    },
    async find(lookupKey) {
      // It may have been claimed this instant, and after a rotation a row that is not seen is digits that open nothing.
      const item = await table.get(keys.code(lookupKey), { isConsistent: true });
      if (!item || Number(item['ttl']) * 1000 <= clock.nowMs()) return undefined;
      const { bankId, compartmentId, stayId, generation } = item as unknown as CodeRow;
      return { bankId, compartmentId, stayId, generation };
    },
  };
}
