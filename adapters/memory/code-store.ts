import type { Clock, CodeRow, CodeStore } from '../../app/ports.js';
import { Shelf, type IsStale } from './shelf.js';

type Kept = CodeRow & { expiresAtMs: number };

export interface MemoryCodeStore extends CodeStore {
  all(): CodeRow[];
}

/** Look-up rows of pickup codes in memory. */
export function memoryCodeStore(clock: Clock, isStale?: IsStale): MemoryCodeStore {
  const shelf = new Shelf<Kept>(isStale);
  return {
    async claim(lookupKey, { bankId, compartmentId, stayId, generation }, expiresAtMs) {
      const kept = shelf.get(lookupKey);
      const isOwn = kept?.stayId === stayId && kept.generation <= generation;
      if (kept && !isOwn && kept.expiresAtMs > clock.nowMs()) return false;
      shelf.set(lookupKey, { bankId, compartmentId, stayId, generation, expiresAtMs });
      return true;
    },
    async find(lookupKey) {
      const kept = shelf.peek(lookupKey);
      return kept && kept.expiresAtMs > clock.nowMs() ? rowFrom(kept) : undefined;
    },
    all: () => shelf.list().map(([, kept]) => rowFrom(kept)),
  };
}

const rowFrom = ({ expiresAtMs: _expires, ...row }: Kept): CodeRow => row;
