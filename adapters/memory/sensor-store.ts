import type { LoadedSensors, SensorStore } from '../../app/ports.js';
import { Shelves, type IsStale } from './shelf.js';

/** What is known of sensors, in memory, with real version conflicts. */
export function memorySensorStore(isStale?: IsStale): SensorStore {
  const banks = new Shelves<LoadedSensors>(isStale);
  return {
    load: async ({ bankId, compartmentId }) => banks.of(bankId).get(compartmentId),
    list: async (bankId) => banks.of(bankId).rows(),
    async commit({ door, version }) {
      const shelf = banks.of(door.bankId);
      if ((shelf.get(door.compartmentId)?.version ?? 0) !== version) return false;
      shelf.set(door.compartmentId, { door, version: version + 1 });
      return true;
    },
  };
}
