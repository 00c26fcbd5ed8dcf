import type { Telling, TellingStore } from '../../app/ports.js';
import type { StayId } from '../../domain/ids.js';
import type { TableAccess } from './access.js';
import { equals } from './expression.js';
import { keys } from './table.js';

/** What incidents had people told, one small item each. */
export function dynamoTellingStore(table: TableAccess): TellingStore {
  return {
    note: ({ stayId, eventId, atMs, told }) => table.put({ ...keys.telling(stayId, eventId), atMs, told }),
    async read(stayId: StayId) {
      const { pk } = keys.telling(stayId, '');
      const items = await table.queryAll({ where: (x) => equals(x, 'pk', pk) });
      return items.map(({ sk, atMs, told }) => ({ stayId, eventId: sk, atMs, told }) as Telling);
    },
  };
}
