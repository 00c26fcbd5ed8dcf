import type { OpensScope, OpensStore } from '../../app/ports.js';
import type { NotedOpen } from '../../domain/guard/mass-open.js';
import { Shelf } from './shelf.js';

/** Opens that persons gave, counted in memory. */
export function memoryOpensStore(): OpensStore {
  const scopes = new Shelf<OpensScope>();
  const opens = new Shelf<NotedOpen[]>();
  const read = (scope: string): OpensScope => scopes.get(scope) ?? { clearedAtMs: 0 };
  return {
    read: async (scope) => read(scope),
    async note(scope, open, sinceMs) {
      const noted = (opens.get(scope) ?? []).filter(({ atMs }) => atMs > sinceMs);
      const isNew = !noted.some(({ commandId }) => commandId === open.commandId);
      const all = isNew ? [...noted, open] : noted;
      opens.set(scope, all);
      return all;
    },
    async stop(scope, stop) {
      scopes.set(scope, { ...read(scope), stop });
    },
    async clear(scope, atMs) {
      scopes.set(scope, { clearedAtMs: atMs });
    },
  };
}
