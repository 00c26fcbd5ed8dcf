import type { EvidenceStore } from '../../app/ports.js';
import type { DoorKey } from '../../domain/ids.js';
import type { Window } from '../../domain/sensing/window.js';
import { Shelf, type IsStale } from './shelf.js';

/** Raw windows in memory. */
export function memoryEvidenceStore(isStale?: IsStale): EvidenceStore {
  const shelf = new Shelf<{ before: Window[]; after: Window[] }>(isStale);
  return {
    async put(key, { before, after }) {
      shelf.add(keyOf(key), { before, after });
    },
    read: async (key) => shelf.peek(keyOf(key)),
  };
}

const keyOf = ({ bankId, compartmentId, id }: DoorKey & { id: string }): string => `${bankId}/${compartmentId}/${id}`;
