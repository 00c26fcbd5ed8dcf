import type { Telling, TellingStore } from '../../app/ports.js';
import { Shelves } from './shelf.js';

/** What incidents had people told, in memory. */
export function memoryTellingStore(): TellingStore {
  const tellings = new Shelves<Telling>();
  return {
    async note(telling) {
      tellings.of(telling.stayId).set(telling.eventId, telling);
    },
    read: async (stayId) =>
      tellings
        .of(stayId)
        .list()
        .map(([, telling]) => telling),
  };
}
